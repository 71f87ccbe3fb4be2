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


def search_index(db: sqlite3.Connection) -> None:
    """The words of all messages and titles. An entry is a message's id, or a chat's id with a minus for its title.

    The index keeps no text of its own, so it is told the old text when that goes. What is there already is indexed in
    batches when somebody searches: that can take longer than a person would wait for the first window.
    """
    db.execute("CREATE VIRTUAL TABLE word_index USING fts5 (words, content = '', tokenize = 'ascii', prefix = '1')")
    db.execute("CREATE TABLE unsearched (entry INTEGER PRIMARY KEY)")  # not indexed yet
    db.execute("CREATE TABLE ghosts (entry INTEGER PRIMARY KEY)")  # struck out, but still in the index's pages
    for table, column, sign in (("messages", "text", ""), ("chats", "title", "-")):
        db.execute(f"INSERT INTO unsearched SELECT {sign}id FROM {table}")
        indexed = f"NOT EXISTS (SELECT 1 FROM unsearched WHERE entry = {sign}old.id)"
        strike_out = f"""
            INSERT OR IGNORE INTO ghosts SELECT {sign}old.id WHERE {indexed};
            INSERT INTO word_index (word_index, rowid, words)
                SELECT 'delete', {sign}old.id, index_words(old.{column}) WHERE {indexed};"""
        db.execute(f"""
            CREATE TRIGGER {table}_added AFTER INSERT ON {table} BEGIN
                INSERT INTO unsearched VALUES ({sign}new.id);
            END""")
        db.execute(f"""
            CREATE TRIGGER {table}_changed AFTER UPDATE OF {column} ON {table} WHEN new.{column} IS NOT old.{column}
            BEGIN
                {strike_out}
                INSERT OR IGNORE INTO unsearched VALUES ({sign}new.id);
            END""")
        db.execute(f"""
            CREATE TRIGGER {table}_removed AFTER DELETE ON {table} BEGIN
                {strike_out}
                DELETE FROM unsearched WHERE entry = {sign}old.id;
            END""")


def order_and_undo(db: sqlite3.Connection) -> None:
    """Pinned and archived chats; what was removed can come back for some seconds."""
    db.execute("ALTER TABLE chats ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE chats ADD COLUMN archived INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE chats ADD COLUMN removed_at REAL")
    db.execute("ALTER TABLE messages ADD COLUMN removed_at REAL")
    db.execute("CREATE INDEX removed_chats ON chats (removed_at) WHERE removed_at IS NOT NULL")
    db.execute("CREATE INDEX removed_messages ON messages (removed_at) WHERE removed_at IS NOT NULL")


def drafts_settings_names(db: sqlite3.Connection) -> None:
    """What was typed but not sent, what a chat is set to, and a name that a chat keeps in exports and imports."""
    db.execute("CREATE TABLE drafts (chat INTEGER PRIMARY KEY, text TEXT NOT NULL)")  # chat 0: the one not begun yet
    db.execute("""
        CREATE TRIGGER chat_removed AFTER DELETE ON chats BEGIN
            DELETE FROM drafts WHERE chat = old.id;
        END""")
    db.execute("ALTER TABLE chats ADD COLUMN settings TEXT NOT NULL DEFAULT '{}'")  # JSON
    db.execute("ALTER TABLE chats ADD COLUMN uid TEXT")
    db.execute("UPDATE chats SET uid = lower(hex(randomblob(16)))")
    db.execute("CREATE UNIQUE INDEX chats_by_uid ON chats (uid)")


MIGRATIONS: list[Migration] = [chats_and_messages, search_index, order_and_undo, drafts_settings_names]


def migrate(db: sqlite3.Connection) -> None:
    """Bring `db` up to date, wholly or not at all; `user_version` counts the migrations already run."""
    with db:
        db.execute("BEGIN IMMEDIATE")  # the write lock first: another ChatBelle may be starting too
        (applied,) = db.execute("PRAGMA user_version").fetchone()
        for number, migration in enumerate(MIGRATIONS[applied:], start=applied + 1):
            migration(db)
            db.execute(f"PRAGMA user_version = {number}")
