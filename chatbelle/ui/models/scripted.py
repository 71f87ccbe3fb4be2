"""A library and a queue of jobs that do what they are told: for the demo, the pictures and the tests of the page."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from chatbelle.library.job import Job, Progress, Step, Wanted
from chatbelle.ui.models.library import Contents
from chatbelle.ui.models.state import Connection, Offered, Seen


class ScriptedLibrary:
    """Holds what it was given; removes, adds and drops only in its own memory."""

    def __init__(
        self,
        contents: Contents = Contents(),
        files: tuple[Offered, ...] = (),
        seen: Seen | None = None,
        connections: tuple[Connection, ...] = (),
    ) -> None:
        self._contents, self._files, self._seen, self._connections = contents, files, seen, connections
        self._folders = (Path("ChatBelle/models"),)
        self._endpoint = "https://huggingface.co"

    def contents(self) -> Contents:
        """What was given."""
        return self._contents

    def files_of(self, repository: str) -> tuple[Offered, ...]:
        """The same files, whatever is asked for."""
        return self._files

    def look_at(self, path: Path, key: Path | None) -> Seen:
        """The same finding, at another path."""
        assert self._seen
        return replace(self._seen, path=path)
