"""Where threads meet the event loop, and the only place that starts one."""

import asyncio
import threading
from collections import deque
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import closing
from typing import TypeVar

T = TypeVar("T")
P = TypeVar("P")

FRAME_SECONDS = 0.05  # the screen changes at most 20 times a second


async def off_thread(
    pieces: Generator[T],
    interrupt: Callable[[], None] = lambda: None,
    pause_seconds: Callable[[], float] = lambda: FRAME_SECONDS,
) -> AsyncGenerator[tuple[T, ...]]:
    """Run a whole blocking generator in one worker thread, which also closes it; yield on the loop what has arrived.

    Everything that arrives within `pause_seconds` comes as one tuple. What the generator raises is raised here, after
    its last pieces. When the consumer leaves early, `interrupt` hurries the generator to its next piece, where it ends.
    """
    loop = asyncio.get_running_loop()
    arrived: deque[T] = deque()
    news = asyncio.Event()
    left = threading.Event()

    def work() -> None:
        with closing(pieces):
            if left.is_set():
                return
            for piece in pieces:
                arrived.append(piece)
                if len(arrived) == 1:  # else the loop will look anyway: each waking takes time from llama.cpp
                    loop.call_soon_threadsafe(news.set)
                if left.is_set():
                    return

    worker = asyncio.ensure_future(asyncio.to_thread(work))
    worker.add_done_callback(lambda _: news.set())
    try:
        while arrived or not worker.done():
            if not arrived:
                await news.wait()
            news.clear()
            bundle = tuple(arrived.popleft() for _ in range(len(arrived)))
            if bundle:
                yield bundle
                await asyncio.wait({worker}, timeout=pause_seconds())  # the end is told at once
            if worker.done():
                news.set()
        worker.result()
    finally:
        if not worker.done():
            left.set()
            interrupt()
            await asyncio.wait({worker})
            worker.exception()  # nobody waits for it any more


async def with_progress(work: Callable[[Callable[[P], None]], T], on_progress: Callable[[P], None]) -> T:
    """Run blocking `work` in a thread; the progress that it reports reaches `on_progress` on the loop."""
    loop = asyncio.get_running_loop()

    def report(progress: P) -> None:
        loop.call_soon_threadsafe(on_progress, progress)

    return await asyncio.to_thread(work, report)
