"""The terminal chat with a scripted model: what is said, kept and shown."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from chatbelle.chat import Message, Role, StopReason
from chatbelle.engine.protocol import Sampling
from chatbelle.engine.scripted import ScriptedEngine
from chatbelle.store.chats import Store, open_store
from chatbelle.terminal.conversation import Conversation
from chatbelle.terminal.reading import messages_from_lines
from chatbelle.terminal.screen import Screen, harmless
from chatbelle.terminal.talking import said_before, talk
from chatbelle.words import Language


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "chats.sqlite3")
    yield store
    store.close()


@pytest.fixture
def conversation(store: Store) -> Conversation:
    return Conversation(ScriptedEngine("Good day.", "It rains."), store, Sampling(), Screen(Language.EN))


def typing(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Let these lines be what comes from stdin."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_answers_go_to_stdout_and_the_rest_to_stderr(
    conversation: Conversation, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typing(monkeypatch, "Hello", "And the weather?")
    talk(conversation)
    out, err = capsys.readouterr()
    assert out == "Good day.\nIt rains.\n"
    assert "Scripted is ready" in err
    assert "tokens/s" in err


def test_a_conversation_is_kept_as_one_chat(
    conversation: Conversation, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    typing(monkeypatch, "Hello", "And the weather?")
    talk(conversation)
    (line,) = store.chats()
    assert line.title == "Hello"
    path = store.chat(line.id).path()
    assert [message.text for message in path] == ["Hello", "Good day.", "And the weather?", "It rains."]
    assert path[3].facts
    assert path[3].facts.stop is StopReason.END


def test_a_system_prompt_opens_every_new_chat(
    conversation: Conversation, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation.system = "Be brief."
    typing(monkeypatch, "Hello", "/new", "Hello again")
    talk(conversation)
    for line in store.chats():
        assert store.chat(line.id).path()[0].text == "Be brief."


def test_a_chat_can_be_opened_and_gone_on_with(
    conversation: Conversation, store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typing(monkeypatch, "First", "/new", "Second", "/chats", "/open 2", "Third")
    talk(conversation)
    assert "  1  Second\n  2  First\n" in capsys.readouterr().err
    assert [line.title for line in store.chats()] == ["First", "Second"]
    (first, _) = store.chats()
    assert [message.text for message in store.chat(first.id).path()][::2] == ["First", "Third"]


@pytest.mark.parametrize("command", ["/open 9", "/open 0", "/open x", "/open", "/nonsense"])
def test_a_wrong_command_says_so_and_the_conversation_goes_on(
    conversation: Conversation, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    typing(monkeypatch, command, "Hello")
    talk(conversation)
    out, err = capsys.readouterr()
    assert "There is no" in err
    assert out == "Good day.\n"


def test_a_path_is_a_message_and_no_command(
    conversation: Conversation, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    typing(monkeypatch, "/etc/hosts has what in it?", "/usr/bin")
    talk(conversation)
    (line,) = store.chats()
    assert store.chat(line.id).path()[2].text == "/usr/bin"


def test_nothing_after_quit_is_said(conversation: Conversation, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    typing(monkeypatch, "/quit", "Hello")
    talk(conversation)
    assert store.chats() == ()


def test_a_message_that_is_too_long_does_not_end_the_conversation(
    store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = ScriptedEngine("Good day.", context_tokens=40)
    typing(monkeypatch, "word " * 100, "Hello")
    talk(Conversation(engine, store, Sampling(), Screen(Language.EN)))
    out, err = capsys.readouterr()
    assert "Shorten it" in err
    assert out == "Good day.\n"


def test_an_answer_that_is_cut_short_says_so_in_chinese(
    store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typing(monkeypatch, "你好")
    talk(Conversation(ScriptedEngine("一二三四五"), store, Sampling(max_tokens=3), Screen(Language.ZH)))
    out, err = capsys.readouterr()
    assert out == "一二三\n"
    assert "到 3 个词元为止" in err


def test_the_arrow_keys_bring_back_what_was_said_until_the_chat_is_removed(store: Store) -> None:
    old, new = store.new_chat(), store.new_chat()
    store.add(old.id, Message(Role.USER, "first"))
    store.add(new.id, Message(Role.USER, "second"))
    store.add(old.id, Message(Role.ASSISTANT, "an answer"))
    assert said_before(store) == ["first", "second"]
    store.remove(old.id)
    assert said_before(store) == ["second"]


def test_a_backslash_at_the_end_of_a_line_continues_the_message() -> None:
    lines = io.StringIO("one\\\ntwo\n\n   \nthree\r\nfour\\")
    assert list(messages_from_lines(lines)) == ["one\ntwo", "three", "four\n"]


def test_a_model_cannot_steer_the_terminal() -> None:
    assert harmless("\x1b]0;owned\x07 \x9b2J \r\x08 tab\tand\nline") == "�]0;owned� �2J �� tab\tand\nline"
