"""BELLE's `.enc` files: 32 bytes of hash, then the content XOR Meta's LLaMA-1 7B, which only its holders can undo.

Content and key go in step, a chunk at a time. A short last chunk of the key is repeated to fill its chunk of content;
then the key begins again. Bytes are opened as they are read; nothing is ever written to disk.
"""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quant import words
from quant.errors import DamagedFile, WrongKey
from quant.formats.plain import MappedFile
from quant.tensors import Bytes

CHUNK_BYTES = 10 << 20
HASH_BYTES = 32
NAME = re.compile(r"(?P<plain>.+)\.(?P<hash>[0-9a-f]{64})\.enc")
KEY_NAME, KEY_BYTES, KEY_MD5 = "consolidated.00.pth", 13_476_939_516, "6efc8dab194ab59e49cd24be5574d85e"


def is_encrypted(path: Path) -> bool:
    """Whether the file is one of BELLE's: its name tells a hash, and its first bytes are that hash."""
    told = NAME.fullmatch(path.name)
    if told is None:
        return False
    with path.open("rb") as file:
        return file.read(HASH_BYTES) == bytes.fromhex(told["hash"])


def plain_name(path: Path) -> str:
    """What the file is called when it is open: `config.json` of `config.json.<hash>.enc`."""
    told = NAME.fullmatch(path.name)
    return told["plain"] if told else path.name


def hashes_in_names(folder: Path) -> set[str]:
    """The hashes that the names of encrypted files tell, each of the plain content."""
    return {told["hash"] for told in map(NAME.fullmatch, (path.name for path in folder.glob("*.enc"))) if told}


class XoredFile:
    """The bytes of a file from `begin` on, XOR a key, as `Bytes`."""

    def __init__(self, file: Bytes, key: Bytes, begin: int, chunk_bytes: int = CHUNK_BYTES) -> None:
        self.name, self.length = file.name, file.length - begin
        self._file, self._key, self._begin, self._chunk_bytes = file, key, begin, chunk_bytes

    def read(self, start: int, stop: int) -> NDArray[np.uint8]:
        """The plain bytes from `start` to before `stop`."""
        key = np.empty(stop - start, np.uint8)
        place = start
        while place < stop:
            first, last = key_run(place, self._key.length, self._chunk_bytes)
            taken = self._key.read(first, min(last, first + stop - place))
            key[place - start : place - start + len(taken)] = taken
            place += len(taken)
        return np.bitwise_xor(self._file.read(self._begin + start, self._begin + stop), key, out=key)


class EncryptedFile(XoredFile):
    """The plain content of an `.enc` file, as `Bytes`."""

    def __init__(self, path: Path, key: Path | None, chunk_bytes: int = CHUNK_BYTES) -> None:
        """Open `path` with `key`. WrongKey when there is none, DamagedFile when the name tells another hash."""
        if key is None:
            raise WrongKey(words.KEY_MISSING.filled(name=path.name), needed_key())
        file, opening = MappedFile(path), MappedFile(key)
        if opening.length == 0:
            raise wrong_key(path.name, opening)
        super().__init__(file, opening, HASH_BYTES, chunk_bytes)
        self.name, told = plain_name(path), NAME.fullmatch(path.name)
        self.hash = file.read(0, HASH_BYTES).tobytes().hex()
        if self.length < 0 or (told and told["hash"] != self.hash):
            raise DamagedFile(words.HASHES_DIFFER.filled(name=path.name), words.DOWNLOAD_AGAIN)

    def prove(self, on_bytes: Callable[[int, int], None] = lambda done, total: None) -> None:
        """Hash the plain content, telling `on_bytes` (done, total); WrongKey when it is not what the file says."""
        found = hashlib.sha256()
        for start in range(0, self.length, self._chunk_bytes):
            stop = min(start + self._chunk_bytes, self.length)
            found.update(self.read(start, stop).data)
            on_bytes(stop, self.length)
        if found.hexdigest() != self.hash:
            raise wrong_key(self.name, self._key)


def key_run(place: int, key_bytes: int, chunk_bytes: int) -> tuple[int, int]:
    """From where to where in the key the bytes lie that belong to the content from `place` on, as far as they run."""
    chunk, within = divmod(place, chunk_bytes)
    begin = chunk % -(-key_bytes // chunk_bytes) * chunk_bytes
    end = min(begin + chunk_bytes, key_bytes)
    first = begin + within % (end - begin)
    return first, min(end, first + chunk_bytes - within)


def wrong_key(name: str, key: Bytes) -> WrongKey:
    """The error that says which key was given and which is needed."""
    return WrongKey(words.KEY_WRONG.filled(name=name, key=key.name, key_bytes=f"{key.length:,}"), needed_key())


def needed_key() -> words.Phrase:
    """Which file opens BELLE's."""
    return words.KEY_NEEDED.filled(name=KEY_NAME, key_bytes=f"{KEY_BYTES:,}", md5=KEY_MD5)
