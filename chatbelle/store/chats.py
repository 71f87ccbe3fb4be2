"""All chats. Every call is one committed transaction, so a crash loses nothing that returned."""

import sqlite3
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from uuid import uuid4

from chatbelle.chat import Chat, ChatSummary, Message
from chatbelle.chat_settings import ChatSettings
from chatbelle.history import ChatOrder, Found, Removed, TakenIn, WholeChat
from chatbelle.store import drafts, listing, search, transfer
from chatbelle.store.failures import told_plainly
from chatbelle.store.messages import keep_facts, keep_message, must_change, read_chat
from chatbelle.store.opening import look, open_database

UNDO_SECONDS = 15.0  # what was removed longer ago than this does not come back after a restart


class Store:
    """All chats. Usable from several threads; every method may raise StoreError."""

    def __init__(self, path: Path, db: sqlite3.Connection, is_locked: bool = False) -> None:
        self.is_locked = is_locked  # with a passphrase: nobody else may keep its words on the disk in clear
        self._path = path
        self._db = db
        self._lock = Lock()

    # --- Chats ---

    def chats(self, order: ChatOrder = ChatOrder.CHANGED, archived: bool = False) -> tuple[ChatSummary, ...]:
        """The list of chats, or the archive. By default, the chat where something was said last comes first."""
        with self.transaction("BEGIN") as db:
            return listing.list_chats(db, order, archived)

    def chat(self, chat_id: int) -> Chat:
        """A chat with all its messages."""
        with self.transaction("BEGIN") as db:
            return read_chat(db, chat_id)

    def new_chat(self, title: str = "") -> Chat:
        """An empty chat."""
        with self.transaction() as db:
            now = time.time()
            sql = "INSERT INTO chats (title, created_at, changed_at, uid) VALUES (?, ?, ?, ?) RETURNING id"
            (chat_id,) = db.execute(sql, (title, now, now, uuid4().hex)).fetchone()
            return Chat(chat_id, title)

    def is_there(self, chat_id: int) -> bool:
        """Whether there is such a chat, in the list or in the archive."""
        with self.transaction("BEGIN") as db:
            return listing.is_there(db, chat_id)

    def rename(self, chat_id: int, title: str) -> None:
        """Give a chat another title. Its place in the list stays."""
        with self.transaction() as db:
            listing.mark(db, "title", [chat_id], title)

    def pin(self, chat_ids: Sequence[int], pinned: bool = True) -> None:
        """Keep chats at the top of the list, or no longer."""
        with self.transaction() as db:
            listing.mark(db, "pinned", chat_ids, pinned)

    def archive(self, chat_ids: Sequence[int], archived: bool = True) -> None:
        """Move chats out of the list into the archive, or back."""
        with self.transaction() as db:
            listing.mark(db, "archived", chat_ids, archived)

    # --- Messages ---

    def add(self, chat_id: int, message: Message) -> Message:
        """Keep a new message after its `parent`; returns it with its id. It becomes the chat's tip."""
        with self.transaction() as db:
            kept = keep_message(db, chat_id, message)
            db.execute("UPDATE chats SET tip = ?, changed_at = ? WHERE id = ?", (kept.id, kept.said_at, chat_id))
            return kept

    def update(self, message: Message) -> None:
        """Keep the text and facts that a kept message has now."""
        with self.transaction() as db:
            must_change(db.execute("UPDATE messages SET text = ? WHERE id = ?", (message.text, message.id)))
            keep_facts(db, message)

    def show(self, chat: Chat) -> None:
        """Keep which path of the chat is shown: its `tip`."""
        with self.transaction() as db:
            listing.mark(db, "tip", [chat.id], chat.tip)

    def fork(self, chat_id: int, message_id: int, title: str) -> Chat:
        """A new chat with a copy of the path to a message, and the same settings."""
        with self.transaction() as db:
            return listing.fork(db, chat_id, message_id, title)

    # --- Removing ---

    def remove(self, chat_id: int) -> None:
        """Remove a chat and its messages, for good."""
        with self.transaction() as db:
            must_change(db.execute("DELETE FROM chats WHERE id = ?", (chat_id,)))
        self._forget_words()

    def remove_message(self, message_id: int) -> None:
        """Remove a message that none follows, for good; if it was the tip, its parent becomes it."""
        with self.transaction() as db:
            parent = "(SELECT parent FROM messages WHERE id = ?)"
            db.execute(f"UPDATE chats SET tip = {parent} WHERE tip = ?", (message_id, message_id))
            must_change(db.execute("DELETE FROM messages WHERE id = ?", (message_id,)))
        self._forget_words()

    def set_aside(self, chat_ids: Sequence[int]) -> None:
        """Remove chats so that `bring_back` can undo it, until the next `purge`."""
        with self.transaction() as db:
            listing.mark(db, "removed_at", chat_ids, time.time())

    def bring_back(self, chat_ids: Sequence[int]) -> None:
        """Undo `set_aside`."""
        with self.transaction() as db:
            listing.mark(db, "removed_at", chat_ids, None)

    def set_branch_aside(self, chat_id: int, message_id: int) -> Removed:
        """Remove a message and all that follow it so that `bring_branch_back` can undo it, until the next `purge`."""
        with self.transaction() as db:
            return listing.remove_branch(db, chat_id, message_id)

    def bring_branch_back(self, removed: Removed) -> None:
        """Undo `set_branch_aside`."""
        with self.transaction() as db:
            listing.put_branch_back(db, removed)

    def purge(self, kept_seconds: float = 0.0) -> None:
        """Remove for good what was set aside longer ago than this. In a big store it takes seconds, in short steps."""
        with self.transaction() as db:
            listing.purge(db, time.time() - kept_seconds)
        self._forget_words()

    def _forget_words(self) -> None:
        """Write the search index anew without the words of what was removed."""
        begin = True
        while True:
            with self.transaction() as db:
                if not search.lay_ghosts(db, begin):
                    return
            begin = False

    # --- Search ---

    def search(self, typed: str, limit: int = 50, before: int | None = None) -> tuple[Found, ...]:
        """Titles and messages in which every word typed stands, newest first; the next page is `before` a message id.

        Chinese is found anywhere, Latin words from their beginning, case and accents aside.
        """
        for _ in self._index():
            pass
        with self.transaction("BEGIN") as db:
            return search.find(db, typed, limit, before)

    def prepare_search(self) -> Generator[int]:
        """Index what is new, so that the first search is quick; each short step yields how many entries still wait.

        At its end, what a crash left of removed words is forgotten, too.
        """
        yield from self._index()
        self._forget_words()

    def _index(self) -> Generator[int]:
        """Index what is new."""
        with self.transaction("BEGIN") as db:
            left = search.waiting(db)
        while left:
            with self.transaction() as db:
                left = search.index_some(db)
            yield left

    # --- Drafts and settings ---

    def draft(self, chat_id: int) -> str:
        """What was typed in a chat but not sent; 0 is the chat that has not begun."""
        with self.transaction("BEGIN") as db:
            return drafts.draft(db, chat_id)

    def keep_draft(self, chat_id: int, text: str) -> None:
        """Keep what is typed in a chat; nothing removes it."""
        with self.transaction() as db:
            drafts.keep_draft(db, chat_id, text)

    def settings(self, chat_id: int) -> ChatSettings:
        """What a chat is set to."""
        with self.transaction("BEGIN") as db:
            return drafts.settings(db, chat_id)

    def keep_settings(self, chat_id: int, settings: ChatSettings) -> None:
        """Set a chat."""
        with self.transaction() as db:
            drafts.keep_settings(db, chat_id, settings)

    # --- Taking out and in ---

    def whole_chat(self, chat_id: int) -> WholeChat:
        """A chat with all that belongs to it."""
        with self.transaction("BEGIN") as db:
            return transfer.whole_chat(db, chat_id)

    def take_in(self, chats: Iterable[WholeChat]) -> TakenIn:
        """Keep chats from elsewhere, all or none; those that are there already stay as they are.

        What the iterator raises ends it, and nothing is kept then.
        """
        with self.transaction() as db:
            added = [transfer.take_in(db, chat) for chat in chats]
            return TakenIn(sum(added), len(added) - sum(added))

    def close(self) -> None:
        """Close the file. A second call does nothing."""
        with self._lock, told_plainly(self._path):
            self._db.close()

    @contextmanager
    def transaction(self, begin: str = "BEGIN IMMEDIATE") -> Iterator[sqlite3.Connection]:
        """One thread at a time, all or nothing. IMMEDIATE takes the write lock before anything is read."""
        with self._lock, told_plainly(self._path), self._db:
            self._db.execute(begin)
            yield self._db


def open_store(path: Path, passphrase: str | None = None) -> Store:
    """The chats in the file at `path`, which is made when missing. What was set aside long ago is removed for good.

    Raises StoreError when it is from a newer version, damaged or read-only, PassphraseNeeded and WrongPassphrase when
    it has another passphrase; it is left untouched then.
    """
    store = Store(path, open_database(path, passphrase), is_locked=passphrase is not None)
    with store.transaction() as db:
        listing.purge(db, time.time() - UNDO_SECONDS)
    return store


def check_store(path: Path, passphrase: str | None = None) -> None:
    """Look whether the chats at `path` could be opened, without changing anything. Raises StoreError."""
    with told_plainly(path):
        if path.exists():
            look(path, passphrase)
