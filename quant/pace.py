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
    """Counts bytes of one stage and tells each step."""

    def __init__(self, stage: Stage, total: int, tell: Callable[[Progress], None]) -> None:
        self.done = 0
        self._stage, self._total, self._tell, self._clock = stage, total, tell, Clock()

    def advanced(self, name: str, step_bytes: int) -> None:
        """So many bytes more."""
        self.reached(name, self.done + step_bytes)

    def reached(self, name: str, done: int) -> None:
        """So many bytes in all."""
        self.done = done
        rate = done / max(self._clock.seconds(), 1e-6)
        left = (self._total - done) / rate if rate else None
        self._tell(Progress(self._stage, done, self._total, name, rate, left))
