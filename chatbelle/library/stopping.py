"""The wish to stop: long work looks at it often, and ends with Stopped."""

from collections.abc import Callable
from time import monotonic, sleep

from chatbelle import words
from chatbelle.errors import Stopped

LOOK_SECONDS = 0.1  # how often a wait looks whether it is still wanted


def give_up_if(stopped: Callable[[], bool]) -> None:
    """Raise Stopped when the work is no longer wanted."""
    if stopped():
        raise Stopped(words.DOWNLOAD_STOPPED, words.DOWNLOAD_GO_ON)


def wait_out(seconds: float, stopped: Callable[[], bool]) -> None:
    """Wait, looking at `stopped` often. Raises Stopped."""
    until = monotonic() + seconds
    while (left := until - monotonic()) > 0:
        give_up_if(stopped)
        sleep(min(left, LOOK_SECONDS))
