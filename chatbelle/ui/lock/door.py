"""Keeps pages at the door while the chats are locked, and lets all of them in once one has the passphrase."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path

import flet as ft

from chatbelle import words
from chatbelle.errors import ChatBelleError
from chatbelle.settings import Settings
from chatbelle.ui.dressing import dress
from chatbelle.ui.lock.state import Unlocking
from chatbelle.ui.lock.unlock_view import UnlockView
from chatbelle.ui.lock.verbs import UnlockVerbs
from chatbelle.ui.serving import OpenTab
from chatbelle.ui.state import Look


class LockedDoor:
    """`unlock` opens the chats with a passphrase, off the loop, and says how a page goes in; it raises StoreError."""

    def __init__(self, settings: Settings, file: Path, unlock: Callable[[str], Awaitable[OpenTab]]) -> None:
        self._settings, self._file, self._unlock = settings, file, unlock
        self._open_tab: OpenTab | None = None
        self._waiting: dict[int, ft.Page] = {}
        self._opening = asyncio.Lock()

    def open_tab(self, page: ft.Page) -> None:
        """Show the door on a page, or the app when it is open."""
        if self._open_tab:
            self._open_tab(page)
            return
        unlocking = Unlocking()
        look = Look(width=int(page.width or 1280))
        look.follow(self._settings)
        dress(page, self._settings, look)
        self._waiting[id(page)] = page
        page.on_close = lambda: self._waiting.pop(id(page), None)
        lost = words.LOST_PASSPHRASE_TOLD.filled(path=self._file)
        page.render(UnlockView, unlocking, look, lost, int(page.height or 800), self._verbs_of(page, unlocking))

    def _let_in(self, open_tab: OpenTab) -> None:
        for page in self._waiting.values():
            open_tab(page)
        self._waiting.clear()

    def _verbs_of(self, page: ft.Page, unlocking: Unlocking) -> UnlockVerbs:
        def type_passphrase(text: str) -> None:
            object.__setattr__(unlocking, "passphrase", text)  # the field shows it already

        async def unlock() -> None:
            if unlocking.busy or not unlocking.passphrase:
                return
            unlocking.error, unlocking.busy = None, True
            try:
                async with self._opening:  # another tab may be trying, too
                    self._open_tab = self._open_tab or await self._unlock(unlocking.passphrase)
            except ChatBelleError as error:
                unlocking.error = error
            else:
                self._let_in(self._open_tab)
            finally:
                unlocking.busy = False

        async def leave() -> None:
            if page.web:
                unlocking.has_ended = True
                page.update()
                signal.raise_signal(signal.SIGINT)  # as Ctrl+C in the terminal that serves it
            else:
                await page.window.close()  # type: ignore[no-untyped-call]

        return UnlockVerbs(type_passphrase, unlock, leave)
