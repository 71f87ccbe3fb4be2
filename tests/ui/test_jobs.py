"""The queue: one job at a time, which can be paused, go on, be taken out, and outlive the app. With a real hub."""

import asyncio
from collections.abc import Callable, Coroutine, Generator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chatbelle import words
from chatbelle.errors import DownloadNotSaved, NotOnHub
from chatbelle.library.endpoints import Endpoint
from chatbelle.library.fetching import Way, bring, look_up
from chatbelle.library.job import Job, Progress, Step, Wanted
from chatbelle.library.jobs import read_jobs, write_jobs
from chatbelle.library.needed import release_in
from chatbelle.library.places import remove_unfinished
from chatbelle.ui.jobs import JobQueue
from tests.library.hub_server import HubServer, hub_server, slowly

CONTENT = bytes(range(256)) * 8000


@pytest.fixture
def hub() -> Iterator[HubServer]:
    with hub_server() as server:
        server.add("org/one", one_gguf=CONTENT)
        server.add("org/two", two_gguf=CONTENT)
        yield server


def way(hub: HubServer) -> Way:
    return Way([Endpoint("here", hub.hub)], stall_seconds=10)


def wanted(hub: HubServer, folder: Path, name: str) -> Wanted:
    return Wanted(release_in(look_up(name, way(hub))), str(folder))


def queue_of(hub: HubServer) -> JobQueue:
    return JobQueue(
        lambda wanted, stopped: bring(wanted, way(hub), stopped), write_jobs, remove_unfinished, read_jobs()
    )


def played(hub: HubServer, play: Callable[[JobQueue], Coroutine[Any, Any, None]]) -> JobQueue:
    """The queue after `play` and after the app was closed."""

    async def whole() -> JobQueue:
        queue = queue_of(hub)
        queue.start()
        try:
            async with asyncio.timeout(60):
                await play(queue)
        finally:
            await queue.close()
        return queue

    return asyncio.run(whole())


async def until(queue: JobQueue, holds: Callable[[], bool]) -> None:
    while not holds():
        await queue.changed()


def steps(queue: JobQueue) -> list[Step]:
    return [job.progress.step for job in queue.jobs]


async def half_way(queue: JobQueue) -> None:
    """Wait until the first job has brought something and not all."""
    await until(queue, lambda: 0 < queue.jobs[0].progress.done_bytes < len(CONTENT))


def test_jobs_run_one_after_the_other(hub: HubServer, tmp_path: Path) -> None:
    at_once: list[int] = []

    async def play(queue: JobQueue) -> None:
        queue.add(wanted(hub, tmp_path, "org/one"))
        queue.add(wanted(hub, tmp_path, "org/two"))
        while steps(queue) != [Step.READY, Step.READY]:
            await queue.changed()
            at_once.append(sum(step in (Step.DOWNLOADING, Step.VERIFYING) for step in steps(queue)))

    queue = played(hub, play)
    assert max(at_once) == 1
    assert [job.progress.result for job in queue.jobs] == [tmp_path / "org/one/one.gguf", tmp_path / "org/two/two.gguf"]


def test_a_paused_job_lets_the_next_one_run_and_goes_on_later(hub: HubServer, tmp_path: Path) -> None:
    hub.pace = slowly(0.01)

    async def play(queue: JobQueue) -> None:
        first = queue.add(wanted(hub, tmp_path, "org/one"))
        queue.add(wanted(hub, tmp_path, "org/two"))
        await half_way(queue)
        queue.pause(first.id)
        assert steps(queue)[0] is Step.PAUSED
        await until(queue, lambda: steps(queue) == [Step.PAUSED, Step.READY])
        assert (tmp_path / "org/one/one.gguf.part").exists()
        queue.resume(first.id)
        await until(queue, lambda: steps(queue) == [Step.READY, Step.READY])

    played(hub, play)
    assert (tmp_path / "org/one/one.gguf").read_bytes() == CONTENT
    assert "range" in hub.asked[-1].headers


def test_a_pause_that_is_taken_back_at_once_loses_nothing(hub: HubServer, tmp_path: Path) -> None:
    hub.pace = slowly(0.01)

    async def play(queue: JobQueue) -> None:
        job = queue.add(wanted(hub, tmp_path, "org/one"))
        await half_way(queue)
        queue.pause(job.id)
        queue.resume(job.id)
        await until(queue, lambda: steps(queue) == [Step.READY])

    played(hub, play)
    assert (tmp_path / "org/one/one.gguf").read_bytes() == CONTENT


