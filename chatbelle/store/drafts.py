"""What belongs to a chat besides its messages: the text that was typed but not sent, and its settings."""

import json
import sqlite3

from chatbelle.chat_settings import ChatSettings, as_values, settings_from
from chatbelle.store.failures import gone
from chatbelle.store.messages import must_change


def draft(db: sqlite3.Connection, chat_id: int) -> str:
    """The text in a chat's composer; 0 is the chat that has not begun."""
    row = db.execute("SELECT text FROM drafts WHERE chat = ?", (chat_id,)).fetchone()
    return str(row[0]) if row else ""


def keep_draft(db: sqlite3.Connection, chat_id: int, text: str) -> None:
    """Keep the text of a chat's composer. Raises StoreError when the chat is not there."""
    if not text:
        db.execute("DELETE FROM drafts WHERE chat = ?", (chat_id,))
        return
    sql = "INSERT OR REPLACE INTO drafts SELECT ?1, ?2 WHERE ?1 = 0 OR EXISTS (SELECT 1 FROM chats WHERE id = ?1)"
    must_change(db.execute(sql, (chat_id, text)))


def settings(db: sqlite3.Connection, chat_id: int) -> ChatSettings:
    """What a chat is set to. Raises StoreError when it is not there."""
    row = db.execute("SELECT settings FROM chats WHERE id = ?", (chat_id,)).fetchone()
    if row is None:
        raise gone()
    return settings_from(json.loads(row[0]))


def keep_settings(db: sqlite3.Connection, chat_id: int, chosen: ChatSettings) -> None:
    """Set a chat. Raises StoreError when it is not there."""
    values = json.dumps(as_values(chosen), ensure_ascii=False)
    must_change(db.execute("UPDATE chats SET settings = ? WHERE id = ?", (values, chat_id)))
