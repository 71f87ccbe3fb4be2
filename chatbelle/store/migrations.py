"""The tables, as the list of steps that made them. Append only: a step that was released is never changed."""

import sqlite3
from collections.abc import Callable

Migration = Callable[[sqlite3.Connection], None]

APPLICATION_ID = 0x42454C4C  # "BELL": tells our file from every other program's


def chats_and_messages(db: sqlite3.Connection) -> None:
    """Chats as trees of messages. An answer's row in `answers` is there once it has ended.

    AUTOINCREMENT: the id of a removed chat never comes back as another one's. The pairs in the foreign keys keep a
    message's parent, and a chat's tip, within the same chat.
    """
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("""
        CREATE TABLE chats (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            title TEXT NOT NULL,
            tip INTEGER,
            created_at REAL NOT NULL,  -- seconds since the epoch, as all times here
            changed_at REAL NOT NULL,  -- when something was last said
            FOREIGN KEY (id, tip) REFERENCES messages (chat, id)
        )""")
    db.execute("CREATE INDEX chats_by_change ON chats (changed_at)")
    db.execute("""
        CREATE TABLE messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            chat INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
            parent INTEGER,
            role TEXT NOT NULL CHECK (role IN ('system', 'user', 'assistant')),
            text TEXT NOT NULL,
            created_at REAL NOT NULL,
            UNIQUE (chat, id),
            FOREIGN KEY (chat, parent) REFERENCES messages (chat, id)
        )""")
    db.execute("CREATE INDEX messages_by_parent ON messages (chat, parent)")
    db.execute("""
        CREATE TABLE answers (
            message INTEGER PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
            stop TEXT NOT NULL,
            model TEXT NOT NULL,
            prompt_tokens INTEGER NOT NULL,
            evaluated_tokens INTEGER NOT NULL,
            answer_tokens INTEGER NOT NULL,
            first_token_seconds REAL NOT NULL,
            seconds REAL NOT NULL,
            forgotten INTEGER NOT NULL
        )""")


MIGRATIONS: list[Migration] = [chats_and_messages]


def migrate(db: sqlite3.Connection) -> None:
    """Bring `db` up to date, wholly or not at all; `user_version` counts the migrations already run."""
    with db:
        db.execute("BEGIN IMMEDIATE")  # the write lock first: another ChatBelle may be starting too
        (applied,) = db.execute("PRAGMA user_version").fetchone()
        for number, migration in enumerate(MIGRATIONS[applied:], start=applied + 1):
            migration(db)
            db.execute(f"PRAGMA user_version = {number}")