def test_a_cancelled_job_leaves_no_trace(hub: HubServer, tmp_path: Path) -> None:
    hub.pace = slowly(0.01)

    async def play(queue: JobQueue) -> None:
        job = queue.add(wanted(hub, tmp_path / "models", "org/one"))
        await half_way(queue)
        queue.cancel(job.id)
        assert queue.jobs == ()
        await until(queue, lambda: not list((tmp_path / "models").iterdir()))

    played(hub, play)
    assert read_jobs() == ()


def test_a_paused_job_can_be_cancelled_too(hub: HubServer, tmp_path: Path) -> None:
    hub.pace = slowly(0.01)

    async def play(queue: JobQueue) -> None:
        job = queue.add(wanted(hub, tmp_path / "models", "org/one"))
        await half_way(queue)
        queue.pause(job.id)
        queue.add(wanted(hub, tmp_path / "models", "org/two"))
        await until(queue, lambda: steps(queue)[1] is Step.DOWNLOADING)
        queue.cancel(job.id)
        assert not (tmp_path / "models/org/one").exists()
        await until(queue, lambda: steps(queue) == [Step.READY])

    played(hub, play)


def test_closing_and_opening_the_app_goes_on(hub: HubServer, tmp_path: Path) -> None:
    hub.pace = slowly(0.01)

    async def begin(queue: JobQueue) -> None:
        queue.add(wanted(hub, tmp_path, "org/one"))
        queue.add(wanted(hub, tmp_path, "org/two"))
        await half_way(queue)

    assert steps(played(hub, begin)) == [Step.WAITING, Step.WAITING]
    hub.pace = lambda: None
    again = played(hub, lambda queue: until(queue, lambda: steps(queue) == [Step.READY, Step.READY]))
    assert [job.id for job in again.jobs] == [1, 2]
    assert any("range" in asked.headers for asked in hub.asked)


def test_a_job_that_fails_says_why_and_the_next_one_runs(hub: HubServer, tmp_path: Path) -> None:
    missing = wanted(hub, tmp_path, "org/one")
    missing = replace(missing, release=replace(missing.release, id="x", repository="org/gone"))

    async def play(queue: JobQueue) -> None:
        queue.add(missing)
        queue.add(wanted(hub, tmp_path, "org/two"))
        await until(queue, lambda: steps(queue) == [Step.FAILED, Step.READY])

    queue = played(hub, play)
    assert isinstance(queue.jobs[0].progress.error, NotOnHub)
    assert isinstance(read_jobs()[0].progress.error, NotOnHub)


def test_what_is_asked_for_twice_is_one_job(hub: HubServer, tmp_path: Path) -> None:
    async def play(queue: JobQueue) -> None:
        first = queue.add(wanted(hub, tmp_path, "org/one"))
        assert queue.add(wanted(hub, tmp_path, "org/one")).id == first.id
        await until(queue, lambda: steps(queue) == [Step.READY])

    played(hub, play)


def test_a_list_that_cannot_be_written_is_told_and_the_job_runs(hub: HubServer, tmp_path: Path) -> None:
    (tmp_path / "home" / "jobs.json").mkdir(parents=True)

    async def play(queue: JobQueue) -> None:
        queue.add(wanted(hub, tmp_path, "org/one"))
        await until(queue, lambda: steps(queue) == [Step.READY])

    assert isinstance(played(hub, play).trouble, DownloadNotSaved)


def test_a_mistake_of_ours_does_not_look_like_a_running_job(hub: HubServer, tmp_path: Path) -> None:
    def stumble(_: Wanted, stopped: Callable[[], bool]) -> Generator[Progress]:
        yield Progress(Step.DOWNLOADING)
        raise ZeroDivisionError

    async def play() -> tuple[Job, ...]:
        queue = JobQueue(stumble, lambda jobs: None, remove_unfinished)
        queue.add(wanted(hub, tmp_path, "org/one"))
        await until(queue, lambda: Step.FAILED in steps(queue))
        await queue.close()
        return queue.jobs

    (job,) = asyncio.run(play())
    assert job.progress.step is Step.FAILED
    assert job.progress.error is not None
    assert job.progress.error.what == words.UNEXPECTED
