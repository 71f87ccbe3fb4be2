"""One turn: the history fits, the answer is kept as it grows, and nothing is lost however it ends."""

from collections.abc import Generator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from chatbelle import words
from chatbelle.chat import Chat, Message, Role, StopReason
from chatbelle.context import WhenFull
from chatbelle.engine.protocol import Adapter, Piece, Sampling
from chatbelle.engine.scripted import ScriptedEngine
from chatbelle.errors import EngineCrashed, MessageTooLong
from chatbelle.session import Fitting, answer, read_ahead

SHORT = Sampling(max_tokens=50)


class Kept:
    """Keeps messages in memory, as a store would on disk."""

    def __init__(self) -> None:
        self.ids = count(1000)
        self.messages: dict[int, Message] = {}

    def add(self, chat_id: int, message: Message) -> Message:
        kept = replace(message, id=next(self.ids))
        self.messages[kept.id] = kept
        return kept

    def update(self, message: Message) -> None:
        assert message.id in self.messages
        self.messages[message.id] = message

    @property
    def last(self) -> Message:
        return self.messages[max(self.messages)]


def chat_of(*texts: str) -> Chat:
    chat = Chat(1)
    for number, text in enumerate(texts):
        role = (Role.USER, Role.ASSISTANT)[number % 2]
        chat = chat.add(Message(role, text, id=number + 1, parent=number or None))
    return chat


def test_the_answer_is_kept_with_its_facts() -> None:
    kept = Kept()
    list(answer(chat_of("hi"), ScriptedEngine("one two three"), SHORT, kept.add, kept.update))
    assert (kept.last.text, kept.last.parent) == ("one two three", 1)
    assert kept.last.facts is not None
    assert (kept.last.facts.stop, kept.last.facts.answer_tokens) == (StopReason.END, 3)


def test_a_stopped_answer_keeps_what_was_already_said() -> None:
    kept = Kept()
    pieces = answer(chat_of("hi"), ScriptedEngine("one two three"), SHORT, kept.add, kept.update)
    next(pieces)
    pieces.close()
    assert (kept.last.text, kept.last.facts and kept.last.facts.stop) == ("one", StopReason.INTERRUPTED)


def test_a_growing_answer_is_kept_before_it_ends() -> None:
    kept = Kept()
    engine = ScriptedEngine("one two three four five six seven", pause_seconds=0.1)
    pieces = answer(chat_of("hi"), engine, SHORT, kept.add, kept.update)
    said = [next(pieces).text for _ in range(6)]
    assert "".join(said).startswith(kept.last.text)
    assert len("".join(said)) - len(kept.last.text) <= len(" four five six")
    pieces.close()


class CrashingEngine(ScriptedEngine):
    """Says a few words, then is gone: what a WorkerEngine does when its child dies."""

    def reply(
        self,
        messages: Sequence[Message],
        sampling: Sampling,
        keep_as: str | None = None,
        adapters: Sequence[Adapter] = (),
    ) -> Generator[Piece]:
        yield Piece("half an ")
        yield Piece("answer")
        raise EngineCrashed(words.ENGINE_CRASHED, words.SEND_AGAIN, "SIGKILL")


def test_a_crash_keeps_what_was_said_and_says_why_it_ended() -> None:
    kept = Kept()
    with pytest.raises(EngineCrashed):
        list(answer(chat_of("hi"), CrashingEngine(), SHORT, kept.add, kept.update))
    assert (kept.last.text, kept.last.facts and kept.last.facts.stop) == ("half an answer", StopReason.CRASHED)


def test_the_oldest_whole_turns_are_dropped_and_the_answer_says_how_many_messages() -> None:
    chat = chat_of(*(f"message {number} with some words in it" for number in range(9)))
    kept = Kept()
    list(answer(chat, ScriptedEngine("ok", context_tokens=60), SHORT, kept.add, kept.update))
    assert kept.last.facts is not None
    assert kept.last.facts.forgotten > 0
    assert kept.last.facts.forgotten % 2 == 0


def test_a_single_message_that_is_too_long_is_refused_with_both_numbers_and_nothing_is_kept() -> None:
    kept = Kept()
    engine = ScriptedEngine(context_tokens=100)
    with pytest.raises(MessageTooLong, match=r"has 204 tokens and the model can take 75"):
        list(answer(chat_of("word " * 200), engine, SHORT, kept.add, kept.update))
    assert kept.messages == {}


def test_a_cut_answer_is_continued_in_the_same_message_and_counted_as_one() -> None:
    kept = Kept()
    engine = ScriptedEngine("one two three four", " and five")
    list(answer(chat_of("count"), engine, Sampling(max_tokens=4), kept.add, kept.update))
    chat = chat_of("count").add(kept.last)
    list(answer(chat, engine, SHORT, kept.add, kept.update))
    assert [message.text for message in kept.messages.values()] == ["one two three four and five"]
    assert kept.last.facts is not None
    assert (kept.last.facts.stop, kept.last.facts.answer_tokens) == (StopReason.END, 6)


class NotingEngine(ScriptedEngine):
    """Notes under which name it may keep what it is asked, and with which adapters that is."""

    def __init__(self) -> None:
        super().__init__("ok")
        self.names: list[str | None] = []
        self.adapters: list[tuple[Adapter, ...]] = []

    def reply(
        self,
        messages: Sequence[Message],
        sampling: Sampling,
        keep_as: str | None = None,
        adapters: Sequence[Adapter] = (),
    ) -> Generator[Piece]:
        self.names.append(keep_as)
        self.adapters.append(tuple(adapters))
        return super().reply(messages, sampling, keep_as, adapters)

    def prepare(
        self, messages: Sequence[Message], keep_as: str | None = None, adapters: Sequence[Adapter] = ()
    ) -> Generator[Piece]:
        self.names.append(keep_as)
        self.adapters.append(tuple(adapters))
        return super().prepare(messages, keep_as, adapters)


def test_a_chats_state_is_kept_under_its_number_and_that_of_one_nobody_keeps_nowhere() -> None:
    engine, kept, chat = NotingEngine(), Kept(), chat_of("hi")
    for each in (chat, replace(chat, id=0)):
        list(read_ahead(each, engine, SHORT))
        list(answer(each, engine, SHORT, kept.add, kept.update))
    assert engine.names == ["1", "1", None, None]


def test_a_chats_adapters_read_and_answer_and_stand_in_the_facts() -> None:
    engine, kept = NotingEngine(), Kept()
    adapters = (Adapter(Path("poems.gguf"), 0.5), Adapter(Path("off.gguf"), 0.0))
    list(read_ahead(chat_of("hi"), engine, SHORT, None, adapters))
    list(answer(chat_of("hi"), engine, SHORT, kept.add, kept.update, adapters=adapters))
    assert engine.adapters == [adapters, adapters]
    assert kept.last.facts is not None
    assert kept.last.facts.model == "Scripted + poems × 0.5"


def test_a_summary_is_told_with_the_chats_adapters() -> None:
    engine, kept = NotingEngine(), Kept()
    engine.context_tokens = 100
    adapters = (Adapter(Path("poems.gguf")),)
    chat = chat_of(*(f"message {number} with some words in it" for number in range(9)))
    fitting = Fitting(WhenFull.SUMMARISE)
    list(answer(chat, engine, SHORT, kept.add, kept.update, fitting, adapters))
    assert engine.adapters == [adapters, adapters]
