"""How fast something goes, by its last seconds, and how long the rest will take."""

from collections import deque
from collections.abc import Callable
from time import monotonic

WINDOW_SECONDS = 8.0  # shorter jumps about, longer lags behind
LEAST_SECONDS = 1.0  # before that, nothing is said


class Pace:
    """Told how much is done now and then, it knows the speed."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._seen: deque[tuple[float, int]] = deque()

    def bytes_per_second(self, done_bytes: int) -> float:
        """The speed, now that so much is done; 0.0 while it is not known. Less than before begins anew."""
        now = self._clock()
        if self._seen and done_bytes < self._seen[-1][1]:
            self._seen.clear()
        self._seen.append((now, done_bytes))
        while now - self._seen[0][0] > WINDOW_SECONDS and len(self._seen) > 2:
            self._seen.popleft()
        began, before = self._seen[0]
        return (done_bytes - before) / (now - began) if now - began >= LEAST_SECONDS else 0.0
