"""Ollama's app keeps its chats in `db.sqlite`. Read only; its schema is that of version 2 and later."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from chatbelle.chat import AnswerFacts, Message, Role, StopReason
from chatbelle.history import WholeChat
from chatbelle.store.opening import address_for_looking

MAGIC = b"SQLite format 3\0"
MESSAGES = "SELECT role, content, model_name, created_at FROM messages WHERE chat_id = ? ORDER BY id"


def chats_of_ollama(path: Path) -> Iterator[WholeChat]:
    """The chats in Ollama's database. Raises ValueError: it is another program's, or damaged."""
    with reading(path) as db:
        for chat_id, title, created in db.execute("SELECT id, title, created_at FROM chats ORDER BY created_at"):
            created_at = seconds_of(created)
            messages = tuple(messages_from(db.execute(MESSAGES, (chat_id,)), created_at))
            changed_at = messages[-1].said_at if messages else created_at
            yield WholeChat(f"ollama:{chat_id}", str(title), messages, len(messages) or None, created_at, changed_at)


def count_of_ollama(path: Path) -> int:
    """How many chats there are. Raises ValueError as `chats_of_ollama`."""
    with reading(path) as db:
        return int(db.execute("SELECT count(*) FROM chats").fetchone()[0])


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that changes nothing. Raises ValueError for errors of SQLite's."""
    log_exists = path.with_name(path.name + "-wal").exists()
    try:
        with closing(sqlite3.connect(address_for_looking(path, log_exists), uri=True)) as db:
            yield db
    except sqlite3.Error as error:
        raise ValueError(str(error)) from error


def messages_from(rows: Iterator[tuple[Any, ...]], created_at: float) -> Iterator[Message]:
    """The messages that people see, one after the other."""
    number = 0
    for role, content, model, said in rows:
        if role in tuple(Role) and isinstance(content, str) and content.strip():
            facts = AnswerFacts(StopReason.END, str(model or "Ollama")) if role == Role.ASSISTANT else None
            yield Message(Role(role), content, number + 1, number or None, facts, seconds_of(said) or created_at)
            number += 1


def seconds_of(moment: object) -> float:
    """Seconds since the epoch; 0 for what is no moment. Go and SQLite both begin with the day and the time."""
    try:
        return datetime.fromisoformat(str(moment)[:19]).replace(tzinfo=UTC).timestamp()
    except ValueError:
        return 0.0
