"""Messages in the database: how a row becomes one, and how one is kept."""

import sqlite3
import time
from dataclasses import asdict, replace
from typing import Any

from chatbelle.chat import AnswerFacts, Chat, Message, Role, StopReason
from chatbelle.store.failures import gone

MESSAGES_OF_A_CHAT = """
    SELECT id, parent, role, text, created_at, stop, model, prompt_tokens, evaluated_tokens, answer_tokens,
           first_token_seconds, seconds, forgotten
    FROM messages LEFT JOIN answers ON answers.message = messages.id
    WHERE chat = ? AND removed_at IS NULL ORDER BY id"""
KEEP_MESSAGE = """
    INSERT INTO messages (chat, parent, role, text, created_at)
    SELECT :chat, :parent, :role, :text, :said_at
    WHERE EXISTS (SELECT 1 FROM chats WHERE id = :chat AND removed_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM messages WHERE id = :parent AND removed_at IS NOT NULL)
    RETURNING id"""
KEEP_FACTS = """
    INSERT OR REPLACE INTO answers
        (message, stop, model, prompt_tokens, evaluated_tokens, answer_tokens, first_token_seconds, seconds, forgotten)
    VALUES (:message, :stop, :model, :prompt_tokens, :evaluated_tokens, :answer_tokens, :first_token_seconds, :seconds,
            :forgotten)"""


def read_chat(db: sqlite3.Connection, chat_id: int) -> Chat:
    """A chat with all its messages. Raises StoreError when it is not there."""
    row = db.execute("SELECT title, tip FROM chats WHERE id = ? AND removed_at IS NULL", (chat_id,)).fetchone()
    if row is None:
        raise gone()
    messages = tuple(message_from(line) for line in db.execute(MESSAGES_OF_A_CHAT, (chat_id,)))
    return Chat(chat_id, row[0], messages, row[1])


def message_from(row: tuple[Any, ...]) -> Message:
    """The message in a row of MESSAGES_OF_A_CHAT."""
    message_id, parent, role, text, said_at, stop, *numbers = row
    facts = None if stop is None else AnswerFacts(StopReason(stop), *numbers)
    return Message(Role(role), text, message_id, parent, facts, said_at)


def keep_message(db: sqlite3.Connection, chat_id: int, message: Message) -> Message:
    """Keep a new message, said now unless it says otherwise; returns it with its id. Raises StoreError.

    Nothing can follow a message that was removed, even while that can be undone.
    """
    said_at = message.said_at or time.time()
    values = {
        "chat": chat_id,
        "parent": message.parent,
        "role": message.role,
        "text": message.text,
        "said_at": said_at,
    }
    row = db.execute(KEEP_MESSAGE, values).fetchone()
    if row is None:
        raise gone()
    kept = replace(message, id=row[0], said_at=said_at)
    keep_facts(db, kept)
    return kept


def keep_facts(db: sqlite3.Connection, message: Message) -> None:
    """Write how an answer came about, once that is known."""
    if message.facts is not None:
        db.execute(KEEP_FACTS, {"message": message.id, **asdict(message.facts)})


def must_change(cursor: sqlite3.Cursor, rows: int = 1) -> None:
    """Raise StoreError when some of the rows that were to change are not there."""
    if cursor.rowcount != rows:
        raise gone()
