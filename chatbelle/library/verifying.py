"""Is a model's file the one that was published: its sha256 against the record of the download and the catalogue."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from chatbelle import words
from chatbelle.errors import ModelError
from chatbelle.library.catalogue import catalogue
from chatbelle.library.installed import InstalledModel

CHUNK_BYTES = 1 << 20


class Match(StrEnum):
    """How a file's hash compares."""

    SAME = "same"
    DIFFERENT = "different"
    UNKNOWN = "unknown"  # nobody said what it should be


@dataclass(frozen=True, slots=True)
class VerifiedFile:
    """One file of a model."""

    path: Path
    sha256: str
    expected_sha256: str | None

    @property
    def match(self) -> Match:
        """How the hash compares with what it should be."""
        if self.expected_sha256 is None:
            return Match.UNKNOWN
        return Match.SAME if self.sha256 == self.expected_sha256 else Match.DIFFERENT


def verify(model: InstalledModel, on_bytes: Callable[[int], None] = lambda count: None) -> list[VerifiedFile]:
    """Hash all files of a model; `on_bytes` hears of each chunk. Raises ModelError when one cannot be read."""
    recorded = model.record.sha256 if model.record else {}
    published = {file.name: file.sha256 for release in catalogue() for file in release.files}
    return [
        VerifiedFile(part, sha256_of(part, on_bytes), recorded.get(part.name) or published.get(part.name))
        for part in model.parts
    ]


def sha256_of(path: Path, on_bytes: Callable[[int], None] = lambda count: None) -> str:
    """The file's hash in hexadecimal. Raises ModelError when it cannot be read."""
    found = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                found.update(chunk)
                on_bytes(len(chunk))
    except OSError as error:
        reason = error.strerror or str(error)
        raise ModelError(words.MODEL_UNREADABLE.filled(path=path, reason=reason), words.CHECK_PERMISSIONS) from error
    return found.hexdigest()
