"""Starts children that never hear Ctrl+C: in a terminal it reaches every process, and what it means is the parent's."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def children_deaf_to_ctrl_c() -> Iterator[None]:
    """Processes started inside have SIGINT blocked from their first instruction on, before Python could ignore it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows: the child ignores it once it runs
        yield
        return
    from multiprocessing.resource_tracker import ensure_running

    ensure_running()  # multiprocessing's own helper, whose start would unblock SIGINT again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
