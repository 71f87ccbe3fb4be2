"""Between answers: the model reads ahead, gives way at once, forgets what is removed, and rests when nobody asks."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Generator, Sequence
from pathlib import Path
from typing import Any

from chatbelle.chat import Message, Role
from chatbelle.engine.protocol import Adapter, Piece
from chatbelle.engine.scripted import ScriptedEngine
from chatbelle.ui.loading import SharedModel
from tests.ui.waiting import until

QUESTION = [Message(Role.USER, "hi")]


class NotingEngine(ScriptedEngine):
    """Notes what it is asked to do; a preparation goes on until it is interrupted."""

    def __init__(self) -> None:
        super().__init__("one two three")
        self.done: list[str] = []
        self.stopped = threading.Event()

    def prepare(
        self, messages: Sequence[Message], keep_as: str | None = None, adapters: Sequence[Adapter] = ()
    ) -> Generator[Piece]:
        self.stopped.clear()
        self.done.append("preparing")
        while not self.stopped.wait(0.005):
            yield Piece("", prompt_read=0.5)
        self.done.append("gave way")

    def interrupt(self) -> None:
        self.stopped.set()
        super().interrupt()

    def rest(self) -> None:
        self.done.append("rested")

    def forget(self, keep_as: str) -> None:
        self.done.append(f"forgot {keep_as}")

    def close(self) -> None:
        self.done.append("closed")


def played(
    play: Callable[[SharedModel, NotingEngine], Coroutine[Any, Any, None]], rest_after_seconds: float = 60.0
) -> NotingEngine:
    """The engine after `play`, with all that was removed from the disk among the rest."""
    engine = NotingEngine()

    async def whole() -> None:
        shared = SharedModel(
            lambda path, prompt_format, on_progress, cancelled: engine,
            lambda keep_as: engine.done.append(f"removed {keep_as}"),
            lambda: rest_after_seconds,
        )
        shared.load(Path("some.gguf"))
        async with shared.engine():
            pass
        await play(shared, engine)
        await shared.close()

    asyncio.run(whole())
    return engine


def test_an_answer_need_not_wait_for_a_preparation() -> None:
    async def play(shared: SharedModel, engine: NotingEngine) -> None:
        shared.prepare(lambda engine: engine.prepare(QUESTION))
        await until(lambda: "preparing" in engine.done)
        async with shared.engine():
            engine.done.append("answering")

    done = played(play).done
    assert (done[0], done[-2:]) == ("preparing", ["answering", "closed"])


def test_another_model_need_not_wait_for_a_preparation() -> None:
    async def play(shared: SharedModel, engine: NotingEngine) -> None:
        shared.prepare(lambda engine: engine.prepare(QUESTION))
        await until(lambda: "preparing" in engine.done)
        shared.load(Path("another.gguf"))
        await until(lambda: "closed" in engine.done)

    played(play)


def test_closing_ends_a_preparation_first() -> None:
    async def play(shared: SharedModel, engine: NotingEngine) -> None:
        shared.prepare(lambda engine: engine.prepare(QUESTION))
        await until(lambda: "preparing" in engine.done)

    assert played(play).done[-1] == "closed"


def test_an_idle_model_rests_and_one_that_is_used_does_not() -> None:
    async def play(shared: SharedModel, engine: NotingEngine) -> None:
        async with shared.engine():
            await asyncio.sleep(0.2)
            assert engine.done == []
        await until(lambda: "rested" in engine.done)

    assert played(play, rest_after_seconds=0.05).done == ["rested", "closed"]


def test_a_removed_chat_goes_from_the_disk_at_once_and_from_memory_when_the_engine_is_free() -> None:
    async def play(shared: SharedModel, engine: NotingEngine) -> None:
        async with shared.engine():
            shared.forget("7")
            assert engine.done == ["removed 7"]
        await until(lambda: "forgot 7" in engine.done)

    assert played(play).done == ["removed 7", "forgot 7", "closed"]
