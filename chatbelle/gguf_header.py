"""What a GGUF file says about itself: metadata, tensor shapes, and whether its bytes are all there.

Format: GGUF version 2 and 3 as in ggml's docs/gguf.md, little-endian, one file or several parts. Only headers are read.
The engine asks here before llama.cpp sees the file, because llama.cpp's own errors all read the same. What it would
refuse is refused here with a name: names that occur twice, tensors that overlap, sizes beyond 63 bits.
"""

import math
import mmap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from gguf.constants import GGML_QUANT_SIZES, GGMLQuantizationType

from chatbelle import words
from chatbelle.errors import ModelError
from chatbelle.gguf_cursor import MAGIC, ArrayOf, Cursor, Value
from chatbelle.gguf_parts import all_parts, name_of_whole

KNOWN_VERSIONS = (2, 3)
DEFAULT_ALIGNMENT = 32
MOST_DIMENSIONS = 4
LONGEST_TENSOR_NAME_BYTES = 63
MOST_ELEMENTS = 2**63 - 1
MOST_ENTRIES = 50_000  # tensors, or pieces of metadata; the largest models have some thousands
SMALLEST_TENSOR_ENTRY_BYTES = 8 + 1 + 4 + 8 + 4 + 8  # name of one byte, one dimension, type, offset
SMALLEST_METADATA_ENTRY_BYTES = 8 + 4 + 1


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
    """The header of a complete model: of its file, or of all its parts."""

    path: Path  # of the first part
    file_bytes: int
    metadata: dict[str, Value]
    tensors: tuple[TensorEntry, ...]

    @property
    def architecture(self) -> str:
        """For example `llama`, `bloom`, `qwen2`."""
        return self.text("general.architecture")

    @property
    def name(self) -> str:
        """The name to show: people know a model by its file; blobs in a cache have only the name inside."""
        named = self.path.suffix == ".gguf"
        return name_of_whole(self.path) if named else self.text("general.name") or self.path.name

    def text(self, key: str) -> str:
        """A string of the metadata; empty when it is not there or no string."""
        value = self.metadata.get(key)
        return value if isinstance(value, str) else ""

    def number(self, key: str, default: int = 0) -> int:
        """An integer of the architecture's own metadata, without its prefix; the largest of a per-layer array."""
        value = self.metadata.get(f"{self.architecture}.{key}")
        numbers = value.numbers if isinstance(value, ArrayOf) else (value,)
        return max((number for number in numbers if isinstance(number, int) and number >= 0), default=default)

    def count(self, key: str) -> int:
        """How many items an array of the metadata has; 0 when it is not there or no array."""
        value = self.metadata.get(key)
        return value.count if isinstance(value, ArrayOf) else 0

    @property
    def split_count(self) -> int:
        """In how many files the model was split, as it says itself; 0 when it says nothing."""
        value = self.metadata.get("split.count")
        return value if isinstance(value, int) else 0

    @property
    def weights_bytes(self) -> int:
        """All tensors' data."""
        return sum(tensor.bytes for tensor in self.tensors)

    @property
    def parameters(self) -> int:
        """How many numbers the model has learnt."""
        return sum(math.prod(tensor.shape) for tensor in self.tensors)


def read_gguf_header(path: Path) -> GGUFHeader:
    """Read and check a model's header; of a model in several parts, `path` is the first.

    Raises ModelError: a file is missing, unreadable, not a GGUF, damaged, or shorter than its tensors.
    """
    first, *others = (read_part(part) for part in all_parts(path))
    if not first.architecture:
        raise _damaged(path, "general.architecture")
    if max(1, first.split_count) != 1 + len(others):
        raise ModelError(words.PARTS_RENAMED.filled(name=path.name, count=first.split_count), words.GET_ALL_PARTS)
    tensors = tuple(tensor for part in (first, *others) for tensor in part.tensors)
    if len({tensor.name for tensor in tensors}) < len(tensors):
        raise _damaged(path, "a tensor occurs twice")
    return replace(first, file_bytes=sum(part.file_bytes for part in (first, *others)), tensors=tensors)


def read_part(path: Path) -> GGUFHeader:
    """Read and check the header of this one file. Raises ModelError."""
    with opened(path) as data:
        return _header(path, Cursor(data, path.name, at=len(MAGIC)))


