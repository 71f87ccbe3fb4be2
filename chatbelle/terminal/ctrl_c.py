"""What Ctrl+C does while something runs."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from types import FrameType


@contextmanager
def on_ctrl_c(act: Callable[[], None]) -> Iterator[None]:
    """Inside, Ctrl+C calls `act` and raises nothing. For the main thread.

    A thread calls it, because the main one may at that moment hold the very lock that `act` needs.
    """

    def stop(_signal: int, _frame: FrameType | None) -> None:
        Thread(target=act, daemon=True).start()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
