"""Chats with a passphrase: nobody reads them without it, and no accident on the way there loses any."""

import random
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from chatbelle.chat import AnswerFacts, Message, Role, StopReason
from chatbelle.errors import PassphraseNeeded, StoreError, WrongPassphrase
from chatbelle.store.chats import check_store, open_store
from chatbelle.store.driver import can_encrypt
from chatbelle.store.passphrase import set_passphrase

pytestmark = pytest.mark.skipif(not can_encrypt(), reason="SQLCipher is not installed")

ROOT = Path(__file__).parents[2]
SECRET = "口令 it's 'quoted' 密"
RUNS = 12


@pytest.fixture
def plain(path: Path) -> Path:
    """Chats without a passphrase."""
    with closing(open_store(path)) as store:
        chat = store.new_chat("天气")
        question = store.add(chat.id, Message(Role.USER, "topsecret 今天天气怎么样？"))
        facts = AnswerFacts(StopReason.END, "SmolLM2")
        store.add(chat.id, Message(Role.ASSISTANT, "晴。" * 3000, parent=question.id, facts=facts))
        store.keep_draft(chat.id, "draft")
        assert len(store.search("天气")) == 2
    return path


@pytest.fixture
def locked(plain: Path) -> Path:
    """The same with one."""
    set_passphrase(plain, None, SECRET)
    return plain


def everything(path: Path, passphrase: str | None = None) -> object:
    """All that a store tells of its chats."""
    with closing(open_store(path, passphrase)) as store:
        wholes = [store.whole_chat(line.id) for line in store.chats()]
        return wholes, [store.search(typed) for typed in ("天", "天气", "怎么样", "tops")], store.draft(1)


def test_locked_chats_are_the_same_chats(plain: Path) -> None:
    before = everything(plain)
    set_passphrase(plain, None, SECRET)
    assert everything(plain, SECRET) == before
    with closing(open_store(plain, SECRET)) as store:
        store.add(1, Message(Role.USER, "more", parent=1))
        assert len(store.search("more")) == 1


def test_nothing_of_locked_chats_can_be_read_in_the_folder(locked: Path) -> None:
    with closing(open_store(locked, SECRET)) as store:
        store.add(1, Message(Role.USER, "anothersecret", parent=1))
        contents = b"".join(file.read_bytes() for file in locked.parent.glob("chats*"))
        assert not [word for word in ("secret", "晴。晴。", "SQLite") if word.encode() in contents]


def test_locked_chats_ask_for_their_passphrase_and_stay_as_they_are(locked: Path) -> None:
    before = locked.read_bytes()
    for attempt in (open_store, check_store):
        with pytest.raises(PassphraseNeeded, match="if it is lost, so are they"):
            attempt(locked)
        with pytest.raises(WrongPassphrase, match="does not open"):
            attempt(locked, SECRET + " ")
    with pytest.raises(WrongPassphrase):
        set_passphrase(locked, "something else", None)
    assert locked.read_bytes() == before


def test_the_same_characters_typed_on_another_system_open_them(path: Path) -> None:
    open_store(path).close()
    set_passphrase(path, None, "caf\u00e9 caf\u00e9")
    open_store(path, "cafe\u0301 cafe\u0301").close()


def test_a_passphrase_can_be_changed_and_removed(locked: Path) -> None:
    before = everything(locked, SECRET)
    set_passphrase(locked, SECRET, "another one")
    assert everything(locked, "another one") == before
    set_passphrase(locked, "another one", None)
    assert everything(locked) == before
    assert [file.name for file in locked.parent.glob("chats*")] == [locked.name]


@pytest.mark.parametrize("passphrase", ["", "short", "with a \0 in it"])
def test_a_passphrase_that_protects_little_is_refused(plain: Path, passphrase: str) -> None:
    with pytest.raises(StoreError, match="passphrase"):
        set_passphrase(plain, None, passphrase)
    everything(plain)


def test_chats_that_are_open_elsewhere_are_left_alone(plain: Path) -> None:
    with closing(open_store(plain)) as store:
        with pytest.raises(StoreError, match="Another program"):
            set_passphrase(plain, None, SECRET)
        store.new_chat("still here")
    with closing(open_store(plain)) as store:
        assert len(store.chats()) == 2


def test_a_copy_that_a_crash_left_is_removed_at_the_next_start(plain: Path) -> None:
    left = plain.with_name("chats.sqlite3.copy")
    left.write_bytes(b"half of your chats")
    everything(plain)
    assert not left.exists()


def test_a_damaged_file_with_a_passphrase_is_refused(locked: Path) -> None:
    content = bytearray(locked.read_bytes())
    content[9000] ^= 1
    locked.write_bytes(content)
    with pytest.raises(StoreError, match="damaged"):
        open_store(locked, SECRET)
    assert locked.read_bytes() == content


def test_a_kill_while_the_passphrase_changes_loses_nothing(plain: Path) -> None:
    with closing(open_store(plain)) as store:
        for number in range(40):
            store.add(store.new_chat(str(number)).id, Message(Role.USER, "a long story " * 4000))
    before = everything(plain)
    now, then = None, SECRET
    changes = 0
    for run in range(RUNS):
        command = [sys.executable, "-m", "tests.store.locking", str(plain), now or "", then or ""]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as child:
            assert child.stdout
            child.stdout.readline()
            if run < RUNS - 1:
                time.sleep(random.uniform(0, 0.8))
                child.kill()
        try:
            assert everything(plain, now) == before
        except (PassphraseNeeded, WrongPassphrase, StoreError):
            assert everything(plain, then) == before
            now, then, changes = then, now, changes + 1
        assert [file.name for file in plain.parent.glob("chats*")] == [plain.name]
    assert changes  # or the test saw nothing


def test_open_chats_are_locked_and_stay_open(plain: Path) -> None:
    before = everything(plain)
    with closing(open_store(plain)) as store:
        store.change_passphrase(None, SECRET)
        assert store.is_locked
        assert len(store.search("topsecret")) == 1
        with pytest.raises(WrongPassphrase, match="not your present"):
            store.change_passphrase("something else", None)
        store.change_passphrase(SECRET, None)
        store.keep_draft(0, "kept")
    assert everything(plain) == before


def test_open_chats_stay_open_when_they_cannot_be_locked(plain: Path) -> None:
    with closing(open_store(plain)) as store:
        with closing(store.beside()), pytest.raises(StoreError, match="Another program"):
            store.change_passphrase(None, SECRET)
        with pytest.raises(StoreError, match="too short"):
            store.change_passphrase(None, "short")
        assert not store.is_locked
        assert len(store.chats()) == 1


def test_locked_chats_have_room_for_work_beside(locked: Path) -> None:
    with closing(open_store(locked, SECRET)) as store, closing(store.beside()) as beside:
        beside.new_chat("long work")
        assert {chat.title for chat in store.chats()} == {"天气", "long work"}
