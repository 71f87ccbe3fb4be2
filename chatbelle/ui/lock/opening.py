"""Keeps pages at the door while the chats are locked, and lets all of them in once one has the passphrase."""

import signal
from collections.abc import Awaitable, Callable
from pathlib import Path

import flet as ft

from chatbelle import words
from chatbelle.errors import ChatBelleError
from chatbelle.settings import Settings
from chatbelle.ui.dressing import dress
from chatbelle.ui.lock.door_view import DoorView
from chatbelle.ui.lock.state import Door
from chatbelle.ui.lock.verbs import DoorVerbs
from chatbelle.ui.state import Look
from chatbelle.words import system_language

Enter = Callable[[ft.Page], None]  # shows the app on a page


class LockedDoor:
    """`unlock` opens the chats with a passphrase, off the loop, and says how a page goes in; it raises StoreError."""

    def __init__(self, settings: Settings, file: Path, unlock: Callable[[str], Awaitable[Enter]]) -> None:
        self._settings, self._file, self._unlock = settings, file, unlock
        self._enter: Enter | None = None
        self._waiting: dict[int, ft.Page] = {}

    def open_page(self, page: ft.Page) -> None:
        """Show the door on a page, or the app when it is open."""
        if self._enter:
            self._enter(page)
            return
        dress(page, self._settings)
        door = Door()
        look = Look(self._settings.language or system_language(), int(page.width or 1280))
        self._waiting[id(page)] = page
        page.on_close = lambda: self._waiting.pop(id(page), None)
        lost = words.LOST_PASSPHRASE_TOLD.filled(path=self._file)
        page.render(DoorView, door, look, lost, int(page.height or 800), self._verbs_of(page, door))

    def _verbs_of(self, page: ft.Page, door: Door) -> DoorVerbs:
        def type_passphrase(text: str) -> None:
            object.__setattr__(door, "passphrase", text)  # the field shows it already

        async def unlock() -> None:
            if door.busy or self._enter or not door.passphrase:
                return
            door.error, door.busy = None, True
            try:
                self._enter = await self._unlock(door.passphrase)
            except ChatBelleError as error:
                door.error = error
            finally:
                door.busy = False
            if self._enter:
                door.passphrase = ""
                for waiting in self._waiting.values():
                    self._enter(waiting)
                self._waiting.clear()

        async def leave() -> None:
            if page.web:
                door.has_ended = True
                page.update()
                signal.raise_signal(signal.SIGINT)  # as Ctrl+C in the terminal that serves it
            else:
                await page.window.close()  # type: ignore[no-untyped-call]

        return DoorVerbs(type_passphrase, unlock, leave)
