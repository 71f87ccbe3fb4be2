"""torch's files before 1.6: four pickles one after another, then the keys of the storages, then the storages."""

import io
from collections.abc import Iterator

from quant import words
from quant.errors import CannotConvert, DamagedFile
from quant.formats.pickled import MOST_PICKLE_BYTES, Pickle, Storage, read_pickle
from quant.formats.rows import item_type, shortened
from quant.tensors import Bytes

MAGIC_PICKLE = b"\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19."  # behind PROTO and its number
COUNT_BYTES = 8  # before each storage: how many elements it has


def is_legacy(source: Bytes) -> bool:
    """Whether the file begins with the pickle of torch's magic number."""
    return source.length >= 15 and source.read(2, 15).tobytes() == MAGIC_PICKLE


def read_list(source: Bytes) -> tuple[object, dict[str, int]]:
    """What the pickle says, and the first byte of each storage by its key."""
    file = io.BytesIO(source.read(0, min(source.length, MOST_PICKLE_BYTES)).tobytes())
    _magic, _protocol, system, described, keys = (read_pickle(source.name, file) for _ in range(5))
    if isinstance(system.value, dict) and system.value.get("little_endian") is False:
        raise CannotConvert(words.BIG_ENDIAN.filled(name=source.name), words.ANOTHER_FORM)
    return described.value, dict(starts(source, file.tell(), described, keys.value))


def starts(source: Bytes, place: int, described: Pickle, keys: object) -> Iterator[tuple[str, int]]:
    """Each storage's key and first byte; DamagedFile when it has another size than the pickle says, or is cut off."""
    known = {storage.key: storage for storage in described.storages}
    order = [key for key in keys if type(key) is str] if isinstance(keys, list) else []
    if sorted(order) != sorted(known) or differ(known, described.storages):
        raise DamagedFile(words.LIST_DAMAGED.filled(name=source.name), words.DOWNLOAD_AGAIN)
    for key in order:
        first = place + COUNT_BYTES
        place = first + known[key].whole * item_type(known[key].dtype).itemsize
        if place > source.length:
            cut_off = words.FILE_CUT_OFF.filled(name=source.name, file_bytes=source.length, needed_bytes=place)
            raise DamagedFile(cut_off, words.DOWNLOAD_AGAIN)
        if int.from_bytes(source.read(first - COUNT_BYTES, first).tobytes(), "little") != known[key].whole:
            damaged = words.TENSOR_DAMAGED.filled(name=source.name, tensor=shortened(key))
            raise DamagedFile(damaged, words.DOWNLOAD_AGAIN)
        yield key, first


def differ(known: dict[str, Storage], named: tuple[Storage, ...]) -> bool:
    """Whether a storage is named twice with different types or sizes."""
    return any((known[one.key].dtype, known[one.key].whole) != (one.dtype, one.whole) for one in named)
