"""The queue of jobs: one runs, the others wait. It outlives the app, which goes on where it was. On the event loop."""

import asyncio
from collections.abc import Callable, Generator, Sequence
from contextlib import aclosing
from dataclasses import replace

from chatbelle import words
from chatbelle.errors import ChatBelleError, Stopped
from chatbelle.library.job import Job, Progress, Step, Wanted
from chatbelle.ui.streaming import off_thread

Bring = Callable[[Wanted, Callable[[], bool]], Generator[Progress]]
RUNNING = (Step.DOWNLOADING, Step.VERIFYING, Step.CONVERTING)


class JobQueue:
    """Runs jobs one after the other, in the background. `jobs` is what to show; `changed` tells when to look again."""

    def __init__(
        self,
        bring: Bring,
        keep: Callable[[Sequence[Job]], None],
        remove_unfinished: Callable[[Wanted], None],
        jobs: Sequence[Job] = (),
    ) -> None:
        """`keep` writes the jobs down when one is added, changes its step or goes; `jobs` are those kept before."""
        self._bring, self._keep, self._remove_unfinished = bring, keep, remove_unfinished
        self.jobs: tuple[Job, ...] = tuple(jobs)
        self.trouble: ChatBelleError | None = None  # with the list itself, not with one job
        self._at_work: Job | None = None
        self._is_wanted = True  # the job at work, still
        self._is_closed = False
        self._running: asyncio.Task[None] | None = None
        self._change = asyncio.Event()

    def start(self) -> None:
        """Go on with what waits, as after opening the app."""
        if not self._is_closed and (self._running is None or self._running.done()):
            self._running = asyncio.create_task(self._run())

    def add(self, wanted: Wanted) -> Job:
        """Queue a job, and return it; where one brings the same already, that one goes on instead."""
        for job in self.jobs:
            if brings_the_same(job.wanted, wanted) and job.progress.step is not Step.READY:
                self._show(replace(job, wanted=wanted))
                self.resume(job.id)
                return self.job(job.id)
        job = Job(max((job.id for job in self.jobs), default=0) + 1, wanted)
        self._show(job)
        self.start()
        return job

    def pause(self, job_id: int) -> None:
        """Stop a job for now; what it has brought is kept."""
        job = self.job(job_id)
        if job.progress.step in (Step.WAITING, *RUNNING):
            self._stop(job_id)
            self._show(at_rest(job, Step.PAUSED))

    def resume(self, job_id: int) -> None:
        """Let a job that is paused or has failed go on when its turn comes."""
        job = self.job(job_id)
        if job.progress.step in (Step.PAUSED, Step.FAILED):
            self._show(at_rest(job, Step.WAITING))
        self.start()

    def cancel(self, job_id: int) -> None:
        """Take a job out of the list, and remove what it has brought that is no model yet."""
        job = self.job(job_id)
        self.jobs = tuple(each for each in self.jobs if each.id != job_id)
        self._write_down()
        if not self._stop(job_id):  # otherwise it is removed when the work has ended
            self._remove(job)
        self._tell()

    async def changed(self) -> None:
        """Wait for the next change of `jobs` or `trouble`."""
        await self._change.wait()

    async def close(self) -> None:
        """Stop what runs; it goes on when the app is opened again."""
        self._is_closed, self._is_wanted = True, False
        if self._running is not None:
            await asyncio.wait({self._running})

    def job(self, job_id: int) -> Job:
        """The job with this id."""
        return next(job for job in self.jobs if job.id == job_id)

    async def _run(self) -> None:
        """Do what waits, in its order, until nothing does."""
        while not self._is_closed:
            waiting = next((job for job in self.jobs if job.progress.step is Step.WAITING), None)
            if waiting is None:
                return
            self._at_work, self._is_wanted = waiting, True
            try:
                await self._work_on(waiting)
            finally:
                self._at_work = None
                self._leave(waiting)

    async def _work_on(self, job: Job) -> None:
        """Bring one job, showing how far it is, to its end or until nobody wants it."""
        try:
            async with aclosing(off_thread(self._bring(job.wanted, lambda: not self._is_wanted))) as bundles:
                async for bundle in bundles:
                    now = self._find(job.id)
                    if now and (self._is_wanted or bundle[-1].step is Step.READY):
                        self._show(replace(now, progress=bundle[-1]))
        except Stopped:
            pass
        except ChatBelleError as error:
            if self._is_wanted:
                self._show(at_rest(self.job(job.id), Step.FAILED, error))

    def _leave(self, job: Job) -> None:
        """After the work on a job: tidy up where it was cancelled, and let none look as if it still ran."""
        now = self._find(job.id)
        if now is None:
            self._remove(job)
            self._tell()
        elif now.progress.step in RUNNING:
            unexpected = ChatBelleError(words.UNEXPECTED, words.UNEXPECTED_REMEDY)
            self._show(at_rest(now, Step.WAITING) if self._is_closed else at_rest(now, Step.FAILED, unexpected))

    def _stop(self, job_id: int) -> bool:
        """Tell the job at work that it is not wanted, if it is this one; whether it is."""
        if self._at_work is None or self._at_work.id != job_id:
            return False
        self._is_wanted = False
        return True

    def _remove(self, job: Job) -> None:
        if job.progress.step is Step.READY or any(brings_the_same(job.wanted, other.wanted) for other in self.jobs):
            return
        try:
            self._remove_unfinished(job.wanted)
        except ChatBelleError as error:
            self.trouble = error

    def _show(self, job: Job) -> None:
        """Put a job into the list, in its own place there if it has one."""
        before = self._find(job.id)
        if before is None:
            self.jobs = (*self.jobs, job)
        else:
            self.jobs = tuple(job if each.id == job.id else each for each in self.jobs)
        if before is None or before.progress.step is not job.progress.step:
            self._write_down()
        self._tell()

    def _find(self, job_id: int) -> Job | None:
        return next((job for job in self.jobs if job.id == job_id), None)

    def _write_down(self) -> None:
        try:
            self._keep(self.jobs)
            self.trouble = None
        except ChatBelleError as error:
            self.trouble = error

    def _tell(self) -> None:
        self._change.set()
        self._change = asyncio.Event()


def brings_the_same(wanted: Wanted, other: Wanted) -> bool:
    """Whether two jobs would write the same files."""
    return (wanted.release.id, wanted.folder, wanted.to) == (other.release.id, other.folder, other.to)


def at_rest(job: Job, step: Step, error: ChatBelleError | None = None) -> Job:
    """The job in a step in which nothing moves."""
    return replace(job, progress=replace(job.progress, step=step, bytes_per_second=0.0, seconds_left=None, error=error))
