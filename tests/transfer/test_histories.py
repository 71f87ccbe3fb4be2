"""What other programs keep is taken in as a person saw it there; what is no history is refused by name."""

import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chatbelle.chat import AnswerFacts, StopReason
from chatbelle.errors import TransferError
from chatbelle.history import TakenIn, WholeChat
from chatbelle.store.chats import Store
from chatbelle.transfer import bounded, chatgpt
from chatbelle.transfer.histories import chats_in
from chatbelle.transfer.places import places


def shown(chat: WholeChat) -> list[tuple[str, str]]:
    return [(message.role.value, message.text) for message in chat.path()]


# --- ChatGPT ----------------------------------------------------------------------------------------------------------
def node(name: str, parent: str | None, children: list[str], message: Any = None) -> dict[str, Any]:
    return {"id": name, "parent": parent, "children": children, "message": message}


def said(role: str, *parts: Any, kind: str = "text", **more: Any) -> dict[str, Any]:
    content = {"content_type": kind, "parts": list(parts)}
    return {"author": {"role": role}, "content": content, "create_time": 1700000001.5, **more}


def conversation(number: int = 1) -> dict[str, Any]:
    """Asked, searched with a tool, answered twice; the first answer is the one that is shown."""
    model = {"metadata": {"model_slug": "gpt-4o"}}
    hidden = {"metadata": {"is_visually_hidden_from_conversation": True}}
    mapping = [
        node("root", None, ["system"]),
        node("system", "root", ["ask"], said("system", "", **hidden)),
        node("ask", "system", ["call", "second"], said("user", "茶？", {"asset_pointer": "x"}, kind="multimodal_text")),
        node("call", "ask", ["result"], said("assistant", "search()", recipient="web", **model)),
        node("result", "call", ["first"], said("tool", "found")),
        node("first", "result", [], said("assistant", "好茶。", **model)),
        node("second", "ask", [], said("assistant", "Tea.", status="in_progress", **model)),
    ]
    return {
        "title": "茶",
        "create_time": 1700000000.0,
        "update_time": 1700000009.0,
        "mapping": {entry["id"]: entry for entry in mapping},
        "current_node": "first",
        "conversation_id": f"c{number}",
    }


def zipped(path: Path, **files: Any) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, values in files.items():
            archive.writestr(f"{name.replace('_', '-')}.json", json.dumps(values))
    return path


def test_a_chatgpt_export_keeps_what_was_seen_and_its_branches(tmp_path: Path) -> None:
    (chat,) = chats_in(zipped(tmp_path / "export.zip", user={}, conversations=[conversation()]))
    assert (chat.uid, chat.title, chat.created_at, chat.changed_at) == ("chatgpt:c1", "茶", 1700000000, 1700000009)
    assert shown(chat) == [("user", "茶？\n\n🖼"), ("assistant", "好茶。")]
    assert [(message.text, message.parent) for message in chat.messages[1:]] == [("好茶。", 1), ("Tea.", 1)]
    assert [message.facts for message in chat.messages] == [
        None,
        AnswerFacts(StopReason.END, "gpt-4o"),
        AnswerFacts(StopReason.INTERRUPTED, "gpt-4o"),
    ]
    assert chat.messages[1].said_at == 1700000001.5


def test_a_chatgpt_export_in_parts_is_read_whole_zipped_or_not(store: Store, tmp_path: Path) -> None:
    parts = {"conversations_000": [conversation(1), conversation(2)], "conversations_001": [conversation(3)]}
    folder = tmp_path / "unpacked"
    folder.mkdir()
    for name, values in parts.items():
        (folder / f"{name.replace('_', '-')}.json").write_text(json.dumps(values))
    assert store.take_in(chats_in(zipped(tmp_path / "export.zip", **parts))) == TakenIn(3, 0)
    assert store.take_in(chats_in(folder)) == TakenIn(0, 3)


