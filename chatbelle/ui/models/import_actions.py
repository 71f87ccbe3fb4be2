"""The verbs of the import wizard: what lies at a path, and the job that converts it."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from chatbelle import words
from chatbelle.errors import ChatBelleError, UsageError
from chatbelle.library.health import NextStep
from chatbelle.library.job import Wanted
from chatbelle.ui.models.library import Library
from chatbelle.ui.models.state import Import, Offered, Seen
from chatbelle.ui.state import Look, Notice, Place
from chatbelle.ui.typed import typed_path


class ImportActions:
    """One tab's wizard. What it finds is opened or converted by the page's own verbs."""

    def __init__(
        self,
        importing: Import,
        look: Look,
        library: Library,
        open_model: Callable[[Path], None],
        start: Callable[[Wanted], None],
        open_page: Callable[[], Awaitable[None]],
    ) -> None:
        self.importing = importing
        self._look, self._library = look, library
        self._open_model, self._start, self._open_page = open_model, start, open_page

    def start_import(self) -> None:
        """Open the wizard, empty."""
        self._put_import(Import())
        self._look.place = Place.IMPORT

    def ask_key(self, offered: Offered) -> None:
        """Open the wizard for a release that is to be downloaded and needs a key."""
        release = offered.release
        self._put_import(Import(seen=Seen(release.about, None, release, release.name, offered.disk_bytes)))
        self._look.place = Place.IMPORT

    def _put_import(self, importing: Import) -> None:
        shown = self.importing
        shown.path, shown.seen, shown.key, shown.to = importing.path, importing.seen, importing.key, importing.to
        shown.notice = None

    async def look_at(self) -> None:
        """Say what the path of the wizard is."""
        importing = self.importing
        importing.notice, importing.seen = None, None
        path = typed_path(importing.path)
        if path is None:
            return
        importing.looking = True
        try:
            importing.seen = await asyncio.to_thread(self._library.look_at, path)
        except ChatBelleError as error:
            importing.notice = Notice(error.what, error.remedy)
        finally:
            importing.looking = False

    async def convert(self) -> None:
        """Use what was found, or start the job that converts it."""
        importing, seen = self.importing, self.importing.seen
        if seen is None:
            return
        try:
            if seen.step is NextStep.CHAT and seen.path:
                self._open_model(seen.path)
                return
            if seen.step is NextStep.ADD and seen.path:
                self._library.add_folder(seen.path)
                await self._open_page()
                return
            if seen.release:
                self._start(self._library.wanted(seen.release, self._key(), importing.to))
        except ChatBelleError as error:
            importing.notice = Notice(error.what, error.remedy)

    def forget_import_notice(self) -> None:
        """Say no more what went wrong in the wizard."""
        self.importing.notice = None

    def _key(self) -> Path | None:
        """The key's path. Raises UsageError when one is needed and none was typed."""
        key = typed_path(self.importing.key)
        if key is None and self.importing.seen and self.importing.seen.needs_key:
            raise UsageError(words.KEY_MISSING, words.KEY_EXPLAINED)
        return key
