"""Values that Qt's QDataStream has written, one after the other: big-endian, texts and lists after their lengths.

Nothing is believed: a length beyond the end of the file, or half a value, raises ValueError before anything is read.
"""

import os
import struct
from collections.abc import Callable
from typing import IO, TypeVar

from chatbelle.transfer.bounded import MIB, MOST_VALUE_BYTES

T = TypeVar("T")
NONE = 2**32 - 1  # the length of a text that is null
LONGER_THAN_32_BITS = 2**32 - 2  # a mark of Qt's, before a length of 64 bits: nobody's chat
TEXT_VARIANT, NO_VARIANT = 10, 0  # QMetaType's numbers


class QtStream:
    """Reads from a file's beginning. Every method raises ValueError when what should be there is not."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._left_bytes = file.seek(0, os.SEEK_END)
        self._left_text_bytes = MOST_VALUE_BYTES  # of one chat, as everywhere
        file.seek(0)

    def int32(self) -> int:
        """A number with a sign."""
        return int(struct.unpack(">i", self._take(4))[0])

    def uint32(self) -> int:
        """A number without one."""
        return int(struct.unpack(">I", self._take(4))[0])

    def int64(self) -> int:
        """A large number with a sign."""
        return int(struct.unpack(">q", self._take(8))[0])

    def flag(self) -> bool:
        """Yes or no."""
        value = self._take(1)[0]
        if value > 1:
            raise ValueError(f"neither yes nor no: {value}")
        return value == 1

    def text(self) -> str:
        """A QString; a null one is empty. Halves of characters become question marks."""
        length = self._length()
        self._left_text_bytes -= length
        if self._left_text_bytes < 0:
            raise ValueError(f"more than {MOST_VALUE_BYTES // MIB} MiB of text")
        content = self._take(length)
        if len(content) % 2:
            raise ValueError("half a character")
        return content.decode("utf-16-be", "surrogatepass").encode("utf-8", "replace").decode("utf-8")

    def several(self, count: int, read: Callable[[], T]) -> list[T]:
        """As many values as were counted before them; each takes a byte at least."""
        if not 0 <= count <= self._left_bytes:
            raise ValueError(f"{count} values in {self._left_bytes} bytes")
        return [read() for _ in range(count)]

    def variant(self) -> str | None:
        """A QVariant that is a text, or nothing."""
        kind = self.uint32()
        self.flag()  # whether it is null
        if kind not in (TEXT_VARIANT, NO_VARIANT):
            raise ValueError(f"a value of Qt's kind {kind}")
        return self.text() if kind == TEXT_VARIANT else None

    def skip_bytes(self) -> None:
        """Pass over a QByteArray, or an encoded QUrl."""
        self.skip(self._length())

    def skip(self, skipped_bytes: int) -> None:
        """Pass over so many bytes."""
        self._count(skipped_bytes)
        self._file.seek(skipped_bytes, os.SEEK_CUR)

    def must_end(self) -> None:
        """Nothing may follow: it would mean that something before was misread."""
        if self._left_bytes:
            raise ValueError(f"{self._left_bytes} bytes are left over")

    def _length(self) -> int:
        length = self.uint32()
        if length == LONGER_THAN_32_BITS:
            raise ValueError("a length of 64 bits")
        return 0 if length == NONE else length

    def _take(self, wanted_bytes: int) -> bytes:
        self._count(wanted_bytes)
        return self._file.read(wanted_bytes)

    def _count(self, wanted_bytes: int) -> None:
        if not 0 <= wanted_bytes <= self._left_bytes:
            raise ValueError(f"{wanted_bytes} bytes wanted, {self._left_bytes} are left")
        self._left_bytes -= wanted_bytes
