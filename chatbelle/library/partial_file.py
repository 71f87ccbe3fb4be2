"""A file on its way: `x.part` and, beside it, `x.part.json`: what it is to become, and which bytes are proved.

The whole is proved by its hash at the end. Until then each piece has a checksum of its own, written when the piece had
arrived: after a power cut, a damaged tail costs that tail and no more.
"""

import json
import os
import sys
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from errno import EDQUOT, ENOSPC
from io import FileIO
from pathlib import Path

from chatbelle import words
from chatbelle.errors import DiskFull, DownloadNotSaved, WrongHash
from chatbelle.library.digest import Digest

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

READ_BYTES = 1 << 20


class PartialFile:
    """What has arrived of one file. Open it, `prove` what is there, `append`, `finish`; `close` in any case."""

    def __init__(self, target: Path, size_bytes: int, digest: Digest | None) -> None:
        """Open or make the file, which no other process may have open. Raises DownloadNotSaved, DiskFull."""
        self._target, self._size_bytes, self._digest = target, size_bytes, digest
        self._path, self._notes = partial_paths(target)
        self._piece_bytes = min(max(size_bytes // 64, 64 << 10), 16 << 20)
        self._hash = (digest or Digest()).begin(size_bytes)
        self._pieces: list[tuple[int, int]] = []  # of each: its length and its CRC-32
        self._piece = (0, 0)  # the same of the one that is arriving
        self._is_proved = False
        self.done_bytes = 0
        self.etags: dict[str, str] = {}  # of each origin: what it calls this content
        with in_our_words(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
            # Unbuffered: what a full disk refuses must not be tried again when the file is closed.
            self._file = os.fdopen(os.open(self._path, flags, 0o644), "r+b", buffering=0)
        hold(self._file, target)

    def prove(self) -> Iterator[int]:
        """Read again what is there, telling how many bytes are proved; what is not is cut off."""
        known = self._read_notes()
        with in_our_words(self._target):
            for length, checksum in known:
                if not self._take_again(length, checksum):
                    break
                yield self.done_bytes
            self._file.seek(self.done_bytes)
            self._file.truncate()
        self._is_proved = True

    def append(self, data: bytes) -> None:
        """The next bytes. Raises DiskFull, DownloadNotSaved."""
        with in_our_words(self._target):
            left = memoryview(data)
            while left:
                left = left[self._file.write(left) :]
        self._hash.update(data)
        self.done_bytes += len(data)
        length, checksum = self._piece
        self._piece = length + len(data), zlib.crc32(data, checksum)
        if self._piece[0] >= self._piece_bytes:
            self.note()

    def note(self) -> None:
        """Write down what is proved so far."""
        if self._piece[0]:
            self._pieces.append(self._piece)
            self._piece = 0, 0
        plain = {**self._identity(), "etags": self.etags, "pieces": self._pieces}
        part = self._notes.with_name(self._notes.name + ".new")
        with in_our_words(self._target):
            part.write_text(json.dumps(plain), encoding="utf-8")
            part.replace(self._notes)

    def finish(self) -> Path:
        """Give the file its name, if its hash is the right one. WrongHash otherwise: nothing of it is kept then."""
        if self._digest and self._hash.hexdigest() != self._digest.hex:
            self.close()
            discard(self._target)
            raise WrongHash(words.WRONG_HASH.filled(name=self._target.name), words.DOWNLOAD_ELSEWHERE)
        with in_our_words(self._target):
            os.fsync(self._file.fileno())
            self._file.close()
            self._path.replace(self._target)
        self._notes.unlink(missing_ok=True)
        return self._target

    def close(self) -> None:
        """Let go of the file, keeping what has arrived."""
        if not self._file.closed:
            if self._is_proved and self.done_bytes:  # otherwise the notes of before are the better ones
                with suppress(DiskFull, DownloadNotSaved):
                    self.note()
            self._file.close()

    def _identity(self) -> dict[str, object]:
        return {"size": self._size_bytes, "hash": self._digest.hex if self._digest else ""}

    def _read_notes(self) -> list[tuple[int, int]]:
        """The pieces that are noted, if the notes are readable and about this very content."""
        try:
            plain = json.loads(self._notes.read_text(encoding="utf-8"))
            if not isinstance(plain, Mapping) or {"size": plain["size"], "hash": plain["hash"]} != self._identity():
                return []
            self.etags = {str(origin): str(etag) for origin, etag in plain["etags"].items()}
            return [(int(length), int(checksum)) for length, checksum in plain["pieces"]]
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return []

    def _take_again(self, length: int, checksum: int) -> bool:
        """Read a noted piece; True, and it counts, if it is there unharmed."""
        if not 0 < length <= self._size_bytes - self.done_bytes:
            return False
        hashed, found, left = self._hash.copy(), 0, length
        while left and (data := self._file.read(min(left, READ_BYTES))):
            hashed.update(data)
            found = zlib.crc32(data, found)
            left -= len(data)
        if left or found != checksum:
            return False
        self._hash = hashed
        self._pieces.append((length, checksum))
        self.done_bytes += length
        return True


def hold(file: FileIO, target: Path) -> None:
    """Keep other ChatBelles from writing the same file until it is closed. Raises DownloadNotSaved."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise DownloadNotSaved(words.BEING_DOWNLOADED.filled(name=target.name), words.LET_IT_FINISH) from error


def partial_paths(target: Path) -> tuple[Path, Path]:
    """The partial file of `target`, and the notes on it."""
    return target.with_name(target.name + ".part"), target.with_name(target.name + ".part.json")


def discard(target: Path) -> None:
    """Remove what has arrived of `target`; its own file, if it is whole already, stays."""
    for path in partial_paths(target):
        path.unlink(missing_ok=True)


@contextmanager
def in_our_words(target: Path) -> Iterator[None]:
    """What the file system refuses inside, as errors that say what to do."""
    try:
        yield
    except OSError as error:
        if error.errno in (ENOSPC, EDQUOT):
            raise DiskFull(words.DISK_IS_FULL.filled(path=target.parent), words.FREE_DISK_GO_ON) from error
        reason = error.strerror or error
        raise DownloadNotSaved(
            words.FILE_NOT_WRITTEN.filled(path=target, reason=reason), words.CHOOSE_FOLDER
        ) from error
