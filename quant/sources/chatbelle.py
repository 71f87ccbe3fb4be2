"""ChatBELLE-int4's one file, made by a fork of llama.cpp that was never published.

Nothing public reads it. Should BELLE's key open it to a form that is known, that is taken; otherwise it is refused by
name, with the releases that hold the same model.
"""

from pathlib import Path

from quant import words
from quant.errors import UnknownSource
from quant.formats.encrypted import HASH_BYTES, XoredFile
from quant.formats.ggml_legacy import is_legacy
from quant.formats.gguf import is_gguf
from quant.formats.plain import MappedFile
from quant.formats.torch_pickle import is_torch
from quant.tensors import Bytes

MAGICS = (bytes.fromhex("9d9a939a"), bytes.fromhex("9a939a9d"))


def is_int4(file: Bytes) -> bool:
    """Whether the file begins like that one."""
    return file.length >= 4 and file.read(0, 4).tobytes() in MAGICS


def opened_int4(file: Bytes, key: Path | None) -> Bytes:
    """Its content, if `key` opens it as it opens other files of BELLE, with a hash before it or without one.

    Raises UnknownSource when there is no key, or what it gives is nothing that is known.
    """
    pad = MappedFile(key) if key else None
    if pad is None or not pad.length:
        raise UnknownSource(words.CHATBELLE_INT4.filled(name=file.name), words.CONVERT_A_RELEASE_INSTEAD)
    for begin in (0, min(HASH_BYTES, file.length)):
        plain = XoredFile(file, pad, begin)
        if is_legacy(plain) or is_gguf(plain) or is_torch(plain):
            return plain
    told = words.CHATBELLE_INT4_STAYS_CLOSED.filled(name=file.name, key=pad.name)
    raise UnknownSource(told, words.CONVERT_A_RELEASE_INSTEAD)
