"""Measuring in the app: off the loop, one at a time, stopped at once, and never beside an answer."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from chatbelle.bench.measuring import Plan
from chatbelle.engine.protocol import Engine
from chatbelle.engine.scripted import ScriptedEngine
from chatbelle.errors import UsageError
from chatbelle.ui.bench.actions import Measuring
from chatbelle.ui.bench.state import Bench
from chatbelle.ui.bench.view import facts
from chatbelle.ui.loading import SharedModel
from chatbelle.ui.model_status import Phase
from tests.model_files import write_whole_gguf
from tests.ui.waiting import until

SHORT = Plan(prompt_tokens=64, answer_tokens=16, runs=1)
ENDLESS = Plan(prompt_tokens=64, answer_tokens=8000, runs=100)


class Speaker(ScriptedEngine):
    """Says a little, and counts how often it had to rest."""

    def __init__(self) -> None:
        super().__init__("one two three four five " * 20, pause_seconds=0.001)
        self.rested = 0

    def rest(self) -> None:
        self.rested += 1


def measured(tmp_path: Path, plan: Plan, play: Callable[[SharedModel, Measuring], Coroutine[Any, Any, None]]) -> Bench:
    """The section after `play`, with a model loaded."""
    bench, model = Bench(), write_whole_gguf(tmp_path / "model.gguf")

    async def whole() -> None:
        shared = SharedModel(lambda path, prompt_format, on_progress, cancelled: Speaker())
        shared.load(model)
        await until(lambda: shared.status.phase is Phase.READY)
        await play(shared, Measuring(bench, shared, plan))
        await shared.close()

    asyncio.run(whole())
    return bench


def test_the_figures_stand_there_in_plain_words_and_with_llama_benchs_names(tmp_path: Path) -> None:
    async def play(shared: SharedModel, measuring: Measuring) -> None:
        async with shared.engine() as engine:
            assert isinstance(engine, Speaker)
        await measuring.measure()
        assert engine.rested == 1

    bench = measured(tmp_path, SHORT, play)
    assert (bench.step, bench.trouble) == (None, None)
    assert bench.measured is not None
    assert [aside for _, _, aside in facts(bench.measured)][:3] == ["pp64", "tg16", ""]


def test_a_measurement_is_stopped_at_once_and_the_chat_goes_on(tmp_path: Path) -> None:
    async def play(shared: SharedModel, measuring: Measuring) -> None:
        running = asyncio.ensure_future(measuring.measure())
        await asyncio.sleep(0.3)
        measuring.stop()
        await asyncio.wait_for(running, 10)
        async with shared.engine():  # the chat goes on
            pass

    bench = measured(tmp_path, ENDLESS, play)
    assert (bench.step, bench.trouble, bench.measured) == (None, None, None)


def test_two_do_not_measure_at_once(tmp_path: Path) -> None:
    async def play(shared: SharedModel, measuring: Measuring) -> None:
        running = asyncio.ensure_future(measuring.measure())
        await until(lambda: bench_of(measuring).step is not None)
        other = Measuring(Bench(), shared, SHORT)
        await other.measure()
        assert isinstance(bench_of(other).trouble, UsageError)
        measuring.stop()
        await running

    measured(tmp_path, ENDLESS, play)


def test_nothing_is_measured_while_an_answer_arrives(tmp_path: Path) -> None:
    async def play(shared: SharedModel, measuring: Measuring) -> None:
        async with shared.engine():
            await measuring.measure()

    bench = measured(tmp_path, SHORT, play)
    assert bench.trouble is not None
    assert bench.trouble.what.en == "The model is in use."


def test_an_answer_waits_until_the_measurement_ends(tmp_path: Path) -> None:
    async def play(shared: SharedModel, measuring: Measuring) -> None:
        running = asyncio.ensure_future(measuring.measure())
        await until(lambda: bench_of(measuring).step is not None)
        async with shared.engine():
            assert running.done()

    measured(tmp_path, SHORT, play)


def test_the_app_closes_in_the_middle_of_a_measurement(tmp_path: Path) -> None:
    async def play(shared: SharedModel, measuring: Measuring) -> None:
        running = asyncio.ensure_future(measuring.measure())
        await until(lambda: bench_of(measuring).step is not None)
        await shared.close()
        await asyncio.wait_for(running, 10)

    assert measured(tmp_path, ENDLESS, play).measured is None


def test_without_a_model_the_section_says_so() -> None:
    bench = Bench()
    asyncio.run(Measuring(bench, SharedModel(never)).measure())
    assert isinstance(bench.trouble, UsageError)


def never(path: Path, prompt_format: str | None, report: Callable[[float], None], cancelled: threading.Event) -> Engine:
    raise AssertionError


def bench_of(measuring: Measuring) -> Bench:
    return measuring._bench
