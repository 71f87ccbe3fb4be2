"""The verbs of the sheet: the folders with models, where downloads come from, the log of connections."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from chatbelle import words
from chatbelle.errors import ChatBelleError
from chatbelle.ui.models.library import Library
from chatbelle.ui.models.state import Sources
from chatbelle.ui.state import Notice
from chatbelle.ui.typed import typed_path


class SourceActions:
    """One tab's sheet. Other folders mean other models: `refresh` looks again."""

    def __init__(self, sources: Sources, library: Library, refresh: Callable[[], Awaitable[None]]) -> None:
        self.sources = sources
        self._library, self._refresh = library, refresh

    def show_sources(self) -> None:
        """Open the sheet."""
        sources, library = self.sources, self._library
        sources.folders, sources.endpoint = library.folders(), library.endpoint()
        sources.endpoints = tuple((address, None) for address in library.endpoints())
        sources.connections, sources.notice, sources.is_open = library.connections(), None, True

    def close_sources(self) -> None:
        """Close the sheet."""
        self.sources.is_open = False

    async def add_folder(self, folder: str) -> None:
        """Look for models in another folder as well."""
        if path := typed_path(folder):
            await self._changed_folders(lambda: self._library.add_folder(path))

    async def drop_folder(self, folder: Path) -> None:
        """Look no more in a folder."""
        await self._changed_folders(lambda: self._library.drop_folder(folder))

    async def _changed_folders(self, change: Callable[[], None]) -> None:
        try:
            change()
        except ChatBelleError as error:
            self.sources.notice = Notice(error.what, error.remedy)
            return
        self.sources.folders = self._library.folders()
        await self._refresh()

    def use_endpoint(self, address: str) -> None:
        """Download from another address."""
        sources = self.sources
        try:
            self._library.use_endpoint(address)
        except ChatBelleError as error:
            sources.notice = Notice(error.what, error.remedy)
            return
        sources.endpoint = self._library.endpoint()
        known = dict(sources.endpoints)
        sources.endpoints = tuple((each, known.get(each)) for each in self._library.endpoints())

    async def find_fastest(self) -> None:
        """Ask every endpoint something small, and take the one that answers first."""
        sources = self.sources
        sources.probing = True
        try:
            probed = await asyncio.to_thread(lambda: tuple(self._library.probe()))
        finally:
            sources.probing = False
        sources.endpoints, sources.connections = probed, self._library.connections()
        answered = [(seconds, address) for address, seconds in probed if seconds is not None]
        if answered:
            self.use_endpoint(min(answered)[1])
        else:
            sources.notice = Notice(words.NONE_ANSWERED, words.CHECK_CONNECTION)

    def forget_sources_notice(self) -> None:
        """Say no more what went wrong in the sheet."""
        self.sources.notice = None
