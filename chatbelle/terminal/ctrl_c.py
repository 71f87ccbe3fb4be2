"""What Ctrl+C does while something runs."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from types import FrameType


@contextmanager
def on_ctrl_c(act: Callable[[], None]) -> Iterator[Callable[[], bool]]:
    """Inside, Ctrl+C calls `act` and raises nothing; the function it gives says whether it was pressed.

    For the main thread. Another one calls `act`, because the main one may at that moment hold
    the very lock that `act` needs.
    """
    pressed: list[bool] = []

    def stop(_signal: int, _frame: FrameType | None) -> None:
        pressed.append(True)
        Thread(target=act, daemon=True).start()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before)
