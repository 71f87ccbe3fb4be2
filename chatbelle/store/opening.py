"""Opens the file with the chats: looks first, without writing, and refuses what it must not touch."""

import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path
from urllib.parse import quote

from chatbelle import words
from chatbelle.errors import ChatsUnreadable, PassphraseNeeded
from chatbelle.store.driver import connect, database_errors, is_encrypted
from chatbelle.store.failures import damaged, not_writable, told_plainly
from chatbelle.store.migrations import APPLICATION_ID, MIGRATIONS, migrate
from chatbelle.store.search import teach_words


def open_database(path: Path, passphrase: str | None = None) -> sqlite3.Connection:
    """A connection to the up-to-date database at `path`, made when missing. Usable from any thread, one at a time.

    Raises StoreError: from a newer version, damaged, another program's, read-only, disk full; PassphraseNeeded and
    WrongPassphrase. The file is left as it was then.
    """
    with told_plainly(path):
        if path.exists():
            look(path, passphrase)
        db = connection(path, passphrase)
        try:
            migrate(db)
            remove_leftovers(db, path)
        except database_errors():
            db.close()
            raise
        return db


def connection(path: Path, passphrase: str | None) -> sqlite3.Connection:
    """A connection set up as every one of ours. Raises SQLite's errors.

    It looks at nothing first: while another of this process is open, whoever opens and closes the file takes that
    one's locks away with it, as POSIX would have it.
    """
    db = connect(path, passphrase)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")  # a power cut loses nothing that was committed
        db.execute("PRAGMA fullfsync = ON")  # macOS: past the drive's own cache
        db.execute("PRAGMA secure_delete = ON")  # what a person removes is overwritten, not merely forgotten
        db.execute("PRAGMA foreign_keys = ON")
        teach_words(db)
    except database_errors():
        db.close()
        raise
    return db


def remove_leftovers(db: sqlite3.Connection, path: Path) -> None:
    """Remove what a crash left while the passphrase was changed; whoever is changing it now would have kept us out."""
    copy_of(path).unlink(missing_ok=True)
    if db.execute("PRAGMA journal_mode").fetchone() == ("wal",):  # another journal beside it is nobody's
        path.with_name(path.name + "-journal").unlink(missing_ok=True)


def put_aside(path: Path) -> None:
    """Give the file at `path` another name, so that new chats can begin in its place. Raises StoreError."""
    aside = aside_of(path)
    try:
        for end in ("", "-wal", "-shm"):  # the newest messages may be in the log still
            if (part := path.with_name(path.name + end)).exists():
                part.rename(aside.with_name(aside.name + end))
    except OSError as error:
        raise not_writable(path, error.strerror or str(error)) from error


def aside_of(path: Path) -> Path:
    """A name that no file has: chats-2.sqlite3 for chats.sqlite3."""
    names = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in count(2))
    return next(name for name in names if not name.exists())


def copy_of(path: Path) -> Path:
    """Where the chats are copied to when they get another passphrase."""
    return path.with_name(path.name + ".copy")


def look(path: Path, passphrase: str | None = None) -> None:
    """Raise StoreError unless the file at `path` is ours, whole, writable and not newer than we are. Writes nothing."""
    if passphrase is None and is_encrypted(path):
        raise PassphraseNeeded(words.PASSPHRASE_NEEDED, words.LOST_PASSPHRASE.filled(path=path))
    try:
        path.open("r+b").close()
    except OSError as error:
        raise not_writable(path, error.strerror or str(error)) from error
    log_exists = path.with_name(
        path.name + "-wal"
    ).exists()  # the newest commits, after a crash or while another writes
    address = address_for_looking(path, log_exists)
    with closing(connect(address, passphrase, uri=True)) as db:
        (application,) = db.execute("PRAGMA application_id").fetchone()
        (version,) = db.execute("PRAGMA user_version").fetchone()
        (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if tables and application != APPLICATION_ID:
            raise damaged(path, words.ANOTHER_PROGRAMS_FILE)
        if version > len(MIGRATIONS):
            details = f"user_version {version} > {len(MIGRATIONS)}"
            raise ChatsUnreadable(words.STORE_NEWER, words.UPDATE_APP.filled(path=path), details)
        (whole_bytes,) = db.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").fetchone()
        if not log_exists and path.stat().st_size < whole_bytes:
            raise damaged(path, words.FILE_CUT_OFF)
        (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise damaged(path, verdict)


def address_for_looking(path: Path, log_exists: bool) -> str:
    """SQLite's URI for reading `path` only. Without a write-ahead log beside it not even a lock file is created."""
    place = path.absolute().as_posix()
    address = "file://" + quote(place if place.startswith("/") else f"/{place}", safe="/:")
    return address + ("?mode=ro" if log_exists else "?mode=ro&immutable=1")
