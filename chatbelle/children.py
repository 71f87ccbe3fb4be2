"""What the processes that ChatBelle starts have in common: Ctrl+C is their parent's, and they end when it does."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import connection, parent_process
from threading import Thread

ORPHANED = 3  # the exit status when the parent is gone


@contextmanager
def children_deaf_to_ctrl_c() -> Iterator[None]:
    """Processes started inside have SIGINT blocked from their first instruction on, before Python could ignore it.

    In a terminal Ctrl+C reaches every process, and what it means is the parent's.
    """
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


def live_as_child() -> None:
    """For a child's first line: ignore Ctrl+C, and end at once when the parent is gone, whatever is being done."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(ORPHANED)


def describe_exit(status: int) -> str:
    """How a process ended: `SIGSEGV` on Unix, an exit code elsewhere."""
    return signal.Signals(-status).name if status < 0 else f"exit code {status}"
