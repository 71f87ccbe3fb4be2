"""Which shards of a checkpoint are already in an unfinished GGUF: a note beside its `.part`.

Shards may be removed as soon as they are written, so a conversion that was stopped goes on where it was. The note
counts only for a part that has the very header that is to be written: the same tensors, types and metadata.
"""

import hashlib
import json
from pathlib import Path


class Ledger:
    """The note of one unfinished file."""

    def __init__(self, part_path: Path, header: bytes) -> None:
        """Read the note of the part at `part_path`, if there is one and it is about this header."""
        self._path = part_path.with_name(part_path.name + ".json")
        self._header = hashlib.sha256(header).hexdigest()
        self.shards: tuple[str, ...] = _read(self._path, self._header) if _begins_with(part_path, header) else ()

    def add(self, shard: str) -> None:
        """Note that all of `shard` is in the file."""
        self.shards = (*self.shards, shard)
        whole = self._path.with_name(self._path.name + ".new")
        whole.write_text(json.dumps({"header": self._header, "shards": self.shards}), encoding="utf-8")
        whole.replace(self._path)

    def remove(self) -> None:
        """The file is whole."""
        self._path.unlink(missing_ok=True)


def _begins_with(path: Path, header: bytes) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(header)) == header
    except OSError:
        return False


def _read(path: Path, header: str) -> tuple[str, ...]:
    try:
        noted = json.loads(path.read_bytes())
        return tuple(map(str, noted["shards"])) if noted["header"] == header else ()
    except (OSError, ValueError, TypeError, KeyError):
        return ()  # an unreadable note is none
