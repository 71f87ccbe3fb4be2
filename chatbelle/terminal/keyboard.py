"""Keeps what is typed during an answer from being written into it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

try:
    import termios
except ImportError:  # Windows does not echo while nothing reads
    termios = None  # type: ignore[assignment]


@contextmanager
def without_echo() -> Iterator[None]:
    """Inside, the terminal echoes no keys, not even ^C. What was typed is there at the next prompt."""
    if termios is None or not sys.stdin.isatty():
        yield
        return
    before = termios.tcgetattr(sys.stdin)
    quiet = [*before]
    quiet[3] &= ~termios.ECHO  # the local modes
    termios.tcsetattr(sys.stdin, termios.TCSANOW, quiet)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSANOW, before)
