"""At most one measurement in all tabs, and none beside an answer."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from chatbelle import words
from chatbelle.errors import UsageError


class MeasuringTurn:
    """Who measures at the moment."""

    def __init__(self) -> None:
        self._stop: Callable[[], None] | None = None

    @contextmanager
    def taken(self, stop: Callable[[], None], in_use: bool) -> Iterator[None]:
        """Measure inside; `stop` ends that. Raises UsageError while the model is in use, or another measures."""
        if self._stop:
            raise UsageError(words.BENCH_RUNS_ALREADY, words.WAIT_FOR_ITS_END)
        if in_use:
            raise UsageError(words.MODEL_IN_USE, words.MEASURE_AFTERWARDS)
        self._stop = stop
        try:
            yield
        finally:
            self._stop = None

    def end(self) -> None:
        """Stop whoever measures."""
        if self._stop:
            self._stop()
