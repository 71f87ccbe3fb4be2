"""GPT4All's chats come in from every version of its format; a wrong byte is told, and harms nothing."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chatbelle.chat import AnswerFacts, StopReason
from chatbelle.errors import TransferError
from chatbelle.transfer.histories import LeftOut, chats_in, count_in, sound_chats_in
from tests.transfer.gpt4all_files import Turn, chat_file

VERSIONS = range(1, 13)


def written(folder: Path, content: bytes, name: str = "gpt4all-abc123.chat") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_says_the_same(tmp_path: Path, version: int) -> None:
    (chat,) = chats_in(written(tmp_path, chat_file(version)))
    assert (chat.uid, chat.title, chat.created_at, chat.tip) == ("gpt4all:abc123", "问茶", 1700000000, 2)
    assert [(message.role, message.text, message.parent) for message in chat.messages] == [
        ("user", "喝什么茶？🍵", None),
        ("assistant", "龙井。", 1),
    ]
    assert chat.messages[1].facts == AnswerFacts(StopReason.INTERRUPTED, "Llama 3 8B Instruct")


def test_thoughts_and_calls_of_tools_are_left_out(tmp_path: Path) -> None:
    thinking = ("Response: ", "", (("Text: ", "先算。", ()), ("Think: ", "<think>hm</think>", ())))
    calling = ("Response: ", "", (("ToolCall: ", "<tool>", ()),))
    parts = (thinking, calling, ("ToolResponse: ", "2", ()))
    turns = (Turn("System: ", "Be brief."), Turn("Prompt: ", "1 + 1"), Turn("Response: ", "得 2。", parts=parts))
    (chat,) = chats_in(written(tmp_path, chat_file(12, turns)))
    assert [message.text for message in chat.messages] == ["Be brief.", "1 + 1", "先算。得 2。"]


def test_an_answer_that_failed_says_so(tmp_path: Path) -> None:
    turns = (Turn("Prompt: ", "1"), Turn("Response: ", "Error: no model", failed=True))
    (chat,) = chats_in(written(tmp_path, chat_file(11, turns)))
    assert chat.messages[1].facts is not None
    assert chat.messages[1].facts.stop is StopReason.CRASHED


def test_a_folder_beside_models_is_read_and_a_damaged_chat_named(tmp_path: Path) -> None:
    written(tmp_path, b"GGUF", "model.gguf")
    written(tmp_path, chat_file(12))
    written(tmp_path, chat_file(9)[:-5], "gpt4all-half.chat")
    assert count_in(tmp_path) == 2
    whole, half = sound_chats_in(tmp_path)
    assert not isinstance(whole, LeftOut)
    assert isinstance(half, LeftOut)
    assert half.name == "gpt4all-half.chat"
    with pytest.raises(TransferError, match=r"gpt4all-half\.chat is damaged"):
        list(chats_in(tmp_path))


def test_a_newer_version_is_refused_by_its_number(tmp_path: Path) -> None:
    with pytest.raises(TransferError, match="version 13 of its format"):
        list(chats_in(written(tmp_path, chat_file(13))))


@pytest.mark.parametrize(
    "content",
    [
        chat_file(12) + b"\0",
        chat_file(0),
        chat_file(12, (Turn("Somebody: ", "?"),)),
        chat_file(12)[:-8] + b"\x7f" * 8,
        chat_file(5)[:40] + b"\xff\xff\xff\xfe" + chat_file(5)[44:],
    ],
    ids=["more than there should be", "version 0", "unknown speaker", "countless parts", "an endless text"],
)
def test_what_cannot_be_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(TransferError, match=r"gpt4all-abc123\.chat is damaged"):
        list(chats_in(written(tmp_path, content)))


def test_parts_within_parts_without_end_are_refused(tmp_path: Path) -> None:
    (chat,) = chats_in(written(tmp_path, chat_file(12, (Turn("Response: ", "!", parts=(deep(8),)),))))
    assert chat.messages[0].text == "deep!"
    with pytest.raises(TransferError, match="nested deeper"):
        list(chats_in(written(tmp_path, chat_file(12, (Turn("Response: ", "", parts=(deep(9),)),)))))


def deep(levels: int) -> tuple[str, str, tuple[object, ...]]:
    nested: tuple[str, str, tuple[object, ...]] = ("Text: ", "deep", ())
    for _ in range(levels - 1):
        nested = ("Response: ", "", (nested,))
    return nested


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(VERSIONS), st.data())
def test_a_file_with_wrong_bytes_is_read_or_refused(tmp_path: Path, version: int, data: st.DataObject) -> None:
    content = bytearray(chat_file(version))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(4, len(content)))
    with suppress(TransferError):
        assert len(list(chats_in(written(tmp_path, bytes(content[:cut]))))) == 1
