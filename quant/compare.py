"""Two GGUF files side by side: metadata, types, bytes, and how far each tensor's values lie apart."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from gguf import GGML_QUANT_SIZES, GGUFReader, ReaderTensor
from gguf.quants import dequantize
from numpy.typing import NDArray

from quant import words
from quant.errors import DamagedFile

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
    a, b = open_gguf(first), open_gguf(second)
    tensors_a, tensors_b = ({tensor.name: tensor for tensor in reader.tensors} for reader in (a, b))
    names = [*tensors_a, *(name for name in tensors_b if name not in tensors_a)]
    keys = [key for key in dict.fromkeys([*a.fields, *b.fields]) if not key.startswith("GGUF.")]
    return Comparison(
        same_file=np.array_equal(a.data, b.data),
        metadata=tuple(key for key in keys if _value(a, key) != _value(b, key)),
        tensors=tuple(_compared(name, tensors_a.get(name), tensors_b.get(name)) for name in names),
    )


def open_gguf(path: Path) -> GGUFReader:
    """The file, mapped. Raises DamagedFile."""
    try:
        return GGUFReader(path)
    except OSError as error:
        raise DamagedFile(words.NOT_READABLE.filled(path=path, reason=error.strerror), words.CHECK_THE_PATH) from error
    except (ValueError, IndexError, KeyError, UnicodeDecodeError) as error:
        raise DamagedFile(words.NOT_A_WHOLE_GGUF.filled(path=path), words.NAME_A_GGUF) from error


def _value(reader: GGUFReader, key: str) -> object:
    field = reader.fields.get(key)
    return None if field is None else field.contents()


def _compared(name: str, a: ReaderTensor | None, b: ReaderTensor | None) -> ComparedTensor:
    type_a, type_b = (tensor.tensor_type.name if tensor else "" for tensor in (a, b))
    if a is None or b is None or list(a.shape) != list(b.shape):
        return ComparedTensor(name, type_a, type_b, same_bytes=False, relative_rms=None)
    if type_a == type_b and np.array_equal(a.data, b.data):
        return ComparedTensor(name, type_a, type_b, same_bytes=True, relative_rms=0.0)
    return ComparedTensor(name, type_a, type_b, same_bytes=False, relative_rms=_relative_rms(a, b))


def _relative_rms(a: ReaderTensor, b: ReaderTensor) -> float | None:
    apart = size = 0.0
    for values, others in zip(_pieces(a), _pieces(b), strict=True):
        apart += float(np.sum((others - values) ** 2, dtype=np.float64))
        size += float(np.sum(values**2, dtype=np.float64))
    return float(np.sqrt(apart / size)) if size else None


def _pieces(tensor: ReaderTensor) -> Iterator[NDArray[np.float32]]:
    """The tensor's values, some rows at a time."""
    columns = int(tensor.shape[0])
    rows = int(tensor.n_elements) // columns
    block, block_bytes = GGML_QUANT_SIZES[tensor.tensor_type]
    data = tensor.data.reshape(rows, -1).view(np.uint8).reshape(rows, columns // block * block_bytes)
    step = max(1, VALUES_AT_ONCE // columns)
    for start in range(0, rows, step):
        yield dequantize(data[start : start + step], tensor.tensor_type).astype(np.float32)
