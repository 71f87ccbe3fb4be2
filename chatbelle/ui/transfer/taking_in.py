"""Takes chats in, off the event loop: looks first, then keeps each chat in a short step of its own.

A chat comes in whole or not at all; one that is here already stays as it is, so an import can be repeated at will.
"""

import asyncio
from collections.abc import Awaitable, Callable, Generator
from contextlib import aclosing, closing
from pathlib import Path

from chatbelle.errors import ChatBelleError, TransferError
from chatbelle.transfer.histories import LeftOut, count_in, sound_chats_in
from chatbelle.transfer.places import histories_here
from chatbelle.ui.state import Look, Place
from chatbelle.ui.streaming import off_thread
from chatbelle.ui.transfer.state import Found, Imported, Seen, TakeIn
from chatbelle.ui.transfer.whole import Beside
from chatbelle.ui.typed import typed_path


class TakingIn:
    """One tab's page. `pick` gives the path of a file, or folder, that the person chose; None for none.

    `discard` is told of each path that is done with: a browser's upload is a copy that nobody needs any longer.
    """

    def __init__(
        self,
        take_in: TakeIn,
        look: Look,
        beside: Beside,
        pick: Callable[[bool], Awaitable[Path | None]],
        discard: Callable[[Path], None],
        refresh: Callable[[], None],
    ) -> None:
        self._page, self._look, self._beside = take_in, look, beside
        self._pick, self._discard, self._refresh = pick, discard, refresh
        self._stopped = False

    async def open(self) -> None:
        """Show the page, and say which programs' chats are on this machine."""
        page = self._page
        self._look.place, self._look.drawer_open = Place.TAKE_IN, False
        if page.counted is None and page.taken is None:
            self.begin_again()
        page.counting = True
        try:
            page.found = await asyncio.to_thread(found_here)
        finally:
            page.counting = False

    def leave(self) -> None:
        """Back to the settings, from which the page was opened."""
        self._look.place = Place.SETTINGS

    def type_path(self, text: str) -> None:
        """Note what is typed."""
        object.__setattr__(self._page, "path", text)  # the field shows it already

    async def choose(self, a_folder: bool) -> None:
        """Let the person choose a file or folder, and look at it."""
        if path := await self._pick(a_folder):
            await self.look_at(path)

    async def look_at_typed(self) -> None:
        """Look at what lies at the path that was typed."""
        if path := typed_path(self._page.path):
            await self.look_at(path)

    async def look_at(self, path: Path) -> None:
        """Read all of it without keeping anything, and say what is there."""
        page = self._page
        self.begin_again()
        self._stopped = False
        page.counted = 0
        chats, left_out = 0, list[LeftOut]()
        try:
            async with aclosing(off_thread(looked_at(path))) as bundles:
                async for bundle in bundles:
                    left_out += [each for each in bundle if each is not None]
                    chats += bundle.count(None)
                    page.counted = chats
                    if self._stopped:
                        return
        finally:
            page.counted = None
        page.seen = Seen(path, chats, tuple(left_out))

    async def take_in(self) -> None:
        """Keep what was seen."""
        page, seen = self._page, self._page.seen
        if seen is None:
            return
        self._stopped = False
        page.taken = 0
        added, known = 0, 0
        try:
            async with aclosing(off_thread(taken_in(seen.path, self._beside))) as bundles:
                async for bundle in bundles:
                    added, known = added + sum(bundle), known + len(bundle) - sum(bundle)
                    page.taken = added + known
                    if self._stopped:
                        break
        except ChatBelleError as error:
            page.error = error
            return
        finally:
            page.taken = None
            self._refresh()
        self.begin_again()
        page.done = Imported(added, known, seen.left_out, stopped=added + known < seen.chats)

    def stop(self) -> None:
        """End what is under way; chats that are in already stay."""
        self._stopped = True

    def begin_again(self) -> None:
        """Forget what was seen and taken in."""
        if self._page.seen:
            self._discard(self._page.seen.path)
        self._page.seen, self._page.done, self._page.error = None, None, None

    def dismiss(self) -> None:
        """Say no more what went wrong."""
        self._page.error = None


def found_here() -> tuple[Found, ...]:
    """Other programs' chats; a program whose chats cannot be counted, or that has none, is left out."""
    found: list[Found] = []
    for history in histories_here():
        try:
            count = count_in(history.path)
        except TransferError:
            continue
        if count:
            found.append(Found(history.program, history.path, count))
    return tuple(found)


def looked_at(path: Path) -> Generator[LeftOut | None]:
    """For each chat at `path` None, or why it cannot be read."""
    for each in sound_chats_in(path):
        yield each if isinstance(each, LeftOut) else None


def taken_in(path: Path, beside: Beside) -> Generator[bool]:
    """Keep each sound chat at `path`; yields whether it is new. Raises StoreError."""
    with closing(beside()) as store:
        for each in sound_chats_in(path):
            if not isinstance(each, LeftOut):
                yield store.take_in([each]).added == 1
