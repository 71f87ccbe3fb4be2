"""Walks through a GGUF's bytes: every step is checked against the end of the file before it is taken.

It knows the values of the format, not what they mean. Nothing that the file says of itself is believed: a hostile file
costs an error, little time and no memory.
"""

import mmap
import struct
from dataclasses import dataclass

from chatbelle import words
from chatbelle.errors import ModelError

MAGIC = b"GGUF"
MOST_KEPT_NUMBERS = 1024  # of an array: layers, not vocabularies
MOST_STRINGS = 1_500_000  # in all arrays of a file; the largest vocabularies have 262,144 tokens and 515,000 merges
SMALLEST_STRING_BYTES = 8  # its length
MOST_TEXT_BYTES = 32 * 1024**2  # of all names and texts that are kept; the longest are tokenizers as JSON, 20 MB

# Value types of the metadata, by their number in the file.
SCALARS = {
    number: struct.Struct("<" + code)
    for number, code in {
        0: "B",
        1: "b",
        2: "H",
        3: "h",
        4: "I",
        5: "i",
        6: "f",
        7: "?",
        10: "Q",
        11: "q",
        12: "d",
    }.items()
}
STRING, ARRAY, FLOAT64 = 8, 9, 12
UINT32, UINT64 = SCALARS[4], SCALARS[10]

Scalar = int | float | bool | str


class Float64(float):
    """A number of 64 bits: llama.cpp ends the process where it wants one of 32."""


@dataclass(frozen=True, slots=True)
class ArrayOf:
    """An array in the metadata; its items are read only when they are few numbers, as for per-layer head counts."""

    count: int
    numbers: tuple[int | float | bool, ...] = ()
    strings_at: int | None = None  # where in the file its strings begin, when it has such


Value = Scalar | ArrayOf


class Cursor:
    """A place in a file that moves on as it is read. Raises ModelError where the file ends or makes no sense."""

    def __init__(self, data: mmap.mmap, name: str, at: int = 0) -> None:
        self._data, self._name, self.at = data, name, at
        self._strings_left, self._text_bytes_left = MOST_STRINGS, MOST_TEXT_BYTES

    @property
    def file_bytes(self) -> int:
        """Size of the file."""
        return len(self._data)

    def uint32(self) -> int:
        """The next 32-bit number."""
        return int(self.scalar(UINT32))

    def uint64(self) -> int:
        """The next 64-bit number."""
        return int(self.scalar(UINT64))

    def scalar(self, form: struct.Struct) -> int | float | bool:
        """The next number of this form."""
        self.need(form.size)
        number: int | float | bool
        (number,) = form.unpack_from(self._data, self.at)
        self.at += form.size
        return number

    def string(self) -> str:
        """The next string; what is no UTF-8 in it is replaced."""
        return self.bytes().decode("utf-8", errors="replace")

    def bytes(self) -> bytes:
        """The next string as it is."""
        length = self.uint64()
        self.need(length)
        self._text_bytes_left -= length
        if self._text_bytes_left < 0:
            raise self.damaged(f"a text of {length:,} bytes")
        self.at += length
        return self._data[self.at - length : self.at]

    def value(self) -> Value:
        """The next value, its type before it."""
        kind = self.uint32()
        if kind in SCALARS:
            number = self.scalar(SCALARS[kind])
            return Float64(number) if kind == FLOAT64 else number
        if kind == STRING:
            return self.string()
        if kind == ARRAY:
            return self._array()
        raise self.damaged(f"value type {kind}")

    def need(self, more_bytes: int) -> None:
        """Raises ModelError when the file ends before."""
        if self.at + more_bytes > len(self._data):
            raise self.truncated(self.at + more_bytes)

    def truncated(self, needed_bytes: int) -> ModelError:
        """The error for a file that would have to be so long."""
        what = words.MODEL_TRUNCATED.filled(
            name=self._name, file_bytes=f"{len(self._data):,}", needed_bytes=f"{needed_bytes:,}"
        )
        return ModelError(what, words.DOWNLOAD_AGAIN)

    def damaged(self, detail: str) -> ModelError:
        """The error for what cannot be true."""
        return ModelError(words.MODEL_DAMAGED.filled(name=self._name, detail=detail), words.DOWNLOAD_AGAIN)

    def _array(self) -> ArrayOf:
        kind, count = self.uint32(), self.uint64()
        if kind in SCALARS:
            form = SCALARS[kind]
            self.need(count * form.size)
            start, self.at = self.at, self.at + count * form.size
            few = count <= MOST_KEPT_NUMBERS
            return ArrayOf(count, tuple(n for (n,) in form.iter_unpack(self._data[start : self.at])) if few else ())
        if kind != STRING:
            raise self.damaged(f"an array of type {kind}")
        self.need(count * SMALLEST_STRING_BYTES)
        self._strings_left -= count
        if self._strings_left < 0:
            raise self.damaged(f"{count:,} strings")
        return ArrayOf(count, strings_at=self._skip_strings(count))

    def _skip_strings(self, count: int) -> int:
        """Pass over so many strings, quickly; gives the place before."""
        began, data, end = self.at, self._data, len(self._data)
        at, length_at = began, UINT64.unpack_from
        for _ in range(count):
            if at + SMALLEST_STRING_BYTES > end:
                raise self.truncated(at + SMALLEST_STRING_BYTES)
            at += SMALLEST_STRING_BYTES + length_at(data, at)[0]
        if at > end:
            raise self.truncated(at)
        self.at = at
        return began
