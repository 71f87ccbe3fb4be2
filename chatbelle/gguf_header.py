"""What a GGUF file says about itself: metadata, tensor shapes, and whether its bytes are all there.

Format: GGUF version 2 and 3 as in ggml's docs/gguf.md, little-endian. Only the header is read and nothing in it is
believed: every length and count is checked against the file first, so a hostile file costs an error and no memory.
The engine asks here before llama.cpp sees the file, because llama.cpp's own errors all read the same.
"""

import math
import mmap
import struct
from dataclasses import dataclass
from pathlib import Path

from gguf.constants import GGML_QUANT_SIZES, GGMLQuantizationType

from chatbelle import words
from chatbelle.errors import ModelError

MAGIC = b"GGUF"
KNOWN_VERSIONS = (2, 3)
DEFAULT_ALIGNMENT = 32
MOST_DIMENSIONS = 4
MOST_NESTED_ARRAYS = 4
SMALLEST_TENSOR_ENTRY_BYTES = 8 + 1 + 4 + 8 + 4 + 8  # name of one byte, one dimension, type, offset

# Value types of the metadata, by their number in the file.
_SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_STRING, _ARRAY = 8, 9

Scalar = int | float | bool | str


@dataclass(frozen=True, slots=True)
class ArrayOf:
    """An array in the metadata; its items are read only when they are few numbers, as for per-layer head counts."""

    count: int
    numbers: tuple[int | float | bool, ...] = ()


@dataclass(frozen=True, slots=True)
class TensorEntry:
    """One tensor: its name, ggml type, shape (columns first) and place relative to the data section."""

    name: str
    type: GGMLQuantizationType
    shape: tuple[int, ...]
    offset: int

    @property
    def bytes(self) -> int:
        """Size of the tensor's data: whole blocks."""
        block_elements, block_bytes = GGML_QUANT_SIZES[self.type]
        return math.prod(self.shape) // block_elements * block_bytes


@dataclass(frozen=True, slots=True)
class GGUFHeader:
    """The header of a complete file."""

    path: Path
    file_bytes: int
    metadata: dict[str, Scalar | ArrayOf]
    tensors: tuple[TensorEntry, ...]

    @property
    def architecture(self) -> str:
        """For example `llama`, `bloom`, `qwen2`."""
        return self.text("general.architecture")

    @property
    def name(self) -> str:
        """The name to show: people know a model by its file; blobs in a cache have only the name inside."""
        return self.path.stem if self.path.suffix == ".gguf" else self.text("general.name") or self.path.name

    def text(self, key: str) -> str:
        """A string of the metadata; empty when it is not there or no string."""
        value = self.metadata.get(key)
        return value if isinstance(value, str) else ""

    def number(self, key: str, default: int = 0) -> int:
        """An integer of the architecture's own metadata, without its prefix; the largest of a per-layer array."""
        value = self.metadata.get(f"{self.architecture}.{key}")
        numbers = value.numbers if isinstance(value, ArrayOf) else (value,)
        return max((number for number in numbers if isinstance(number, int) and number >= 0), default=default)

    @property
    def weights_bytes(self) -> int:
        """All tensors' data."""
        return sum(tensor.bytes for tensor in self.tensors)


def read_gguf_header(path: Path) -> GGUFHeader:
    """Read and check a GGUF file's header.

    Raises ModelError: the file is missing, unreadable, not a GGUF, damaged, or shorter than its tensors.
    """
    try:
        with path.open("rb") as file:
            file_bytes = path.stat().st_size
            if file_bytes < len(MAGIC) or file.read(len(MAGIC)) != MAGIC:
                raise ModelError(words.NOT_A_GGUF.filled(name=path.name), words.NEEDS_GGUF)
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                return _Reader(path, data).header()
    except FileNotFoundError as error:
        raise ModelError(words.MODEL_MISSING.filled(path=path), words.CHOOSE_ANOTHER_FILE) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise ModelError(words.MODEL_UNREADABLE.filled(path=path, reason=reason), words.CHECK_PERMISSIONS) from error


