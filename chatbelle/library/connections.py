"""The log of every connection: when, to which host, how many bytes came in, and why. A bounded file in the data folder.

A line is written when a connection begins and another when it ends, so that none is forgotten when the app is killed.
Addresses are not kept: they can hold signatures.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from uuid import uuid4

from chatbelle import words
from chatbelle.errors import NetworkClosed
from chatbelle.paths import data_folder

MOST_BYTES = 1 << 20  # about 5,000 connections; then the older half goes


class Purpose(StrEnum):
    """What a person can start that needs a connection."""

    SEARCH = "search"
    LOOK_UP = "look-up"
    DOWNLOAD = "download"
    PROBE = "probe"


@dataclass(frozen=True, slots=True)
class Connection:
    """One request to one host."""

    began_at: datetime
    host: str
    purpose: Purpose
    subject: str  # the model, or what was searched for
    received_bytes: int | None = None  # None: it still runs, or the app was ended meanwhile


def connections(log: Path | None = None) -> tuple[Connection, ...]:
    """What the log holds, the newest last. Lines that cannot be read are left out."""
    found: dict[str, Connection] = {}
    for line in _lines(log or log_file()):
        with suppress(ValueError, KeyError, TypeError):
            plain = json.loads(line)
            if "bytes" in plain:
                found[plain["id"]] = replace(found[plain["id"]], received_bytes=int(plain["bytes"]))
            else:
                began_at = datetime.fromisoformat(plain["at"])
                found[plain["id"]] = Connection(began_at, plain["host"], Purpose(plain["why"]), plain["subject"])
    return tuple(found.values())


def note_beginning(host: str, purpose: Purpose, subject: str, log: Path | None = None) -> str:
    """Write that a connection begins; returns its id. NetworkClosed when that cannot be written: then none is made."""
    log = log or log_file()
    number = uuid4().hex[:16]
    plain = {"id": number, "at": datetime.now(UTC).isoformat(), "host": host, "why": purpose, "subject": subject[:200]}
    try:
        _shorten(log)
        _append(log, plain)
    except OSError as error:
        reason = error.strerror or error
        raise NetworkClosed(words.CONNECTIONS_NOT_LOGGED.filled(reason=reason), words.FREE_OR_MEND_DISK) from error
    return number


def note_end(number: str, received_bytes: int, log: Path | None = None) -> None:
    """Write how much came in; what began is in the log already, so a full disk does not matter here."""
    with suppress(OSError):
        _append(log or log_file(), {"id": number, "bytes": received_bytes})


def log_file() -> Path:
    """Where the log is."""
    return data_folder() / "connections.jsonl"


def _append(log: Path, plain: Mapping[str, object]) -> None:
    with log.open("a", encoding="utf-8") as file:
        file.write(json.dumps(plain, ensure_ascii=False) + "\n")


def _shorten(log: Path) -> None:
    if log.exists() and log.stat().st_size > MOST_BYTES:
        lines = list(_lines(log))
        part = log.with_name(log.name + ".part")
        part.write_text("".join(lines[len(lines) // 2 :]), encoding="utf-8")
        part.replace(log)


def _lines(log: Path) -> Iterator[str]:
    try:
        with log.open(encoding="utf-8", errors="replace") as file:
            yield from file
    except FileNotFoundError:
        return
