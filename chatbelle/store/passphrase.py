"""Sets, changes and removes the passphrase: the chats are copied into a new file, which then takes the old one's place.

A crash at any moment leaves the old file or the new one, each whole. What a crash leaves of the copy is removed when
the chats are opened the next time. SQLCipher does the cryptography (AES-256, the key by PBKDF2 from the passphrase).

All of it happens in a process of its own: SQLite's locks keep out other processes, but not a second copy of SQLite in
the same one, and SQLCipher is that.
"""

import os
import sqlite3
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, closing
from multiprocessing import get_context
from pathlib import Path

from chatbelle import words
from chatbelle.errors import PassphraseNeeded, StoreError, WrongPassphrase
from chatbelle.store.driver import SHORTEST_PASSPHRASE, connect, connect_sqlcipher, quoted
from chatbelle.store.failures import damaged, not_writable, told_plainly
from chatbelle.store.opening import copy_of, look, open_database

TABLES_TO_COUNT = ("chats", "messages", "answers", "drafts")


def set_passphrase(path: Path, old: str | None, new: str | None) -> None:
    """Give the chats at `path` another passphrase; None is none. No ChatBelle may have them open, this one included.

    Raises WrongPassphrase, and StoreError: it is too short, the file is in use, the disk is full, SQLCipher is missing.
    """
    if new is not None and (len(new) < SHORTEST_PASSPHRASE or "\0" in new):
        raise StoreError(words.PASSPHRASE_TOO_SHORT, words.LONGER_PASSPHRASE.filled(least=SHORTEST_PASSPHRASE))
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        try:
            process.submit(copy_and_replace, path, old, new).result()
        except BrokenProcessPool as error:
            raise StoreError(words.PASSPHRASE_INTERRUPTED, words.TRY_EITHER_PASSPHRASE) from error


def open_with_either(path: Path, likely: str | None, other: str | None) -> tuple[sqlite3.Connection, str | None]:
    """The chats after a change that may have been interrupted, with the passphrase that opens them now."""
    try:
        return open_database(path, likely), likely
    except (PassphraseNeeded, WrongPassphrase):
        return open_database(path, other), other


def copy_and_replace(path: Path, old: str | None, new: str | None) -> None:
    """What `set_passphrase` does, in this process."""
    copy = copy_of(path)
    with told_plainly(path), ExitStack() as leftovers:
        look(path, old)
        with closing(connect_sqlcipher(path, old)) as db:
            hold_alone(db)
            copy.unlink(missing_ok=True)
            leftovers.callback(copy.unlink, missing_ok=True)
            copy_into(db, copy, new)
            must_be_the_same(db, copy, new)
        put_in_place(copy, path)


def put_in_place(copy: Path, path: Path) -> None:
    """Let the copy take the file's place, so that a power cut leaves one or the other. Raises StoreError."""
    try:
        with copy.open("r+b") as file:
            os.fsync(file.fileno())
        copy.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise not_writable(path, error.strerror or str(error)) from error


def hold_alone(db: sqlite3.Connection) -> None:
    """Keep everybody else from the file until it is closed; SQLITE_BUSY when somebody has it open."""
    db.execute("PRAGMA busy_timeout = 0")
    db.execute("PRAGMA locking_mode = EXCLUSIVE")
    db.execute("PRAGMA journal_mode = DELETE")  # leaving the write-ahead log needs the file for oneself alone
    db.execute("BEGIN EXCLUSIVE")
    db.execute("COMMIT")  # the lock stays, by the locking mode


def copy_into(db: sqlite3.Connection, copy: Path, passphrase: str | None) -> None:
    """Copy the database into a new file with this passphrase, or none."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    (application,) = db.execute("PRAGMA application_id").fetchone()
    db.execute(f"ATTACH DATABASE ? AS copy KEY {quoted(passphrase or '')}", (str(copy),))
    db.execute("PRAGMA copy.journal_mode = OFF")  # half a copy is thrown away: no file beside it
    db.execute("SELECT sqlcipher_export('copy')")
    db.execute(f"PRAGMA copy.user_version = {version}")
    db.execute(f"PRAGMA copy.application_id = {application}")
    db.execute("DETACH DATABASE copy")


def must_be_the_same(db: sqlite3.Connection, copy: Path, passphrase: str | None) -> None:
    """Raise StoreError unless the copy can be opened, is whole and has as many of everything."""
    with closing(connect(copy, passphrase)) as other:
        verdicts = other.execute("PRAGMA integrity_check(1)").fetchall()
        counts = [f"SELECT count(*) FROM {table}" for table in TABLES_TO_COUNT]
        same = all(db.execute(count).fetchone() == other.execute(count).fetchone() for count in counts)
    if verdicts != [("ok",)] or not same:
        raise damaged(copy, words.COPY_DIFFERS)


def sync_folder(folder: Path) -> None:
    """Let the new name outlive a power cut, where the system can be asked for that."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
