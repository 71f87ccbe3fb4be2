"""The search index: which words stand in which message. What is new waits in `unsearched` until somebody searches.

So an answer that grows is not indexed at every step. The words of a removed message are first only struck out in
FTS5's pages; `ghosts` remembers that, until the pages have been written anew without them.
"""

import re
import sqlite3
from collections.abc import Sequence
from itertools import chain

from chatbelle.history import Found
from chatbelle.store.excerpts import excerpt_of
from chatbelle.store.segments import index_words, pattern, query, terms

LONGEST_QUERY = 200  # characters: whoever pastes a page means its beginning
BATCH = 500  # entries indexed in one transaction, about a tenth of a second
STEP_PAGES = 500  # pages of the index written anew in one transaction

MESSAGES_WITH = """
    SELECT messages.chat, messages.id, title, text, messages.created_at
    FROM word_index CROSS JOIN messages ON messages.id = word_index.rowid CROSS JOIN chats ON chats.id = messages.chat
    WHERE word_index MATCH ? AND word_index.rowid BETWEEN 1 AND ?
      AND messages.removed_at IS NULL AND chats.removed_at IS NULL
    ORDER BY word_index.rowid DESC LIMIT ?"""
TITLES_WITH = """
    SELECT chats.id, NULL, title, title, changed_at FROM word_index CROSS JOIN chats ON chats.id = -word_index.rowid
    WHERE word_index MATCH ? AND word_index.rowid < 0 AND removed_at IS NULL
    ORDER BY word_index.rowid LIMIT ?"""
NEWEST = 2**63 - 1


def teach_words(db: sqlite3.Connection) -> None:
    """Give a connection the SQL function that the index's triggers call."""
    db.create_function("index_words", 1, index_words, deterministic=True)


def find(db: sqlite3.Connection, typed: str, limit: int, before: int | None) -> tuple[Found, ...]:
    """Titles, then messages, in which each of the typed terms stands; newest first. Titles come with the first page."""
    asked = terms(typed[:LONGEST_QUERY])
    if not asked:
        return ()
    patterns = [pattern(term) for term in asked]
    titles = [] if before else db.execute(TITLES_WITH, (query(asked), limit))
    messages = db.execute(MESSAGES_WITH, (query(asked), before - 1 if before else NEWEST, limit))
    return tuple(found for row in chain(titles, messages) if (found := found_in(row, patterns)))


def found_in(row: tuple[int, int | None, str, str, float], patterns: Sequence[re.Pattern[str]]) -> Found | None:
    """The place in a row of chat, message, title, text and time; None when the text has none."""
    chat_id, message_id, title, text, said_at = row
    excerpt = excerpt_of(text, patterns)
    return Found(chat_id, message_id, title, *excerpt, said_at) if excerpt else None


def index_some(db: sqlite3.Connection) -> int:
    """Index a batch of the entries that wait; returns how many still do."""
    batch = db.execute("SELECT entry FROM unsearched ORDER BY entry LIMIT ?", (BATCH,)).fetchall()
    insert = "INSERT INTO word_index (rowid, words) SELECT ?1,"  # ascending: FTS5 writes to the disk at each step back
    db.executemany(f"{insert} index_words(title) FROM chats WHERE id = -?1", batch)
    db.executemany(f"{insert} index_words(text) FROM messages WHERE id = ?1", batch)
    db.executemany("DELETE FROM unsearched WHERE entry = ?", batch)
    return waiting(db)


def waiting(db: sqlite3.Connection) -> int:
    """How many entries wait to be indexed."""
    (count,) = db.execute("SELECT count(*) FROM unsearched").fetchone()
    return int(count)


def lay_ghosts(db: sqlite3.Connection, begin: bool) -> bool:
    """Write some of the index anew without the words that were struck out; False when nothing is left to do.

    `begin` is for the first of several steps. SQLite's own `secure-delete` for FTS5 would spare this, but older
    versions of SQLite could not read the file any more.
    """
    if db.execute("SELECT 1 FROM ghosts").fetchone() is None:
        return False
    changes = db.total_changes
    db.execute("INSERT INTO word_index (word_index, rank) VALUES ('merge', ?)", (-STEP_PAGES if begin else STEP_PAGES,))
    if db.total_changes - changes >= 2:  # FTS5's way of saying that there was something to do
        return True
    db.execute("DELETE FROM ghosts")
    return False
