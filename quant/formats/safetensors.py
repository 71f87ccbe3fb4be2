"""safetensors files: eight bytes of length, a list in JSON, then the tensors."""

import json
from math import prod

from quant import words
from quant.errors import CannotConvert, DamagedFile
from quant.formats.rows import are_sizes, contiguous, item_type, shortened
from quant.tensors import Bytes, StoredTensor

TYPES = {
    "F64": "float64",
    "F32": "float32",
    "F16": "float16",
    "BF16": "bfloat16",
    "I64": "int64",
    "I32": "int32",
    "I16": "int16",
    "I8": "int8",
    "U8": "uint8",
    "BOOL": "bool",
}
MOST_LIST_BYTES = 4 << 20  # the largest checkpoints need some hundred thousand; JSON grows thirty-fold in memory


def open_safetensors(source: Bytes) -> dict[str, StoredTensor]:
    """The tensors of the file by name; DamagedFile when it says anything about itself that cannot be true."""
    listed, data = read_list(source)
    tensors, places = {}, []
    for name, entry in listed.items():
        if name == "__metadata__":
            continue
        dtype, shape, first, last = checked(source, name, entry, source.length - data)
        places.append((first, last, name))
        tensors[name] = contiguous(source, name, data + first, shape, dtype)
    end = 0
    for first, last, name in sorted(places):
        if first < end:
            raise damaged(source, name)
        end = last
    return tensors


def is_safetensors(source: Bytes) -> bool:
    """Whether the file begins like one: a length that fits the file, and a brace."""
    if source.length < 9:
        return False
    list_bytes = int.from_bytes(source.read(0, 8).tobytes(), "little")
    return 2 <= list_bytes <= source.length - 8 and source.read(8, 9).tobytes() == b"{"


def read_list(source: Bytes) -> tuple[dict[str, object], int]:
    """The list, and where the data begins."""
    unreadable = DamagedFile(words.LIST_DAMAGED.filled(name=source.name), words.DOWNLOAD_AGAIN)
    list_bytes = int.from_bytes(source.read(0, 8).tobytes(), "little") if source.length >= 8 else 0
    data = 8 + list_bytes
    if data > source.length:
        cut_off = words.FILE_CUT_OFF.filled(name=source.name, file_bytes=source.length, needed_bytes=data)
        raise DamagedFile(cut_off, words.DOWNLOAD_AGAIN)
    if not 2 <= list_bytes <= MOST_LIST_BYTES:
        raise unreadable
    try:
        listed = json.loads(source.read(8, data).tobytes(), object_pairs_hook=without_repetition)
    except (ValueError, RecursionError) as error:
        raise unreadable from error
    if not isinstance(listed, dict):
        raise unreadable
    return listed, data


def without_repetition(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A JSON object; ValueError when a name stands twice, because readers differ in which one they take."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found


def checked(source: Bytes, name: str, entry: object, data_bytes: int) -> tuple[str, tuple[int, ...], int, int]:
    """A tensor's numpy type, shape, first byte and last in the data, which is `data_bytes` long."""
    if not isinstance(entry, dict):
        raise damaged(source, name)
    stored_as, shape, offsets = (entry.get(key) for key in ("dtype", "shape", "data_offsets"))
    if not (isinstance(stored_as, str) and are_sizes(shape) and are_sizes(offsets) and len(offsets) == 2):
        raise damaged(source, name)
    if stored_as not in TYPES:
        unreadable = words.TYPE_UNREADABLE.filled(name=source.name, tensor=shortened(name), type=shortened(stored_as))
        raise CannotConvert(unreadable, words.ANOTHER_FORM)
    dtype, (first, last) = TYPES[stored_as], offsets
    if last - first != prod(shape) * item_type(dtype).itemsize:
        raise damaged(source, name)
    if last > data_bytes:
        needed_bytes = source.length - data_bytes + last
        cut_off = words.FILE_CUT_OFF.filled(name=source.name, file_bytes=source.length, needed_bytes=needed_bytes)
        raise DamagedFile(cut_off, words.DOWNLOAD_AGAIN)
    return dtype, tuple(shape), first, last


def damaged(source: Bytes, name: str) -> DamagedFile:
    """The error for one tensor's entry."""
    return DamagedFile(words.TENSOR_DAMAGED.filled(name=source.name, tensor=shortened(name)), words.DOWNLOAD_AGAIN)
