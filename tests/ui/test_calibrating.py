"""A model is measured while nobody needs it, and gives way to whoever does."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

from chatbelle.chat import Message, Role
from chatbelle.engine.scripted import ScriptedEngine
from chatbelle.ui.loading import SharedModel
from tests.ui.waiting import until


def played(
    play: Callable[[SharedModel, ScriptedEngine], Coroutine[Any, Any, None]],
    reading_seconds: float = 0.1,
    calm_seconds: float = 0.05,
    rest_after_seconds: float = 60.0,
) -> ScriptedEngine:
    """The engine after `play`."""
    engine = ScriptedEngine("one two three", reading_seconds=reading_seconds)

    async def whole() -> None:
        shared = SharedModel(
            lambda path, prompt_format, on_progress, cancelled: engine,
            rest_after_seconds=lambda: rest_after_seconds,
            calm_seconds=calm_seconds,
        )
        shared.load(Path("some.gguf"))
        await play(shared, engine)
        await shared.close()

    asyncio.run(whole())
    return engine


def test_a_model_is_measured_when_nobody_has_asked_for_a_while() -> None:
    async def play(shared: SharedModel, engine: ScriptedEngine) -> None:
        await until(lambda: shared.status.calibrated is not None)
        await until(lambda: shared.status.calibrated is None)
        assert shared.status.computing is not None
        assert shared.status.computing.calibrated

    assert played(play).computing.calibrated


def test_a_question_need_not_wait_for_a_calibration_and_it_goes_on_afterwards() -> None:
    async def play(shared: SharedModel, engine: ScriptedEngine) -> None:
        await until(lambda: shared.status.calibrated is not None)
        async with asyncio.timeout(10), shared.engine():
            assert engine.computing.calibrated is None
        await until(lambda: engine.computing.calibrated is not None)

    played(play, reading_seconds=0.5)


def test_nothing_is_measured_while_an_answer_is_given() -> None:
    async def play(shared: SharedModel, engine: ScriptedEngine) -> None:
        async with shared.engine():
            await asyncio.sleep(0.2)  # four times as long as nobody must have asked
            assert shared.status.calibrated is None

    assert played(play).computing.calibrated is None


def test_a_model_that_rests_is_not_woken_to_be_measured() -> None:
    async def play(shared: SharedModel, engine: ScriptedEngine) -> None:
        async with shared.engine():
            pass
        await asyncio.sleep(0.3)

    assert played(play, calm_seconds=0.1, rest_after_seconds=0.01).computing.calibrated is None


def test_the_person_can_have_it_measured_at_once_and_again() -> None:
    async def play(shared: SharedModel, engine: ScriptedEngine) -> None:
        async with shared.engine():
            pass
        for _ in range(2):
            shared.calibrate(anew=True)
            await until(lambda: shared.status.calibrated is not None)
            await until(lambda: shared.status.calibrated is None)
            assert engine.computing.calibrated

    played(play, calm_seconds=60.0)


def test_what_the_person_asks_for_during_an_answer_comes_after_it() -> None:
    async def play(shared: SharedModel, engine: ScriptedEngine) -> None:
        async with shared.engine():
            engine.computing = replace(engine.computing, calibrated=None, to_be_calibrated=False)
            shared.calibrate(anew=True)
        shared.prepare(lambda engine: engine.prepare([Message(Role.USER, "hi")]))
        await until(lambda: engine.computing.calibrated is not None)

    played(play)


def test_another_model_need_not_wait_for_a_calibration() -> None:
    async def play(shared: SharedModel, engine: ScriptedEngine) -> None:
        await until(lambda: shared.status.calibrated is not None)
        async with asyncio.timeout(10):
            shared.load(Path("another.gguf"))
            async with shared.engine():
                assert shared.status.path == Path("another.gguf")

    played(play, reading_seconds=30.0)
