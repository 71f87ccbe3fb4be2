"""Chats that leave the database whole, or enter it from elsewhere."""

import json
import sqlite3
from dataclasses import replace

from chatbelle.chat_settings import as_values, settings_from
from chatbelle.history import WholeChat
from chatbelle.store.messages import keep_message, read_chat

REST_OF_CHAT = "SELECT uid, created_at, changed_at, pinned, archived, settings FROM chats WHERE id = ?"
KEEP_CHAT = """
    INSERT INTO chats (uid, title, created_at, changed_at, pinned, archived, settings)
    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (uid) DO NOTHING RETURNING id"""


def whole_chat(db: sqlite3.Connection, chat_id: int) -> WholeChat:
    """A chat with all that belongs to it; its messages are numbered from 1. Raises StoreError when it is not there."""
    chat = read_chat(db, chat_id)
    numbers: dict[int | None, int | None] = {None: None}
    numbers |= {message.id: number for number, message in enumerate(chat.messages, start=1)}
    messages = tuple(
        replace(message, id=number, parent=numbers[message.parent])
        for number, message in enumerate(chat.messages, start=1)
    )
    uid, created_at, changed_at, pinned, archived, settings = db.execute(REST_OF_CHAT, (chat_id,)).fetchone()
    chosen = settings_from(json.loads(settings))
    tip = numbers[chat.tip]
    return WholeChat(uid, chat.title, messages, tip, created_at, changed_at, bool(pinned), bool(archived), chosen)


def take_in(db: sqlite3.Connection, chat: WholeChat) -> bool:
    """Keep a chat from elsewhere; False when it is there already."""
    db.execute("DELETE FROM chats WHERE uid = ? AND removed_at IS NOT NULL", (chat.uid,))  # it comes back this way
    settings = json.dumps(as_values(chat.settings), ensure_ascii=False)
    values = (chat.uid, chat.title, chat.created_at, chat.changed_at, chat.pinned, chat.archived, settings)
    row = db.execute(KEEP_CHAT, values).fetchone()
    if row is None:
        return False
    ids: dict[int | None, int | None] = {None: None}
    for message in chat.messages:
        said_at = message.said_at or chat.created_at
        kept = replace(message, parent=ids[message.parent], said_at=said_at)
        ids[message.id] = keep_message(db, row[0], kept).id
    db.execute("UPDATE chats SET tip = ? WHERE id = ?", (ids[chat.tip], row[0]))
    return True
