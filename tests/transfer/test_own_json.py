"""Our own JSON loses nothing, and a file that somebody has changed is refused as a whole."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chatbelle.errors import TransferError
from chatbelle.history import TakenIn, WholeChat
from chatbelle.store.chats import Store, open_store
from chatbelle.transfer.histories import chats_in
from chatbelle.transfer.own_json import FORMAT, as_plain, to_json
from tests.transfer.whole_chats import CHAT, whole_chats


def written(path: Path, *chats: WholeChat) -> Path:
    path.write_text("".join(to_json(chats)), encoding="utf-8")
    return path


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(whole_chats(), max_size=3, unique_by=lambda chat: chat.uid))
def test_what_is_exported_and_imported_and_exported_is_the_same(tmp_path: Path, chats: list[WholeChat]) -> None:
    first = written(tmp_path / "first.json", *chats)
    (tmp_path / "other.sqlite3").unlink(missing_ok=True)
    store = open_store(tmp_path / "other.sqlite3")
    assert store.take_in(chats_in(first)) == TakenIn(len(chats), 0)
    ids = sorted([line.id for archived in (False, True) for line in store.chats(archived=archived)])
    again = written(tmp_path / "again.json", *map(store.whole_chat, ids))
    store.close()
    assert again.read_bytes() == first.read_bytes()


def test_a_chat_comes_in_only_once(store: Store, tmp_path: Path) -> None:
    file = written(tmp_path / "chats.json", CHAT)
    assert store.take_in(chats_in(file)) == TakenIn(1, 0)
    assert store.take_in(chats_in(file)) == TakenIn(0, 1)
    assert len(store.chats()) == 1


def test_a_chat_that_was_exported_here_is_known_here(store: Store, tmp_path: Path) -> None:
    chat = store.new_chat("here")
    file = written(tmp_path / "chats.json", store.whole_chat(chat.id))
    assert store.take_in(chats_in(file)) == TakenIn(0, 1)
    store.set_aside([chat.id])
    assert store.take_in(chats_in(file)) == TakenIn(1, 0)


def test_what_was_taken_in_is_found(store: Store) -> None:
    store.take_in([CHAT])
    assert len(store.search("怎么样")) == 1


def without_parent(chat: dict[str, Any]) -> None:
    chat["messages"][1]["parent"] = 77


def following_itself(chat: dict[str, Any]) -> None:
    chat["messages"][0]["parent"] = 1


@pytest.mark.parametrize(
    "change",
    [
        without_parent,
        following_itself,
        lambda chat: chat.update(tip=99),
        lambda chat: chat.update(title=5),
        lambda chat: chat.update(created_at="yesterday"),
        lambda chat: chat.update(changed_at=1e300),
        lambda chat: chat.update(settings={"seed": "x"}),
        lambda chat: chat.update(messages=None),
        lambda chat: chat["messages"][0].update(role="god"),
        lambda chat: chat["messages"][0].update(id=-1),
        lambda chat: chat["messages"][3]["facts"].update(stop="bored"),
        lambda chat: chat["messages"].append("text"),
        lambda chat: chat.clear(),
    ],
)
def test_one_wrong_chat_refuses_the_file_and_nothing_comes_in(
    store: Store, tmp_path: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    good, bad = as_plain(CHAT), json.loads(json.dumps(as_plain(CHAT)))
    change(bad)
    file = tmp_path / "chats.json"
    file.write_text(json.dumps({"format": FORMAT, "version": 1, "chats": [good, bad]}))
    with pytest.raises(TransferError, match=r"chats\.json is damaged"):
        store.take_in(chats_in(file))
    assert store.chats() == ()


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "chats.json"
    file.write_text(json.dumps({"format": FORMAT, "version": 2, "chats": []}))
    with pytest.raises(TransferError, match="newer ChatBelle"):
        list(chats_in(file))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_truncated_file_brings_nothing_in(store: Store, tmp_path: Path, share: float) -> None:
    file = written(tmp_path / "chats.json", CHAT, CHAT, CHAT)
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(TransferError):
        store.take_in(chats_in(file))
    assert store.chats() == ()
