"""LLaMA files from before GGUF: ggml, ggmf, and ggjt 1 to 3. Their blocks come out as llama.cpp lays them out today.

Nibbles are interleaved before ggjt 2, scales are 32 bits wide before ggjt 3; codes are kept, scales become 16 bits.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from quant import words
from quant.errors import CannotConvert, DamagedFile, UnknownSource
from quant.formats.ggml_layouts import LAYOUTS, Layout, todays_bytes
from quant.formats.rows import shortened
from quant.tensors import Bytes

MAGICS = {b"lmgg": "ggml", b"fmgg": "ggmf", b"tjgg": "ggjt"}
VERSIONS = {"ggml": (0,), "ggmf": (1,), "ggjt": (1, 2, 3)}
ALIGNMENT = 32  # of a tensor's data, in ggjt
MOST_TOKENS, MOST_TOKEN_BYTES, MOST_TENSORS, MOST_NAME_BYTES = 300_000, 4096, 10_000, 256
BYTE_TOKENS = 259  # of LLaMA's vocabulary: three control tokens and the bytes; the merges follow in their order


@dataclass(frozen=True, slots=True)
class LegacyShape:
    """The numbers at the head of the file, in its order."""

    vocabulary: int
    embedding: int
    multiple: int  # the feed-forward width was rounded up to a multiple of this
    heads: int
    layers: int
    rotary: int
    file_type: int


@dataclass(frozen=True, slots=True)
class LegacyToken:
    """One entry of the vocabulary: bytes as they appear in text, a space as a space."""

    text: bytes
    score: float


@dataclass(frozen=True, slots=True)
class LegacyTensor:
    """A tensor in one of ggml's types; rows are read as the bytes that the type has today."""

    name: str
    shape: tuple[int, ...]  # rows first
    type: str  # as gguf's GGMLQuantizationType names it
    layout: Layout
    read_rows: Callable[[int, int], NDArray[np.uint8]]  # rows from, to: (to - from, bytes of a row)

    @property
    def rows(self) -> int:
        """How many rows there are; a vector is one."""
        return prod(self.shape[:-1])


@dataclass(frozen=True, slots=True)
class LegacyModel:
    """All of a file. `form` is ggml, ggmf or ggjt."""

    form: str
    version: int
    shape: LegacyShape
    tokens: tuple[LegacyToken, ...]
    tensors: dict[str, LegacyTensor]


@dataclass(slots=True)
class Cursor:
    """A place in the file that moves on as it is read; DamagedFile where the file ends."""

    source: Bytes
    place: int = 0

    def skip(self, count: int) -> int:
        """Move on; gives the place before."""
        before, self.place = self.place, self.place + count
        if self.place > self.source.length:
            cut_off = words.FILE_CUT_OFF.filled(
                name=self.source.name, file_bytes=self.source.length, needed_bytes=self.place
            )
            raise DamagedFile(cut_off, words.DOWNLOAD_AGAIN)
        return before

    def take(self, count: int) -> bytes:
        """The next bytes."""
        return self.source.read(self.skip(count), self.place).tobytes()

    def numbers(self, count: int) -> tuple[int, ...]:
        """The next 32-bit numbers."""
        return tuple(np.frombuffer(self.take(4 * count), "<u4").tolist())


def is_legacy(source: Bytes) -> bool:
    """Whether the file begins like one of these."""
    return source.length >= 4 and source.read(0, 4).tobytes() in MAGICS


def open_legacy(source: Bytes) -> LegacyModel:
    """The model; DamagedFile when it says what cannot be true, CannotConvert for a type whose layout is forgotten."""
    cursor = Cursor(source)
    form = MAGICS.get(cursor.take(4) if source.length >= 4 else b"")
    if form is None:
        raise UnknownSource(words.NOT_LEGACY.filled(name=source.name), words.CHOOSE_CHECKPOINT)
    version = 0 if form == "ggml" else cursor.numbers(1)[0]
    if version not in VERSIONS[form]:
        raise UnknownSource(words.LEGACY_VERSION.filled(name=source.name, form=form, version=version), words.USE_PLAIN)
    shape = LegacyShape(*cursor.numbers(7))
    if shape.vocabulary > MOST_TOKENS:
        raise unreadable(source)
    tokens = tuple(read_token(cursor, number, scored=form != "ggml") for number in range(shape.vocabulary))
    tensors: dict[str, LegacyTensor] = {}
    while cursor.place < source.length:
        tensor = read_tensor(cursor, form, version)
        if tensor.name in tensors or len(tensors) >= MOST_TENSORS:
            raise unreadable(source)
        tensors[tensor.name] = tensor
    return LegacyModel(form, version, shape, tokens, tensors)


def read_token(cursor: Cursor, number: int, scored: bool) -> LegacyToken:
    """The next token. The oldest files have LLaMA's vocabulary without scores; its scores count the merges down."""
    (count,) = cursor.numbers(1)
    if count > MOST_TOKEN_BYTES:
        raise unreadable(cursor.source)
    text = cursor.take(count)
    if not scored:
        return LegacyToken(text, float(min(0, BYTE_TOKENS - number)))
    return LegacyToken(text, float(np.frombuffer(cursor.take(4), "<f4")[0]))


def read_tensor(cursor: Cursor, form: str, version: int) -> LegacyTensor:
    """The next tensor; its data is passed over."""
    axes, name_bytes, type_number = cursor.numbers(3)
    if not 1 <= axes <= 2 or not 1 <= name_bytes <= MOST_NAME_BYTES:
        raise unreadable(cursor.source)
    shape = cursor.numbers(axes)[::-1]
    name = cursor.take(name_bytes).decode("utf-8", "replace")
    layout = LAYOUTS.get((type_number, version if form == "ggjt" else 1))
    if layout is None:
        told = words.LEGACY_TYPE.filled(
            name=cursor.source.name, tensor=shortened(name), type=type_number, form=form, version=version
        )
        raise CannotConvert(told, words.USE_PLAIN)
    blocks, rest = divmod(shape[-1], layout.elements)
    if rest or 0 in shape:
        raise damaged(cursor.source, name)
    if form == "ggjt":
        cursor.skip(-cursor.place % ALIGNMENT)
    row_bytes = blocks * layout.stored_bytes
    start = cursor.skip(prod(shape[:-1]) * row_bytes)
    return LegacyTensor(name, shape, layout.type, layout, row_reader(cursor.source, name, start, row_bytes, layout))


def row_reader(
    source: Bytes, name: str, start: int, row_bytes: int, layout: Layout
) -> Callable[[int, int], NDArray[np.uint8]]:
    """Reads rows and lays them out as today; DamagedFile when a scale is no number, or too large for today's."""

    def read_rows(first: int, last: int) -> NDArray[np.uint8]:
        stored = source.read(start + first * row_bytes, start + last * row_bytes).reshape(last - first, row_bytes)
        try:
            return todays_bytes(stored, layout)
        except OverflowError as error:
            raise damaged(source, name) from error

    return read_rows


def unreadable(source: Bytes) -> DamagedFile:
    """The error for a head or a list that makes no sense."""
    return DamagedFile(words.LIST_DAMAGED.filled(name=source.name), words.DOWNLOAD_AGAIN)


def damaged(source: Bytes, name: str) -> DamagedFile:
    """The error for one tensor."""
    return DamagedFile(words.TENSOR_DAMAGED.filled(name=source.name, tensor=shortened(name)), words.DOWNLOAD_AGAIN)
