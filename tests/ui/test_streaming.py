"""Threads and the event loop, with real ones of both."""

import asyncio
import threading
import time
from collections.abc import Generator
from contextlib import aclosing
from itertools import pairwise

import pytest

from chatbelle.ui.streaming import off_thread, with_progress


def counting(upto: int, closed_in: list[int], pause_seconds: float = 0.0) -> Generator[int]:
    try:
        for number in range(upto):
            time.sleep(pause_seconds)
            yield number
    finally:
        closed_in.append(threading.get_ident())


def test_every_piece_arrives_once_and_in_order():
    async def collect() -> list[int]:
        return [number async for bundle in off_thread(counting(5000, [])) for number in bundle]

    assert asyncio.run(collect()) == list(range(5000))


def test_the_screen_changes_at_most_twenty_times_a_second_and_hears_of_the_end_at_once():
    async def arrivals() -> list[float]:
        return [time.monotonic() async for _ in off_thread(counting(300, [], pause_seconds=0.001))]

    times = asyncio.run(arrivals())
    *paced, _ = times
    assert len(paced) >= 3
    assert all(later - earlier >= 0.045 for earlier, later in pairwise(paced))


def test_a_consumer_that_leaves_has_the_generator_closed_in_its_own_thread():
    closed_in: list[int] = []
    interrupted = threading.Event()

    async def leave_early() -> None:
        async with aclosing(off_thread(counting(10**9, closed_in, 0.001), interrupted.set)) as bundles:
            async for _ in bundles:
                break

    asyncio.run(leave_early())
    assert interrupted.is_set()
    assert len(closed_in) == 1
    assert closed_in != [threading.get_ident()]


def test_an_error_comes_after_the_pieces_before_it():
    def failing() -> Generator[int]:
        yield 1
        raise ValueError("broken")

    seen: list[int] = []

    async def collect() -> None:
        async for bundle in off_thread(failing()):
            seen.extend(bundle)

    with pytest.raises(ValueError, match="broken"):
        asyncio.run(collect())
    assert seen == [1]


def test_progress_is_reported_on_the_loop():
    threads: set[int] = set()

    async def work() -> str:
        return await with_progress(
            lambda report: [report(0.5), "done"][1], lambda _: threads.add(threading.get_ident())
        )

    assert asyncio.run(work()) == "done"
    assert threads == {threading.get_ident()}
