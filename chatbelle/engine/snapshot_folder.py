"""Where snapshots lie: a folder a chat, so that a chat's removal is the removal of its folder, whatever made its files.

A file's name begins with the setup it is good for, its time is when it was last used. All may vanish at any moment:
whoever does not find a file evaluates its tokens anew.
"""

import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import time

from chatbelle.engine.snapshots import (
    Doubtful,
    Span,
    State,
    bytes_digest,
    head_bytes,
    read_head,
    read_state,
    token_bytes,
)

SUFFIX = ".kv"
STALE_PART_SECONDS = 3600.0  # nobody writes this long: whoever began it is gone


@dataclass(frozen=True, slots=True)
class SnapshotFile:
    """One file and the span it says it holds."""

    path: Path
    span: Span

    @property
    def owner(self) -> str:
        """The name of the chat whose folder it lies in."""
        return self.path.parent.name


@dataclass(frozen=True, slots=True)
class SnapshotFolder:
    """The files of all chats, of which those of one setup are used."""

    path: Path
    setup_digest: bytes
    budget_bytes: int  # for all setups together

    def files(self) -> Iterator[SnapshotFile]:
        """The files that are good for this setup, those used last first. Damaged ones are removed."""
        for path in by_last_use(self.path, self.setup_digest.hex()[:16]):
            try:
                with path.open("rb") as file:
                    head = read_head(file)
            except (OSError, Doubtful):
                remove(path)
                continue
            if head.setup_digest == self.setup_digest:
                yield SnapshotFile(path, head.span)

    def read(self, wanted: SnapshotFile) -> bytes:
        """The state in a file. Raises Doubtful and removes the file unless every byte is as it was written."""
        try:
            with wanted.path.open("rb") as file:
                head = read_head(file)
                if (head.setup_digest, head.span) != (self.setup_digest, wanted.span):
                    raise Doubtful("another span")
                return read_state(file, head)
        except (OSError, Doubtful) as error:
            remove(wanted.path)
            raise Doubtful(str(error)) from error

    def write(self, owner: str, span: Span, state: State) -> SnapshotFile | None:
        """Write a file, which is whole at any moment, and remove what goes beyond the budget; None without success."""
        name = f"{self.setup_digest.hex()[:16]}-{bytes_digest(span.before + token_bytes(span.tokens)).hex()[:32]}"
        path = self.path / owner / (name + SUFFIX)
        part = path.with_name(f"{name}.{os.getpid()}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as file:
                file.write(head_bytes(self.setup_digest, span, state))
                file.write(state)
            part.replace(path)
        except OSError:  # a full or read-only disk: the chat goes on without
            remove(part)
            return None
        keep_within(self.path, self.budget_bytes)
        return SnapshotFile(path, span)


def touch(path: Path, used_at: float) -> None:
    """Note when a file was used."""
    with suppress(OSError):
        os.utime(path, (used_at, used_at))


def remove(path: Path) -> None:
    """Remove a file, if it is there."""
    with suppress(OSError):
        path.unlink()


def by_last_use(folder: Path, prefix: str = "") -> list[Path]:
    """Snapshots whose names begin with `prefix`, of all chats, those used last first."""
    return sorted(folder.glob(f"*/{prefix}*{SUFFIX}"), key=_used_at, reverse=True)


def keep_within(folder: Path, budget_bytes: int) -> None:
    """Remove the files used longest ago, until the rest is within the budget, and what a killed process left."""
    total_bytes = 0
    for path in by_last_use(folder):
        total_bytes += _file_bytes(path)
        if total_bytes > budget_bytes:
            remove(path)
    for part in folder.glob("*/*.part"):
        if time() - _used_at(part) > STALE_PART_SECONDS:
            remove(part)


def used_bytes(folder: Path) -> int:
    """What all snapshots take on the disk."""
    return sum(map(_file_bytes, folder.glob("*/*")))


def forget(folder: Path, owner: str) -> None:
    """Remove all that was kept for a chat."""
    shutil.rmtree(folder / owner, ignore_errors=True)


def forget_all_but(folder: Path, owners: Collection[str]) -> None:
    """Remove all that was kept for chats that are no longer there."""
    for chat in folder.glob("*"):
        if chat.name not in owners:
            forget(folder, chat.name)


def _used_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # removed meanwhile
        return 0.0


def _file_bytes(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