@pytest.mark.parametrize(
    ("change", "shown_texts"),
    [
        (lambda mapping: mapping["ask"].update(parent="first"), []),  # a circle
        (lambda mapping: mapping["ask"].update(parent="nowhere"), ["茶？\n\n🖼", "好茶。"]),
        (lambda mapping: mapping["ask"].update(children=None), ["茶？\n\n🖼", "好茶。"]),
        (lambda mapping: mapping["ask"].update(message=None), ["好茶。"]),
    ],
)
def test_a_strange_tree_does_no_harm(change: Callable[[dict[str, Any]], None], shown_texts: list[str]) -> None:
    values = conversation()
    change(values["mapping"])
    assert [message.text for message in chatgpt.chat_from(values, 0).path()] == shown_texts


@pytest.mark.parametrize("mapping", [None, [5], {"a": None}, {"a": {"message": {"author": "me"}}}, {"a": 5}])
def test_a_wrong_tree_is_refused(tmp_path: Path, mapping: Any) -> None:
    path = tmp_path / "conversations.json"
    path.write_text(json.dumps([{"mapping": mapping}]))
    with pytest.raises(TransferError, match=r"conversations\.json is damaged"):
        list(chats_in(path))


# --- LM Studio, Jan, Ollama -------------------------------------------------------------------------------------------
LM_STUDIO = {
    "name": "问茶",
    "createdAt": 1735689600000,
    "systemPrompt": "Be brief.",
    "lastUsedModel": {"identifier": "qwen"},
    "messages": [
        {"versions": [{"type": "singleStep", "role": "user", "content": [{"type": "text", "text": "茶？"}]}]},
        {
            "currentlySelected": 0,
            "versions": [
                {
                    "type": "multiStep",
                    "role": "assistant",
                    "steps": [
                        {
                            "type": "contentBlock",
                            "style": {"type": "thinking"},
                            "content": [{"type": "text", "text": "hm"}],
                        },
                        {
                            "type": "contentBlock",
                            "content": [{"type": "text", "text": "好茶。"}],
                            "genInfo": {
                                "indexedModelIdentifier": "qwen/qwen2",
                                "stats": {"stopReason": "userStopped", "predictedTokensCount": 5},
                            },
                        },
                        {"type": "debugInfoBlock"},
                    ],
                },
                {"type": "singleStep", "role": "assistant", "content": [{"type": "text", "text": "Tea."}]},
            ],
        },
        {"versions": [{"role": "user", "content": "还有呢？"}], "currentlySelected": 0},
    ],
}


def test_lm_studios_versions_become_branches(tmp_path: Path) -> None:
    (tmp_path / "tea").mkdir()
    (tmp_path / "tea" / "1735689600000.conversation.json").write_text(json.dumps(LM_STUDIO))
    (chat,) = chats_in(tmp_path)
    assert (chat.title, chat.created_at, chat.settings.system) == ("问茶", 1735689600, "Be brief.")
    assert shown(chat) == [("user", "茶？"), ("assistant", "好茶。"), ("user", "还有呢？")]
    assert [message.parent for message in chat.messages] == [None, 1, 1, 2]
    assert chat.messages[1].facts == AnswerFacts(StopReason.INTERRUPTED, "qwen/qwen2", answer_tokens=5)


def jan_thread(folder: Path, *lines: dict[str, Any]) -> Path:
    folder.mkdir(parents=True)
    about = {
        "id": folder.name,
        "title": "问茶",
        "created": 1700000000,
        "assistants": [{"model": {"id": "llama"}, "instructions": "Be brief."}],
    }
    (folder / "thread.json").write_text(json.dumps(about))
    (folder / "messages.jsonl").write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
    return folder


def jan_line(role: str, text: str) -> dict[str, Any]:
    return {
        "role": role,
        "created_at": 1700000001000,
        "content": [{"type": "text", "text": {"value": text, "annotations": []}}],
    }


def test_jans_threads_are_read(store: Store, tmp_path: Path) -> None:
    jan_thread(tmp_path / "threads" / "a", jan_line("user", "茶？\u2028"), jan_line("assistant", "好茶。"))
    jan_thread(tmp_path / "threads" / "b")
    first, second = chats_in(tmp_path)
    assert shown(first) == [("user", "茶？\u2028"), ("assistant", "好茶。")]
    assert first.messages[1].facts == AnswerFacts(StopReason.END, "llama")
    assert (first.messages[0].said_at, first.settings.system) == (1700000001, "Be brief.")
    assert second.messages == ()
    assert store.take_in(chats_in(tmp_path)) == TakenIn(2, 0)


