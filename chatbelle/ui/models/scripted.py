"""A library and a queue of jobs that do what they are told: for the demo, the pictures and the tests of the page."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from chatbelle import words
from chatbelle.errors import ChatBelleError, UsageError
from chatbelle.library.connections import Connection
from chatbelle.library.endpoints import KNOWN, OFFICIAL
from chatbelle.library.job import Job, Step, Wanted
from chatbelle.library.release import Release
from chatbelle.ui.models.library import Contents
from chatbelle.ui.models.state import Kept, Offered, Seen


class ScriptedLibrary:
    """Holds what it was given; what is removed, added or chosen changes its memory only."""

    def __init__(
        self,
        contents: Contents | None = None,
        files: tuple[Offered, ...] = (),
        seen: Seen | None = None,
        connections: tuple[Connection, ...] = (),
        adapters: tuple[Path, ...] = (),
    ) -> None:
        self._contents, self._files, self._seen = contents or Contents(), files, seen
        self._connections, self._adapters = connections, adapters
        self._folders: tuple[Path, ...] = (Path("/ChatBelle/models"),)
        self._endpoint = OFFICIAL.address

    def contents(self) -> Contents:
        """What was given, without what was removed since."""
        return self._contents

    def adapters_for(self, model: Path) -> tuple[Path, ...]:
        """The same ones, whatever the model."""
        return self._adapters

    def files_of(self, repository: str) -> tuple[Offered, ...]:
        """The same files, whatever is asked for."""
        return self._files

    def look_at(self, path: Path) -> Seen:
        """The same finding, at another path. UsageError when there is none."""
        if self._seen is None:
            raise UsageError(words.MODEL_MISSING.filled(path=path), words.CHOOSE_ANOTHER_FILE)
        return replace(self._seen, path=path)

    def wanted(self, release: Release, key: Path | None = None, to: str = "auto") -> Wanted:
        """The release, into the first folder."""
        return Wanted(release, str(self._folders[0]), str(key) if key else None, to)

    def remove(self, path: Path, for_good: bool) -> None:
        """Forget a model."""
        left: Sequence[Kept] = [kept for kept in self._contents.kept if kept.path != path]
        self._contents = replace(self._contents, kept=tuple(left))

    def folders(self) -> tuple[Path, ...]:
        """One folder and those that were added."""
        return self._folders

    def add_folder(self, folder: Path) -> None:
        """Add a folder."""
        self._folders = (*self._folders, folder)

    def drop_folder(self, folder: Path) -> None:
        """Drop a folder."""
        self._folders = tuple(each for each in self._folders if each != folder)

    def endpoint(self) -> str:
        """The one that was chosen last."""
        return self._endpoint

    def endpoints(self) -> tuple[str, ...]:
        """Those that everybody knows, and the chosen one."""
        known = tuple(endpoint.address for endpoint in KNOWN)
        return known if self._endpoint in known else (*known, self._endpoint)

    def use_endpoint(self, address: str) -> None:
        """Choose an endpoint."""
        self._endpoint = address

    def probe(self) -> Iterator[tuple[str, float | None]]:
        """Each takes a little longer than the one before."""
        yield from ((address, 0.08 * (number + 1)) for number, address in enumerate(self.endpoints()))

    def connections(self) -> tuple[Connection, ...]:
        """What was given."""
        return self._connections


class ScriptedQueue:
    """Jobs that stay as they are told. Lives on the event loop."""

    def __init__(self, *jobs: Job) -> None:
        self.jobs = jobs
        self.trouble: ChatBelleError | None = None
        self._change = asyncio.Event()

    def start(self) -> None:
        """Nothing goes on by itself."""

    async def close(self) -> None:
        """Nothing runs."""

    def add(self, wanted: Wanted) -> Job:
        """A job at the end, that waits."""
        job = Job(max((each.id for each in self.jobs), default=0) + 1, wanted)
        self._put((*self.jobs, job))
        return job

    def pause(self, job_id: int) -> None:
        """It is paused."""
        self.step(job_id, Step.PAUSED)

    def resume(self, job_id: int) -> None:
        """It downloads."""
        self.step(job_id, Step.DOWNLOADING)

    def cancel(self, job_id: int) -> None:
        """It is gone."""
        self._put(tuple(job for job in self.jobs if job.id != job_id))

    def step(self, job_id: int, step: Step, result: Path | None = None) -> None:
        """Tell where a job stands."""

        def told(job: Job) -> Job:
            progress = replace(job.progress, step=step, result=result, error=None)
            return replace(job, progress=progress) if job.id == job_id else job

        self._put(tuple(told(job) for job in self.jobs))

    async def changed(self) -> None:
        """Wait until something is told."""
        await self._change.wait()

    def _put(self, jobs: tuple[Job, ...]) -> None:
        self.jobs = jobs
        self._change.set()
        self._change = asyncio.Event()
