"""Reads and writes chats. Every call is one committed transaction, so a crash loses nothing that returned."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from threading import Lock
from typing import Any

from chatbelle.chat import AnswerFacts, Chat, ChatSummary, Message, Role, StopReason
from chatbelle.store.failures import gone, told_plainly
from chatbelle.store.opening import look, open_database

MESSAGES_OF_A_CHAT = """
    SELECT id, parent, role, text, stop, model, prompt_tokens, evaluated_tokens, answer_tokens,
           first_token_seconds, seconds, forgotten
    FROM messages LEFT JOIN answers ON answers.message = messages.id
    WHERE chat = ? ORDER BY id"""
KEEP_FACTS = """
    INSERT OR REPLACE INTO answers
        (message, stop, model, prompt_tokens, evaluated_tokens, answer_tokens, first_token_seconds, seconds, forgotten)
    VALUES (:message, :stop, :model, :prompt_tokens, :evaluated_tokens, :answer_tokens, :first_token_seconds, :seconds,
            :forgotten)"""


class Store:
    """All chats. Usable from several threads; every method may raise StoreError."""

    def __init__(self, path: Path, db: sqlite3.Connection) -> None:
        self._path = path
        self._db = db
        self._lock = Lock()

    def chats(self) -> tuple[ChatSummary, ...]:
        """The list of chats, the one where something was said last first."""
        with self._transaction("BEGIN") as db:
            rows = db.execute("SELECT id, title, changed_at FROM chats ORDER BY changed_at DESC, id DESC")
            return tuple(ChatSummary(*row) for row in rows)

    def chat(self, chat_id: int) -> Chat:
        """A chat with all its messages."""
        with self._transaction("BEGIN") as db:
            row = db.execute("SELECT title, tip FROM chats WHERE id = ?", (chat_id,)).fetchone()
            if row is None:
                raise gone()
            messages = tuple(message_from(line) for line in db.execute(MESSAGES_OF_A_CHAT, (chat_id,)))
            return Chat(chat_id, row[0], messages, row[1])

    def new_chat(self, title: str = "") -> Chat:
        """An empty chat."""
        with self._transaction() as db:
            now = time.time()
            sql = "INSERT INTO chats (title, created_at, changed_at) VALUES (?, ?, ?) RETURNING id"
            (chat_id,) = db.execute(sql, (title, now, now)).fetchone()
            return Chat(chat_id, title)

    def rename(self, chat_id: int, title: str) -> None:
        """Give a chat another title. Its place in the list stays."""
        with self._transaction() as db:
            must_change_one(db.execute("UPDATE chats SET title = ? WHERE id = ?", (title, chat_id)))

    def remove(self, chat_id: int) -> None:
        """Remove a chat and its messages, for good."""
        with self._transaction() as db:
            must_change_one(db.execute("DELETE FROM chats WHERE id = ?", (chat_id,)))

    def add(self, chat_id: int, message: Message) -> Message:
        """Keep a new message after its `parent`; returns it with its id. It becomes the chat's tip."""
        with self._transaction() as db:
            now = time.time()
            sql = "INSERT INTO messages (chat, parent, role, text, created_at) VALUES (?, ?, ?, ?, ?) RETURNING id"
            (message_id,) = db.execute(sql, (chat_id, message.parent, message.role, message.text, now)).fetchone()
            db.execute("UPDATE chats SET tip = ?, changed_at = ? WHERE id = ?", (message_id, now, chat_id))
            kept = replace(message, id=message_id)
            keep_facts(db, kept)
            return kept

    def update(self, message: Message) -> None:
        """Keep the text and facts that a kept message has now."""
        with self._transaction() as db:
            must_change_one(db.execute("UPDATE messages SET text = ? WHERE id = ?", (message.text, message.id)))
            keep_facts(db, message)

    def show_branch(self, chat_id: int, tip: int | None) -> None:
        """Keep which branch of a chat is shown: the one that ends with the message `tip`."""
        with self._transaction() as db:
            must_change_one(db.execute("UPDATE chats SET tip = ? WHERE id = ?", (tip, chat_id)))

    def remove_message(self, message_id: int) -> None:
        """Remove a message that none follows; if it was the tip, its parent becomes it."""
        with self._transaction() as db:
            parent = "(SELECT parent FROM messages WHERE id = ?)"
            db.execute(f"UPDATE chats SET tip = {parent} WHERE tip = ?", (message_id, message_id))
            must_change_one(db.execute("DELETE FROM messages WHERE id = ?", (message_id,)))

    def close(self) -> None:
        """Close the file. A second call does nothing."""
        with self._lock, told_plainly(self._path):
            self._db.close()

    @contextmanager
    def _transaction(self, begin: str = "BEGIN IMMEDIATE") -> Iterator[sqlite3.Connection]:
        """One thread at a time, all or nothing. IMMEDIATE takes the write lock before anything is read."""
        with self._lock, told_plainly(self._path), self._db:
            self._db.execute(begin)
            yield self._db


def open_store(path: Path) -> Store:
    """The chats in the file at `path`, which is made when missing.

    Raises StoreError when it is from a newer version, damaged or read-only; it is left untouched then.
    """
    return Store(path, open_database(path))


def check_store(path: Path) -> None:
    """Look whether the chats at `path` could be opened, without changing anything. Raises StoreError."""
    with told_plainly(path):
        if path.exists():
            look(path)


def message_from(row: tuple[Any, ...]) -> Message:
    """The message in a row of MESSAGES_OF_A_CHAT."""
    message_id, parent, role, text, stop, *numbers = row
    facts = None if stop is None else AnswerFacts(StopReason(stop), *numbers)
    return Message(Role(role), text, message_id, parent, facts)


def keep_facts(db: sqlite3.Connection, message: Message) -> None:
    """Write how an answer came about, once that is known."""
    if message.facts is not None:
        db.execute(KEEP_FACTS, {"message": message.id, **asdict(message.facts)})


def must_change_one(cursor: sqlite3.Cursor) -> None:
    """Raise StoreError when the row that was to change is not there."""
    if cursor.rowcount != 1:
        raise gone()
