"""Two GGUF files side by side: metadata, types, bytes, and how far each tensor's values lie apart."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from gguf.quants import dequantize
from numpy.typing import NDArray

from quant.formats.gguf import GgufTensor, open_gguf
from quant.formats.plain import MappedFile

VALUES_AT_ONCE = 1 << 22


@dataclass(frozen=True, slots=True)
class ComparedTensor:
    """One tensor in both files; the types are empty where a file does not have it."""

    name: str
    type_a: str
    type_b: str
    same_bytes: bool
    relative_rms: float | None  # of b − a, in parts of a; None when they cannot be compared


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two files."""

    same_file: bool
    metadata: tuple[str, ...]  # keys that differ, or that only one has
    tensors: tuple[ComparedTensor, ...]

    def as_plain(self) -> dict[str, object]:
        """The same as JSON can hold it."""
        return asdict(self)


def compare(first: Path, second: Path) -> Comparison:
    """Compare two GGUF files. Raises DamagedFile for one that cannot be read."""
    file_a, file_b = MappedFile(first), MappedFile(second)
    a, b = open_gguf(file_a), open_gguf(file_b)
    names = [*a.tensors, *(name for name in b.tensors if name not in a.tensors)]
    keys = dict.fromkeys(entry.key for entry in (*a.metadata, *b.metadata))
    return Comparison(
        same_file=_same(file_a.read(0, file_a.length), file_b.read(0, file_b.length)),
        metadata=tuple(key for key in keys if a.value(key) != b.value(key)),
        tensors=tuple(_compared(name, a.tensors.get(name), b.tensors.get(name)) for name in names),
    )


def _compared(name: str, a: GgufTensor | None, b: GgufTensor | None) -> ComparedTensor:
    type_a, type_b = (tensor.kind.name if tensor else "" for tensor in (a, b))
    if a is None or b is None or a.shape != b.shape:
        return ComparedTensor(name, type_a, type_b, same_bytes=False, relative_rms=None)
    if a.kind == b.kind and _same(a.read_rows(0, a.rows), b.read_rows(0, b.rows)):
        return ComparedTensor(name, type_a, type_b, same_bytes=True, relative_rms=0.0)
    return ComparedTensor(name, type_a, type_b, same_bytes=False, relative_rms=_relative_rms(a, b))


def _same(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> bool:
    """Whether the bytes are equal; compared some at a time, because numpy keeps a result for each."""
    a, b = a.reshape(-1), b.reshape(-1)
    starts = range(0, len(a), VALUES_AT_ONCE)
    return len(a) == len(b) and all(
        np.array_equal(a[start : start + VALUES_AT_ONCE], b[start : start + VALUES_AT_ONCE]) for start in starts
    )


def _relative_rms(a: GgufTensor, b: GgufTensor) -> float | None:
    apart = size = 0.0
    for values, others in zip(_pieces(a), _pieces(b), strict=True):
        apart += float(np.sum((others - values) ** 2, dtype=np.float64))
        size += float(np.sum(values**2, dtype=np.float64))
    return float(np.sqrt(apart / size)) if size else None


def _pieces(tensor: GgufTensor) -> Iterator[NDArray[np.float32]]:
    """The tensor's values, some rows at a time."""
    step = max(1, VALUES_AT_ONCE // tensor.shape[-1])
    for start in range(0, tensor.rows, step):
        yield dequantize(tensor.read_rows(start, min(start + step, tensor.rows)), tensor.kind).astype(np.float32)
