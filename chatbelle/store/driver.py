"""SQLite as it comes with Python, or SQLCipher for a file with a passphrase. Both speak the same language to us."""

import sqlite3
import sys
import unicodedata
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

from chatbelle import words
from chatbelle.errors import StoreError, WrongPassphrase

SQLCIPHER = "sqlcipher3.dbapi2"
LOCK_SECONDS = 5.0  # how long to wait for another ChatBelle that is writing
PAGE_BYTES = 4096  # of SQLCipher's files, and of ours
MAGIC = b"SQLite format 3\0"
SHORTEST_PASSPHRASE = 8  # characters


def is_encrypted(path: Path) -> bool:
    """Whether the file looks like one with a passphrase: whole pages, the first of which does not say SQLite.

    A file with a passphrase is indistinguishable from chance, so garbage of the right size looks like one, too.
    """
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) != MAGIC and _whole_pages(path.stat().st_size)
    except OSError:
        return False


def can_encrypt() -> bool:
    """Whether SQLCipher is installed; it is not on phones."""
    return find_spec("sqlcipher3") is not None


def connect(address: str | Path, passphrase: str | None, uri: bool = False) -> sqlite3.Connection:
    """A connection in autocommit mode, usable from any thread, one at a time. Raises StoreError, WrongPassphrase."""
    if passphrase is None:
        return sqlite3.connect(address, LOCK_SECONDS, isolation_level=None, check_same_thread=False, uri=uri)
    return connect_sqlcipher(address, passphrase, uri)


def connect_sqlcipher(address: str | Path, passphrase: str | None, uri: bool = False) -> sqlite3.Connection:
    """The same through SQLCipher, which can read files without a passphrase, too."""
    cipher = _sqlcipher()
    db = cipher.connect(str(address), LOCK_SECONDS, isolation_level=None, check_same_thread=False, uri=uri)
    try:
        if passphrase is not None:
            db.execute(f"PRAGMA key = {quoted(passphrase)}")
        db.execute("SELECT count(*) FROM sqlite_master")  # the first look at the file tells whether the key fits
    except cipher.Error as error:
        db.close()
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_NOTADB:
            raise WrongPassphrase(words.WRONG_PASSPHRASE, words.TRY_PASSPHRASE_AGAIN) from error
        raise
    return cast("sqlite3.Connection", db)


def database_errors() -> tuple[type[Exception], ...]:
    """What either of the two libraries raises; SQLCipher's only once it has been used."""
    cipher = sys.modules.get(SQLCIPHER)
    return (sqlite3.Error, cipher.Error) if cipher else (sqlite3.Error,)


def is_the_same(passphrase: str | None, other: str | None) -> bool:
    """Whether both are the same key, or both none."""
    return (passphrase is None) == (other is None) and quoted(passphrase or "") == quoted(other or "")


def quoted(passphrase: str) -> str:
    """The passphrase as SQL's text, since PRAGMAs take no parameters; é is the same key however a system spells it."""
    return "'" + unicodedata.normalize("NFC", passphrase).replace("'", "''") + "'"


def _whole_pages(file_bytes: int) -> bool:
    return file_bytes >= PAGE_BYTES and file_bytes % PAGE_BYTES == 0


def _sqlcipher() -> Any:
    """The library. Raises StoreError when it is not installed."""
    try:
        return import_module(SQLCIPHER)
    except ImportError as error:
        raise StoreError(words.NO_SQLCIPHER, words.INSTALL_SQLCIPHER) from error
