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
        seen = Seen(release.about, None, release, release.name, offered.disk_bytes, None, needs_key=True)
        self._put_import(Import(seen=seen))
        self._look.place = Place.IMPORT

    async def import_from(self, path: Path) -> None:
        """Open the wizard with weights that are known already."""
        self._put_import(Import(str(path)))
        self._look.place = Place.IMPORT
        await self.look_at()

    def _put_import(self, importing: Import) -> None:
        shown = self.importing
        shown.path, shown.seen, shown.key, shown.to = importing.path, importing.seen, importing.key, importing.to
        shown.notice = None

    async def look_at(self) -> None:
        """Say what the path of the wizard is."""
        importing = self.importing
        importing.notice, importing.seen = None, None
        if not importing.path.strip():
            return
        importing.looking = True
        try:
            path = typed_path(importing.path)
            importing.seen = await asyncio.to_thread(self._library.look_at, path, self._key())
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
            if seen.needs_key and self._key() is None:
                raise UsageError(words.KEY_MISSING, words.KEY_EXPLAINED)
            self._start(self._library.wanted_from(seen, self._key(), importing.to))
        except ChatBelleError as error:
            importing.notice = Notice(error.what, error.remedy)

    def forget_import_notice(self) -> None:
        """Say no more what went wrong in the wizard."""
        self.importing.notice = None

    def _key(self) -> Path | None:
        key = self.importing.key
        return typed_path(key) if key.strip() else None


def typed_path(text: str) -> Path:
    """A path as people type and paste it: with quotes around it, or from their home."""
    return Path(text.strip().strip("'\"")).expanduser().absolute()
