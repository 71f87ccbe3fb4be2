"""What the person can do in the section about speed."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BenchVerbs:
    """The section knows nothing else of the app."""

    measure: Callable[[], Awaitable[None]]
    stop: Callable[[], None]
    copy: Callable[[str], Awaitable[None]]
