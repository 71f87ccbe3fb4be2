"""The list of chats: its order, pins and archive, and what was removed but can still come back."""

import sqlite3
import time
from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from chatbelle.chat import Chat, ChatSummary
from chatbelle.history import ChatOrder, Removed
from chatbelle.store.failures import gone
from chatbelle.store.messages import keep_message, must_change, read_chat
from chatbelle.store.segments import folded

LIST = """
    SELECT id, title, changed_at, pinned, archived, created_at FROM chats WHERE removed_at IS NULL AND archived = ?
    ORDER BY pinned DESC, {column} DESC, id DESC"""
COLUMNS = {ChatOrder.CHANGED: "changed_at", ChatOrder.CREATED: "created_at", ChatOrder.TITLE: "changed_at"}


def list_chats(db: sqlite3.Connection, order: ChatOrder, archived: bool) -> tuple[ChatSummary, ...]:
    """The chats of the list or of the archive in this order, pinned ones first."""
    rows = db.execute(LIST.format(column=COLUMNS[order]), (archived,))
    chats = [
        ChatSummary(chat_id, title, changed_at, bool(pinned), bool(aside), created_at)
        for chat_id, title, changed_at, pinned, aside, created_at in rows
    ]
    if order is ChatOrder.TITLE:
        chats.sort(key=lambda chat: (not chat.pinned, in_the_alphabet(chat.title)))
    return tuple(chats)


def is_there(db: sqlite3.Connection, chat_id: int) -> bool:
    """Whether there is such a chat."""
    return db.execute("SELECT 1 FROM chats WHERE id = ? AND removed_at IS NULL", (chat_id,)).fetchone() is not None


def in_the_alphabet(title: str) -> bytes:
    """Where a title stands: GB 18030 keeps GB 2312's order, in which the common characters stand by their pinyin."""
    return folded(title).encode("gb18030", "replace")


def mark(db: sqlite3.Connection, column: str, chat_ids: Sequence[int], value: object) -> None:
    """Set a column of each of the chats, all or none. Raises StoreError when one is not there."""
    sql = f"UPDATE chats SET {column} = ? WHERE id = ?"
    must_change(db.executemany(sql, [(value, chat_id) for chat_id in set(chat_ids)]), len(set(chat_ids)))


def remove_branch(db: sqlite3.Connection, chat_id: int, message_id: int) -> Removed:
    """Remove a message and all that follow it, so that it can be put back. Raises StoreError."""
    chat = read_chat(db, chat_id)
    message_ids = tuple(message.id for message in chat.branch(message_id))
    now = time.time()
    rows = [(now, inside) for inside in message_ids]
    must_change(db.executemany("UPDATE messages SET removed_at = ? WHERE id = ?", rows), max(1, len(rows)))
    db.execute("UPDATE chats SET tip = ? WHERE id = ?", (chat.without(message_id).tip, chat_id))
    return Removed(chat_id, message_ids, chat.tip)


def put_branch_back(db: sqlite3.Connection, removed: Removed) -> None:
    """Undo `remove_branch`. Raises StoreError when it is too late."""
    rows = [(message_id,) for message_id in removed.message_ids]
    must_change(db.executemany("UPDATE messages SET removed_at = NULL WHERE id = ?", rows), len(rows))
    must_change(db.execute("UPDATE chats SET tip = ? WHERE id = ?", (removed.tip, removed.chat_id)))


def fork(db: sqlite3.Connection, chat_id: int, message_id: int, title: str) -> Chat:
    """A new chat with a copy of the path to a message, and the same settings. Raises StoreError."""
    chat = read_chat(db, chat_id)
    if not chat.branch(message_id):
        raise gone()
    now = time.time()
    sql = """
        INSERT INTO chats (title, created_at, changed_at, uid, settings)
        SELECT ?, ?, ?, ?, settings FROM chats WHERE id = ? RETURNING id"""
    (fork_id,) = db.execute(sql, (title, now, now, uuid4().hex, chat_id)).fetchone()
    forked = Chat(fork_id, title)
    for message in chat.path_to(message_id):
        forked = forked.add(keep_message(db, fork_id, replace(message, parent=forked.tip)))
    mark(db, "tip", [fork_id], forked.tip)
    return forked


def purge(db: sqlite3.Connection, until: float) -> None:
    """Remove for good what was removed before a moment, in seconds since the epoch."""
    db.execute("DELETE FROM chats WHERE removed_at <= ?", (until,))
    db.execute("DELETE FROM messages WHERE removed_at <= ?", (until,))
