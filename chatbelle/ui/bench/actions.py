"""Measures the model that is loaded, off the loop, until it is done or the person has seen enough."""

import threading
from collections.abc import Callable
from pathlib import Path

import flet as ft

from chatbelle import words
from chatbelle.bench.measuring import Plan, measure
from chatbelle.bench.memory import children_bytes
from chatbelle.bench.report import subject_of
from chatbelle.engine.protocol import Engine
from chatbelle.errors import ChatBelleError, LoadCancelled, Stopped, UsageError
from chatbelle.ui.bench.state import Bench, Measured
from chatbelle.ui.bench.verbs import BenchVerbs
from chatbelle.ui.loading import SharedModel
from chatbelle.ui.model_status import OpenModel
from chatbelle.ui.state import State
from chatbelle.ui.streaming import with_progress
from chatbelle.words import Phrase

PLAN = Plan(runs=2)  # the prompt and the answer are as long as llama-bench's


class Measuring:
    """One tab's section. The engine that is measured is one of its own."""

    def __init__(self, bench: Bench, model: SharedModel, plan: Plan = PLAN) -> None:
        self._bench, self._model, self._plan = bench, model, plan
        self._stopped = threading.Event()
        self._engine: Engine | None = None

    async def measure(self) -> None:
        """Measure, and show what comes of it."""
        bench, path = self._bench, self._model.status.path
        bench.trouble = None
        try:
            if path is None:
                raise UsageError(words.NO_MODEL, words.GET_A_MODEL)
            async with self._model.alone(self.stop) as open_model:
                self._stopped.clear()
                bench.step = words.BENCH_LOADS
                bench.measured = await with_progress(lambda tell: self._figures(path, open_model, tell), self._tell)
        except (Stopped, LoadCancelled):
            pass  # as the person wished
        except ChatBelleError as error:
            bench.trouble = error
        finally:
            bench.step = None

    def stop(self) -> None:
        """Measure no longer."""
        self._stopped.set()
        if self._engine:
            self._engine.interrupt()

    def _tell(self, step: Phrase) -> None:
        if self._bench.step:  # else it is over
            self._bench.step = step

    def _figures(self, path: Path, open_model: OpenModel, tell: Callable[[Phrase], None]) -> Measured:
        """In a thread of its own. Raises what measuring raises."""

        def open_engine() -> Engine:
            self._engine = open_model(path, None, lambda share: None, self._stopped)
            return self._engine

        def on_step(step: Phrase) -> None:
            if self._stopped.is_set():
                raise Stopped(words.BENCH_STOPPED, words.BENCH_AGAIN)
            tell(step)

        try:
            return Measured(subject_of(path), measure(open_engine, children_bytes, self._plan, on_step))
        finally:
            self._engine = None


def bench_verbs_of(state: State, model: SharedModel) -> BenchVerbs:
    """What can be done in this tab's section."""
    measuring = Measuring(state.bench, model)

    async def copy(text: str) -> None:
        await ft.Clipboard().set(text)

    return BenchVerbs(measure=measuring.measure, stop=measuring.stop, copy=copy)
