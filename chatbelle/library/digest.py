"""The hash that proves a file: sha256 of large ones, and what git itself calls small ones."""

import hashlib
from dataclasses import dataclass
from typing import Protocol


class Running(Protocol):
    """A hash that is still being computed, as hashlib makes them."""

    def update(self, data: bytes, /) -> None:
        """Go on with `data`."""

    def hexdigest(self) -> str:
        """The hash of everything so far."""

    def copy(self) -> "Running":
        """Another one that goes on from here."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What a file's hash has to be; one of the two."""

    sha256: str | None = None
    git_sha1: str | None = None

    @property
    def hex(self) -> str:
        """The hash, in lower case."""
        return self.sha256 or self.git_sha1 or ""

    def begin(self, size_bytes: int) -> Running:
        """A hash to be fed with the content of a file of this size."""
        if self.sha256:
            return hashlib.sha256()
        return hashlib.sha1(b"blob %d\0" % size_bytes, usedforsecurity=False)  # what git hashes: a header, the content