def test_ollamas_chats_are_read_and_its_file_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "db.sqlite"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE chats (id TEXT PRIMARY KEY, title TEXT, created_at TIMESTAMP)")
        columns = "id INTEGER PRIMARY KEY, chat_id TEXT, role TEXT, content TEXT, model_name TEXT, created_at TIMESTAMP"
        db.execute(f"CREATE TABLE messages ({columns})")
        db.execute("INSERT INTO chats VALUES ('c', '问茶', '2025-09-01 10:00:00')")
        rows = [
            ("user", "茶？", None, "2025-09-01T10:00:01.5Z"),
            ("tool", "x", None, ""),
            ("assistant", "好茶。", "qwen3", "?"),
        ]
        db.executemany(
            "INSERT INTO messages (chat_id, role, content, model_name, created_at) VALUES ('c', ?, ?, ?, ?)", rows
        )
        db.commit()
    before = path.read_bytes()
    (chat,) = chats_in(path)
    assert (chat.uid, chat.title, chat.created_at) == ("ollama:c", "问茶", 1756720800)
    assert shown(chat) == [("user", "茶？"), ("assistant", "好茶。")]
    assert chat.messages[1].facts == AnswerFacts(StopReason.END, "qwen3")
    assert (path.read_bytes(), [file.name for file in tmp_path.iterdir()]) == (before, ["db.sqlite"])


@pytest.mark.parametrize(
    ("platform", "found"),
    [
        ("linux", {".lmstudio/conversations", ".config/Jan/data/threads", ".ollama/db.sqlite"}),
        ("darwin", {"Library/Application Support/Jan/data/threads", "Library/Application Support/Ollama/db.sqlite"}),
        ("win32", {"AppData/Roaming/Jan/data/threads", "AppData/Local/Ollama/db.sqlite", ".lmstudio/conversations"}),
    ],
)
def test_each_systems_usual_places_are_known(tmp_path: Path, platform: str, found: set[str]) -> None:
    known = {history.path.relative_to(tmp_path).as_posix() for history in places(tmp_path, {}, platform)}
    assert found <= known


# --- Hostile files ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"{",
        b"[" * 200_000,
        b'{"a":' * 200_000,
        b"\xff\xfe{}",
        b"5",
        b"{}",
        b"[5]",
        b'[{"mapping": {}, "title": NaN}]',
        b'{"messages": [{"versions": 5}]}',
        b'{"messages": [5]}',
        b'{"format": "chatbelle-chats"}',
        b"PK\x05\x06" + b"\0" * 18,
        b"SQLite format 3\0" + b"\xff" * 5000,
        b'[{"mapping": {}, "create_time": 1' + b"0" * 5000 + b"}]",
    ],
    ids=lambda content: repr(content[:20]),
)
def test_what_is_no_history_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(content)
    with pytest.raises(TransferError, match=r"file\.json"):
        list(chats_in(path))


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_file_with_a_wrong_byte_is_read_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(json.dumps([conversation()], ensure_ascii=False).encode())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] = data.draw(st.integers(0, 255))
    path = tmp_path / "conversations.json"
    path.write_bytes(content)
    with suppress(TransferError):
        assert len(list(chats_in(path))) == 1


def test_what_is_not_there_and_what_is_empty_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TransferError, match="cannot be read"):
        list(chats_in(tmp_path / "missing.json"))
    with pytest.raises(TransferError, match="no chats that ChatBelle can read"):
        list(chats_in(tmp_path))


def test_a_zip_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "MOST_VALUE_BYTES", 2**20)
    bomb = conversation()
    bomb["mapping"]["first"]["message"]["content"]["parts"] = ["x" * 2**22]
    path = zipped(tmp_path / "bomb.zip", conversations=[bomb])
    assert path.stat().st_size < 2**16
    with pytest.raises(TransferError, match=r"bomb\.zip is too large: .* a chat in it 1 MiB"):
        list(chats_in(path))


def test_chats_before_a_fault_do_not_stay(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "conversations.json"
    path.write_text(json.dumps([conversation(1), conversation(2), {"mapping": 5}]))
    with pytest.raises(TransferError, match="Nothing was imported"):
        store.take_in(chats_in(path))
    assert store.chats() == ()
