"""A file that must not be touched is refused with a clear error, and stays as it was, byte for byte."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from chatbelle.chat import Message, Role
from chatbelle.errors import StoreError
from chatbelle.store.chats import open_store
from chatbelle.store.migrations import MIGRATIONS, migrate


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with a chat of some length, in a folder of its own."""
    path = tmp_path / "belle" / "chats.sqlite3"
    path.parent.mkdir()
    store = open_store(path)
    chat = store.new_chat("kept")
    for number in range(12):
        store.add(chat.id, Message(Role.USER, f"message {number} " * 400))
    store.close()
    return path


def everything_in(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def refusal_of(path: Path) -> StoreError:
    """The error at opening, after checking that nothing in the folder has changed by it."""
    before = everything_in(path.parent)
    with pytest.raises(StoreError) as raised:
        open_store(path)
    assert everything_in(path.parent) == before
    return raised.value


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root is above permissions: for a moment, be somebody who is not."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_to_all(path: Path) -> Iterator[Path]:
    """The same database in a folder that other users may enter."""
    folder = Path("/var/tmp") / f"chatbelle-test-{os.getpid()}"
    shutil.copytree(path.parent, folder)
    folder.chmod(0o777)
    (folder / path.name).chmod(0o666)
    yield folder / path.name
    folder.chmod(0o777)
    shutil.rmtree(folder)


def test_a_closed_store_is_one_file(path: Path) -> None:
    assert list(everything_in(path.parent)) == ["chats.sqlite3"]


def test_a_database_from_a_newer_version_is_refused(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    error = refusal_of(path)
    assert "newer ChatBelle" in error.what.en
    assert error.details == f"user_version 99 > {len(MIGRATIONS)}"
    assert str(path) in error.remedy.zh


def test_a_newer_version_that_crashed_is_refused_too(path: Path, tmp_path: Path) -> None:
    crashed = tmp_path / "crashed" / path.name
    crashed.parent.mkdir()
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")  # now in the write-ahead log only
        for name, content in everything_in(path.parent).items():
            (crashed.parent / name).write_bytes(content)
    (crashed.parent / f"{path.name}-shm").unlink()
    before = everything_in(crashed.parent)
    with pytest.raises(StoreError, match="newer ChatBelle"):
        open_store(crashed)
    after = everything_in(crashed.parent)
    after.pop(f"{path.name}-shm", None)  # SQLite's index of the log, which reading it makes
    assert after == before


@pytest.mark.parametrize(
    "content",
    [b"hello", b"x" * 5000, b"\0" * 100, b"SQLite format 3\0" + b"\xff" * 4080],
    ids=["text", "long text", "zeros", "a broken header"],
)
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other" / "chats.sqlite3"
    path.parent.mkdir()
    path.write_bytes(content)
    assert "damaged" in refusal_of(path).what.en


@pytest.mark.parametrize("missing_bytes", [1, 4096, 3 * 4096, 30_000])
def test_a_truncated_database_is_refused(path: Path, missing_bytes: int) -> None:
    os.truncate(path, path.stat().st_size - missing_bytes)
    assert "damaged" in refusal_of(path).what.en


@pytest.mark.parametrize("left_bytes", [90, 100, 4000, 4096])
def test_the_mere_beginning_of_a_database_is_refused(path: Path, left_bytes: int) -> None:
    os.truncate(path, left_bytes)
    assert "damaged" in refusal_of(path).what.en


@pytest.mark.parametrize("page", range(1, 12))
def test_a_database_with_a_garbage_page_is_refused(path: Path, page: int) -> None:
    with path.open("r+b") as file:
        file.seek(page * 4096)
        file.write(b"\xa5" * 4096)
    assert "damaged" in refusal_of(path).what.en


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other" / "chats.sqlite3"
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE bookmarks (address TEXT)")
    assert "another program" in refusal_of(path).what.en


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="directory"):
        open_store(tmp_path)


def test_a_file_in_place_of_the_folder_is_refused(path: Path) -> None:
    with pytest.raises(StoreError, match="writable"):
        open_store(path / "chats.sqlite3")


def test_a_read_only_file_is_refused(open_to_all: Path) -> None:
    open_to_all.chmod(0o444)
    with as_nobody():
        assert "Permission denied" in refusal_of(open_to_all).what.en


def test_a_read_only_folder_is_refused(open_to_all: Path) -> None:
    open_to_all.parent.chmod(0o555)
    with as_nobody():
        assert "cannot be saved" in refusal_of(open_to_all).what.en


def test_no_new_file_appears_in_a_read_only_folder(open_to_all: Path) -> None:
    open_to_all.parent.chmod(0o555)
    with as_nobody():
        assert "cannot be saved" in refusal_of(open_to_all.with_name("new.sqlite3")).what.en


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    path = tmp_path / "chats.sqlite3"
    path.touch()  # what a power cut at the very first start leaves
    store = open_store(path)
    assert store.chats() == ()
    store.close()


def test_a_full_disk_loses_only_what_did_not_fit(path: Path) -> None:
    store = open_store(path)
    (used,) = store._db.execute("PRAGMA page_count").fetchone()
    store._db.execute(f"PRAGMA max_page_count = {used}")
    (chat,) = store.chats()
    with pytest.raises(StoreError, match="disk is full"):
        store.add(chat.id, Message(Role.USER, "too much " * 2000))
    store._db.execute("PRAGMA max_page_count = 1000000")
    store.add(chat.id, Message(Role.USER, "fits"))
    assert [message.text for message in store.chat(chat.id).messages[12:]] == ["fits"]
    store.close()


def test_a_writer_that_holds_the_file_is_named(path: Path) -> None:
    store = open_store(path)
    store._db.execute("PRAGMA busy_timeout = 10")  # milliseconds
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="Another program"):
            store.new_chat()
    store.close()


def test_a_migration_that_fails_changes_nothing(path: Path) -> None:
    def half_done(db: sqlite3.Connection) -> None:
        db.execute("CREATE TABLE half (id INTEGER)")
        db.execute("a slip of the pen")

    MIGRATIONS.append(half_done)
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            with pytest.raises(sqlite3.OperationalError):
                migrate(db)
            assert db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS) - 1,)
            assert db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'").fetchone() == (0,)
    finally:
        MIGRATIONS.remove(half_done)
