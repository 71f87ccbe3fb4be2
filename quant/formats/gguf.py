"""GGUF files, read with every count and offset checked against the file before it is believed."""

from collections.abc import Callable
from dataclasses import dataclass
from math import prod

import numpy as np
from gguf import GGML_QUANT_SIZES, GGMLQuantizationType, GGUFValueType
from numpy.typing import NDArray

from quant import words
from quant.errors import DamagedFile
from quant.metadata import Entry
from quant.tensors import Bytes

MAGIC = b"GGUF"
MOST_ENTRIES, MOST_TENSORS, MOST_AXES, MOST_TEXTS = 10_000, 100_000, 4, 4_000_000
ALIGNMENT_KEY, ALIGNMENT_BYTES = "general.alignment", 32
Kind = GGUFValueType
NUMBERS = {
    Kind.UINT8: "<u1",
    Kind.INT8: "<i1",
    Kind.UINT16: "<u2",
    Kind.INT16: "<i2",
    Kind.UINT32: "<u4",
    Kind.INT32: "<i4",
    Kind.FLOAT32: "<f4",
    Kind.BOOL: "?",
    Kind.UINT64: "<u8",
    Kind.INT64: "<i8",
    Kind.FLOAT64: "<f8",
}


@dataclass(frozen=True, slots=True)
class GgufTensor:
    """A tensor, in one of ggml's types."""

    name: str
    shape: tuple[int, ...]  # rows first
    kind: GGMLQuantizationType
    read_rows: Callable[[int, int], NDArray[np.uint8]]  # rows from, to: (to - from, bytes of a row)

    @property
    def rows(self) -> int:
        """How many rows there are; a vector is one."""
        return prod(self.shape[:-1])


@dataclass(frozen=True, slots=True)
class GgufFile:
    """All of a file, in its order. Texts are bytes, as they lie there."""

    metadata: tuple[Entry, ...]
    tensors: dict[str, GgufTensor]

    def value(self, key: str) -> object:
        """The value of a key, None without it."""
        return next((entry.value for entry in self.metadata if entry.key == key), None)


def is_gguf(source: Bytes) -> bool:
    """Whether the file begins like one."""
    return source.length >= 4 and source.read(0, 4).tobytes() == MAGIC


def open_gguf(source: Bytes) -> GgufFile:
    """The file. Raises DamagedFile when it is none, or says what cannot be true."""
    cursor = Cursor(source)
    version, tensor_count, entry_count = _head(cursor)
    if version not in (2, 3) or entry_count > MOST_ENTRIES or tensor_count > MOST_TENSORS:
        raise cursor.damaged()
    metadata = tuple(_entry(cursor) for _ in range(entry_count))
    listed = [_listed(cursor) for _ in range(tensor_count)]
    stated = next((entry.value for entry in metadata if entry.key == ALIGNMENT_KEY), ALIGNMENT_BYTES)
    alignment = stated if isinstance(stated, int) and 0 < stated <= 1 << 20 else ALIGNMENT_BYTES
    data = -(-cursor.place // alignment) * alignment
    tensors = {name: _tensor(cursor, name, shape, kind, data + offset) for name, shape, kind, offset in listed}
    if len(tensors) != len(listed):
        raise cursor.damaged()
    return GgufFile(metadata, tensors)


class Cursor:
    """A place in the file that moves on as it is read; DamagedFile where the file ends."""

    def __init__(self, source: Bytes) -> None:
        self.source, self.place = source, 0

    def take(self, count: int) -> bytes:
        """The next bytes."""
        if count > self.source.length - self.place:
            raise self.damaged()
        self.place += count
        return self.source.read(self.place - count, self.place).tobytes()

    def number(self, bytes_each: int) -> int:
        """The next whole number."""
        return int.from_bytes(self.take(bytes_each), "little")

    def text(self) -> bytes:
        """The next text."""
        return self.take(self.number(8))

    def damaged(self) -> DamagedFile:
        """The error for this file."""
        return DamagedFile(words.NOT_A_WHOLE_GGUF.filled(path=self.source.name), words.NAME_A_GGUF)


def _head(cursor: Cursor) -> tuple[int, int, int]:
    if cursor.take(4) != MAGIC:
        raise cursor.damaged()
    return cursor.number(4), cursor.number(8), cursor.number(8)


def _entry(cursor: Cursor) -> Entry:
    key = _name(cursor)
    kind = _kind(cursor)
    if kind is not Kind.ARRAY:
        return Entry(key, _values(cursor, kind, 1)[0], kind)
    of, length = _kind(cursor), cursor.number(8)
    if of is Kind.ARRAY or length > MOST_TEXTS:
        raise cursor.damaged()
    return Entry(key, _values(cursor, of, length), kind, of)


def _values(cursor: Cursor, kind: GGUFValueType, count: int) -> list[object]:
    if kind is Kind.STRING:
        return [cursor.text() for _ in range(count)]
    item = np.dtype(NUMBERS[kind])
    values: list[object] = np.frombuffer(cursor.take(count * item.itemsize), item).tolist()
    return values


def _listed(cursor: Cursor) -> tuple[str, tuple[int, ...], GGMLQuantizationType, int]:
    """A tensor's name, shape, type and offset."""
    name, axes = _name(cursor), cursor.number(4)
    if not 1 <= axes <= MOST_AXES:
        raise cursor.damaged()
    shape = tuple(cursor.number(8) for _ in range(axes))[::-1]
    try:
        kind = GGMLQuantizationType(cursor.number(4))
    except ValueError as error:
        raise cursor.damaged() from error
    return name, shape, kind, cursor.number(8)


def _tensor(cursor: Cursor, name: str, shape: tuple[int, ...], kind: GGMLQuantizationType, start: int) -> GgufTensor:
    block, block_bytes = GGML_QUANT_SIZES[kind]
    row_bytes = shape[-1] // block * block_bytes
    if shape[-1] % block or 0 in shape or start + prod(shape[:-1]) * row_bytes > cursor.source.length:
        raise cursor.damaged()

    def read_rows(first: int, last: int) -> NDArray[np.uint8]:
        taken = cursor.source.read(start + first * row_bytes, start + last * row_bytes)
        return taken.reshape(last - first, row_bytes)

    return GgufTensor(name, shape, kind, read_rows)


def _kind(cursor: Cursor) -> GGUFValueType:
    try:
        return Kind(cursor.number(4))
    except ValueError as error:
        raise cursor.damaged() from error


def _name(cursor: Cursor) -> str:
    try:
        return cursor.text().decode("utf-8")
    except UnicodeDecodeError as error:
        raise cursor.damaged() from error
