"""torch's zip files, since 1.6: `<any>/data.pkl` and one member a storage, none compressed."""

import io
import zipfile
from struct import error as StructError  # noqa: N812 - it is a class

import numpy as np
from numpy.typing import NDArray

from quant import words
from quant.errors import CannotConvert, DamagedFile, UnknownSource
from quant.formats.pickled import MOST_PICKLE_BYTES, Storage, read_pickle
from quant.formats.rows import item_type, shortened
from quant.tensors import Bytes

MOST_DIRECTORY_BYTES = 4 << 20  # zipfile takes the whole directory into memory; 100 bytes a tensor are usual
LOCAL_HEADER_BYTES, LOCAL_MAGIC = 30, b"PK\x03\x04"
ENCRYPTED = 0x1


class Window(io.RawIOBase):
    """The file as zipfile wants it; it gives no more at once than a directory may have."""

    def __init__(self, source: Bytes) -> None:
        super().__init__()
        self._source, self._place = source, 0

    def seekable(self) -> bool:
        """zipfile asks."""
        return True

    def tell(self) -> int:
        """Where the next read begins."""
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """As any file; ValueError before the beginning."""
        origin = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._source.length}[whence]
        if origin + offset < 0:
            raise ValueError
        self._place = origin + offset
        return self._place

    def read(self, size: int | None = -1, /) -> bytes:
        """As any file; ValueError when more is wanted than a sane directory has."""
        left = max(0, self._source.length - self._place)
        wanted = left if size is None or size < 0 else min(size, left)
        if wanted > MOST_DIRECTORY_BYTES:
            raise ValueError
        taken = self._source.read(self._place, self._place + wanted).tobytes()
        self._place += len(taken)
        return taken


def is_zip(source: Bytes) -> bool:
    """Whether the file begins as a zip file does."""
    return source.length >= 4 and source.read(0, 4).tobytes() == LOCAL_MAGIC


def read_list(source: Bytes) -> tuple[object, dict[str, int]]:
    """What the pickle says, and the first byte of each storage by its key."""
    members = read_directory(source)
    pickles = [name for name in members if name == "data.pkl" or name.endswith("/data.pkl")]
    if len(pickles) != 1:
        raise UnknownSource(words.NOT_TORCH.filled(name=source.name), words.CHOOSE_CHECKPOINT)
    folder = pickles[0].removesuffix("data.pkl")
    if (order := members.get(f"{folder}byteorder")) and content(source, order).tobytes()[:3] == b"big":
        raise CannotConvert(words.BIG_ENDIAN.filled(name=source.name), words.ANOTHER_FORM)
    described = members[pickles[0]]
    if described.file_size > MOST_PICKLE_BYTES:
        raise DamagedFile(words.LIST_DAMAGED.filled(name=source.name), words.DOWNLOAD_AGAIN)
    pickle = read_pickle(source.name, io.BytesIO(content(source, described).tobytes()))
    return pickle.value, {storage.key: start(source, members, folder, storage) for storage in pickle.storages}


def read_directory(source: Bytes) -> dict[str, zipfile.ZipInfo]:
    """The members by name; DamagedFile when there is no sane directory at the end, as in a file that is cut off."""
    try:
        with zipfile.ZipFile(Window(source)) as archive:
            return {member.filename: member for member in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, StructError, OverflowError, IndexError) as error:
        raise DamagedFile(words.LIST_DAMAGED.filled(name=source.name), words.DOWNLOAD_AGAIN) from error


def start(source: Bytes, members: dict[str, zipfile.ZipInfo], folder: str, storage: Storage) -> int:
    """The first byte of a storage; DamagedFile when its member is missing, or of another size than the pickle says."""
    member = members.get(f"{folder}data/{storage.key}")
    if member is None or member.file_size != storage.whole * item_type(storage.dtype).itemsize:
        damaged = words.TENSOR_DAMAGED.filled(name=source.name, tensor=shortened(storage.key))
        raise DamagedFile(damaged, words.DOWNLOAD_AGAIN)
    return first_byte(source, member)


def content(source: Bytes, member: zipfile.ZipInfo) -> NDArray[np.uint8]:
    """The bytes of a member."""
    first = first_byte(source, member)
    return source.read(first, first + member.file_size)


def first_byte(source: Bytes, member: zipfile.ZipInfo) -> int:
    """Where a member begins: behind its local header, whose padding the directory does not tell."""
    if member.compress_type != zipfile.ZIP_STORED or member.flag_bits & ENCRYPTED:
        raise CannotConvert(words.COMPRESSED.filled(name=source.name), words.UNPACK_FIRST)
    header, first = member.header_offset, member.header_offset + LOCAL_HEADER_BYTES
    if member.file_size == member.compress_size and header >= 0 and first <= source.length:
        local = source.read(header, first).tobytes()
        first += int.from_bytes(local[26:28], "little") + int.from_bytes(local[28:30], "little")
        if local[:4] == LOCAL_MAGIC and first + member.file_size <= source.length:
            return first
    raise DamagedFile(words.LIST_DAMAGED.filled(name=source.name), words.DOWNLOAD_AGAIN)