def strings_of(header: GGUFHeader, key: str) -> Iterator[bytes]:
    """The strings of an array of the metadata, for example the tokens. Raises ModelError when the file is gone."""
    value = header.metadata.get(key)
    if isinstance(value, ArrayOf) and value.strings_at is not None:
        with opened(header.path) as data:
            cursor = Cursor(data, header.path.name, at=value.strings_at)
            for _ in range(value.count):
                yield cursor.bytes()


def opened(path: Path) -> mmap.mmap:
    """The file's bytes. Raises ModelError when it is missing, cannot be read or does not begin as a GGUF does."""
    try:
        with path.open("rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                raise ModelError(words.NOT_A_GGUF.filled(name=path.name), words.NEEDS_GGUF)
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except FileNotFoundError as error:
        raise ModelError(words.MODEL_MISSING.filled(path=path), words.CHOOSE_ANOTHER_FILE) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise ModelError(words.MODEL_UNREADABLE.filled(path=path, reason=reason), words.CHECK_PERMISSIONS) from error


def _header(path: Path, cursor: Cursor) -> GGUFHeader:
    version = cursor.uint32()
    if version not in KNOWN_VERSIONS:
        raise cursor.damaged(f"GGUF version {version}")
    tensor_count, metadata_count = cursor.uint64(), cursor.uint64()
    if max(tensor_count, metadata_count) > MOST_ENTRIES:
        raise cursor.damaged(f"{tensor_count:,} tensors, {metadata_count:,} entries")
    cursor.need(tensor_count * SMALLEST_TENSOR_ENTRY_BYTES + metadata_count * SMALLEST_METADATA_ENTRY_BYTES)
    metadata: dict[str, Value] = {}
    for _ in range(metadata_count):
        key = cursor.string()
        if key in metadata:
            raise cursor.damaged(f"{key} occurs twice")
        metadata[key] = cursor.value()
    tensors = tuple(_tensor(cursor) for _ in range(tensor_count))
    alignment = metadata.get("general.alignment", DEFAULT_ALIGNMENT)
    if not isinstance(alignment, int) or alignment <= 0 or alignment & (alignment - 1):
        raise cursor.damaged(f"alignment {alignment}")
    _check_places(cursor, tensors, alignment)
    return GGUFHeader(path, cursor.file_bytes, metadata, tensors)


def _tensor(cursor: Cursor) -> TensorEntry:
    name = cursor.string()
    if len(name.encode()) > LONGEST_TENSOR_NAME_BYTES:
        raise cursor.damaged(f"{name[:LONGEST_TENSOR_NAME_BYTES]}…")
    dimensions = cursor.uint32()
    if not 1 <= dimensions <= MOST_DIMENSIONS:
        raise cursor.damaged(f"{name}: {dimensions} dimensions")
    shape = tuple(cursor.uint64() for _ in range(dimensions))
    number, offset = cursor.uint32(), cursor.uint64()
    try:
        kind = GGMLQuantizationType(number)
    except ValueError:
        raise cursor.damaged(f"{name}: type {number}") from None
    block_elements, _ = GGML_QUANT_SIZES[kind]
    if shape[0] % block_elements or math.prod(shape) > MOST_ELEMENTS or 0 in shape:
        raise cursor.damaged(f"{name}: {' × '.join(map(str, shape))}")
    return TensorEntry(name, kind, shape, offset)


def _check_places(cursor: Cursor, tensors: tuple[TensorEntry, ...], alignment: int) -> None:
    """Tensors lie one behind the other, each at the next aligned place: so none overlaps and none is left out."""
    data_start = aligned(cursor.at, alignment)
    end = 0
    for tensor in tensors:
        if tensor.offset != end:
            raise cursor.damaged(f"{tensor.name}: offset {tensor.offset}")
        end = aligned(tensor.offset + tensor.bytes, alignment)
    needed_bytes = data_start + tensors[-1].offset + tensors[-1].bytes if tensors else cursor.at
    if needed_bytes > cursor.file_bytes:
        raise cursor.truncated(needed_bytes)


def aligned(place: int, alignment: int) -> int:
    """The first multiple of `alignment` from `place` on."""
    return -(-place // alignment) * alignment


def _damaged(path: Path, detail: str) -> ModelError:
    return ModelError(words.MODEL_DAMAGED.filled(name=path.name, detail=detail), words.DOWNLOAD_AGAIN)