class _Reader:
    """Walks through the header's bytes; every step is checked against the end of the file."""

    def __init__(self, path: Path, data: mmap.mmap) -> None:
        self._path, self._data, self._at = path, data, len(MAGIC)

    def header(self) -> GGUFHeader:
        version = self._scalar("I")
        if version not in KNOWN_VERSIONS:
            raise self._damaged(f"GGUF version {version}")
        tensor_count, metadata_count = int(self._scalar("Q")), int(self._scalar("Q"))
        self._need(tensor_count * SMALLEST_TENSOR_ENTRY_BYTES)
        metadata = {self._string(): self._value(int(self._scalar("I"))) for _ in range(self._count(metadata_count, 13))}
        tensors = tuple(self._tensor() for _ in range(tensor_count))
        alignment = metadata.get("general.alignment", DEFAULT_ALIGNMENT)
        if not isinstance(alignment, int) or alignment <= 0 or alignment % 8:
            raise self._damaged(f"alignment {alignment}")
        data_start = -(-self._at // alignment) * alignment
        needed_bytes = max((data_start + tensor.offset + tensor.bytes for tensor in tensors), default=self._at)
        if needed_bytes > len(self._data):
            raise self._truncated(needed_bytes)
        if not isinstance(metadata.get("general.architecture"), str):
            raise self._damaged("general.architecture")
        return GGUFHeader(self._path, len(self._data), metadata, tensors)

    def _tensor(self) -> TensorEntry:
        name = self._string()
        dimensions = int(self._scalar("I"))
        if not 1 <= dimensions <= MOST_DIMENSIONS:
            raise self._damaged(f"{name}: {dimensions} dimensions")
        shape = tuple(int(self._scalar("Q")) for _ in range(dimensions))
        number, offset = int(self._scalar("I")), int(self._scalar("Q"))
        try:
            kind = GGMLQuantizationType(number)
        except ValueError:
            raise self._damaged(f"{name}: type {number}") from None
        block_elements, _ = GGML_QUANT_SIZES[kind]
        if shape[0] % block_elements:
            raise self._damaged(f"{name}: {shape[0]} columns")
        return TensorEntry(name, kind, shape, offset)

    def _value(self, kind: int, depth: int = 0) -> Scalar | ArrayOf:
        if kind in _SCALARS:
            return self._scalar(_SCALARS[kind])
        if kind == _STRING:
            return self._string()
        if kind == _ARRAY and depth < MOST_NESTED_ARRAYS:
            return self._array(depth)
        raise self._damaged(f"value type {kind}")

    def _array(self, depth: int) -> ArrayOf:
        kind, count = int(self._scalar("I")), int(self._scalar("Q"))
        if kind in _SCALARS:
            item_bytes = struct.calcsize("<" + _SCALARS[kind])
            self._need(count * item_bytes)
            start, self._at = self._at, self._at + count * item_bytes
            few = count <= 1024  # layers, not vocabularies
            return ArrayOf(count, struct.unpack_from(f"<{count}{_SCALARS[kind]}", self._data, start) if few else ())
        for _ in range(self._count(count, smallest_bytes=8)):
            if kind == _STRING:
                self._skip_string()
            else:
                self._value(kind, depth + 1)
        return ArrayOf(count)

    def _count(self, count: int, smallest_bytes: int) -> int:
        """`count`, once it is certain that so many items of at least `smallest_bytes` can follow."""
        self._need(count * smallest_bytes)
        return count

    def _scalar(self, code: str) -> int | float | bool:
        size = struct.calcsize("<" + code)
        self._need(size)
        (value,) = struct.unpack_from("<" + code, self._data, self._at)
        self._at += size
        number: int | float | bool = value
        return number

    def _string(self) -> str:
        start = self._skip_string()
        return self._data[start : self._at].decode("utf-8", errors="replace")

    def _skip_string(self) -> int:
        length = int(self._scalar("Q"))
        self._need(length)
        start, self._at = self._at, self._at + length
        return start

    def _need(self, more_bytes: int) -> None:
        if self._at + more_bytes > len(self._data):
            raise self._truncated(self._at + more_bytes)

    def _truncated(self, needed_bytes: int) -> ModelError:
        what = words.MODEL_TRUNCATED.filled(
            name=self._path.name, file_bytes=f"{len(self._data):,}", needed_bytes=f"{needed_bytes:,}"
        )
        return ModelError(what, words.DOWNLOAD_AGAIN)

    def _damaged(self, detail: str) -> ModelError:
        return ModelError(words.MODEL_DAMAGED.filled(name=self._path.name, detail=detail), words.DOWNLOAD_AGAIN)
