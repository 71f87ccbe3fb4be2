"""How fast something goes and how long it will still take."""

from collections.abc import Callable
from time import monotonic

from quant.report import Progress, Stage


class Clock:
    """Seconds since it was made."""

    def __init__(self) -> None:
        self._start = monotonic()

    def seconds(self) -> float:
        """How long ago that was."""
        return monotonic() - self._start


class Pace:
    """Counts the items of one stage and their bytes, and tells each step."""

    def __init__(self, stage: Stage, items: int, total_bytes: int, tell: Callable[[Progress], None]) -> None:
        self.done_bytes = 0
        self._stage, self._items, self._total_bytes, self._tell, self._clock = stage, items, total_bytes, tell, Clock()
        self._begun, self._name = 0, ""

    def advanced(self, name: str, step_bytes: int) -> None:
        """So many bytes more, of the item `name`; items come one after the other."""
        if name != self._name:
            self._begun, self._name = self._begun + 1, name
        self.done_bytes += step_bytes
        whole = self.done_bytes >= self._total_bytes
        rate = self.done_bytes / max(self._clock.seconds(), 1e-6)
        left_seconds = (self._total_bytes - self.done_bytes) / rate if rate else None
        done = self._items if whole else self._begun - 1
        self._tell(
            Progress(self._stage, name, done, self._items, self.done_bytes, self._total_bytes, rate, left_seconds)
        )
