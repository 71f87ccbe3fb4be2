"""SQLite's errors in a person's words: what happened to the chats, and what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chatbelle import words
from chatbelle.errors import ChatsUnreadable, StoreError
from chatbelle.store.driver import database_errors
from chatbelle.words import Phrase


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Turn errors of SQLite about the file at `path` into a StoreError; what is our own mistake stays what it is."""
    try:
        yield
    except database_errors() as error:
        plain = in_plain_words(error, path)
        if plain is None:
            raise
        raise plain from error


def in_plain_words(error: Exception, path: Path) -> StoreError | None:
    """The StoreError that says what `error` means, or None when it has no meaning for a person."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_MISUSE) & 0xFF  # the low byte is the primary code
    match code:
        case sqlite3.SQLITE_FULL:
            return StoreError(words.STORE_FULL, words.FREE_DISK.filled(path=path))
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return damaged(path, str(error))
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreError(words.STORE_BUSY, words.CLOSE_OTHER_CHATBELLE)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_IOERR:
            return not_writable(path, str(error))
        case sqlite3.SQLITE_CONSTRAINT:
            return gone()
    return None


def damaged(path: Path, detail: str | Phrase) -> ChatsUnreadable:
    """The file is not a database of chats, or parts of it are garbage."""
    return ChatsUnreadable(words.STORE_CORRUPT.filled(detail=detail), words.STORE_MOVE_AWAY.filled(path=path))


def not_writable(path: Path, detail: str | Phrase) -> StoreError:
    """The file or its folder cannot be written, or is not what it should be."""
    return StoreError(words.STORE_READ_ONLY.filled(path=path, detail=detail), words.MAKE_WRITABLE)


def gone() -> StoreError:
    """A chat or message that is spoken of was removed, perhaps in another window."""
    return StoreError(words.STORE_GONE, words.CHOOSE_ANOTHER_CHAT)
