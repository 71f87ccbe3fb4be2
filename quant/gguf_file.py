"""Writes a GGUF in one pass: the header, then each tensor as its rows arrive. Its name appears when it is whole."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import numpy as np
from gguf import GGUFWriter

from quant import words
from quant.errors import CannotConvert, CannotWrite
from quant.metadata import Entry
from quant.pieces import Piece, in_order
from quant.types import Type, tensor_bytes

ALIGNMENT_BYTES = 32


@dataclass(frozen=True, slots=True)
class Part:
    """One tensor to be written: `pieces` make its bytes, in order."""

    name: str
    shape: tuple[int, ...]
    kind: Type
    pieces: Callable[[], Iterator[Piece]]


def check_target(target: Path, force: bool) -> None:
    """Raise CannotWrite if `target` cannot be, or should not be, written."""
    if target.is_dir():
        raise CannotWrite(words.TARGET_IS_A_FOLDER.filled(path=target), words.NAME_A_FILE)
    if target.exists() and not force:
        raise CannotWrite(words.TARGET_EXISTS.filled(path=target), words.CHOOSE_ANOTHER_TARGET_OR_FORCE)
    if not target.parent.is_dir():
        raise CannotWrite(words.NO_SUCH_FOLDER.filled(path=target.parent), words.MAKE_THE_FOLDER)


def write_gguf(
    target: Path,
    architecture: str,
    metadata: Sequence[Entry],
    parts: Sequence[Part],
    threads: int,
    wrote: Callable[[str, int], None],
) -> int:
    """Write the file on so many threads, telling `wrote(tensor, bytes)` after every piece; returns its size.

    A failure leaves nothing.
    """
    data_bytes = sum(_padded(tensor_bytes(part.shape, part.kind)) for part in parts)
    part_path = target.with_name(target.name + ".part")
    writer = GGUFWriter(part_path, architecture)
    for entry in metadata:
        writer.add_key_value(entry.key, entry.value, entry.kind, entry.of)
    for part in parts:
        size = tensor_bytes(part.shape, part.kind)
        writer.add_tensor_info(part.name, part.shape, np.dtype(np.float32), size, part.kind)
    _check_room(target.parent, data_bytes)
    try:
        try:
            writer.write_header_to_file()
            writer.write_kv_data_to_file()
            writer.write_ti_data_to_file()
            file_bytes = _write_data(writer, parts, threads, wrote)
        finally:
            writer.close()
        os.replace(part_path, target)  # noqa: PTH105 - the house's word for "now it is whole"
    except OSError as error:
        part_path.unlink(missing_ok=True)
        raise CannotWrite(words.WRITING_FAILED.filled(path=target, reason=error.strerror), words.MAKE_ROOM) from error
    except BaseException:
        part_path.unlink(missing_ok=True)
        raise
    return file_bytes


def _write_data(writer: GGUFWriter, parts: Sequence[Part], threads: int, wrote: Callable[[str, int], None]) -> int:
    if not writer.fout:
        raise ValueError("the header comes first")
    (file,) = writer.fout
    file.write(bytes(-file.tell() % ALIGNMENT_BYTES))
    pieces = ((part, piece) for part in parts for piece in part.pieces())
    with ThreadPoolExecutor(threads, thread_name_prefix="quantise") as pool:
        for part, made in groupby(in_order(pieces, pool, ahead=threads + 2), itemgetter(0)):
            written = 0
            for _, piece in made:
                file.write(piece.data)
                written += piece.nbytes
                wrote(part.name, piece.nbytes)
            if written != tensor_bytes(part.shape, part.kind):
                raise CannotConvert(words.TENSOR_IS_SHORT.filled(name=part.name), words.GET_THE_CHECKPOINT_AGAIN)
            file.write(bytes(-written % ALIGNMENT_BYTES))
    file.flush()
    os.fsync(file.fileno())
    return file.tell()


def _check_room(folder: Path, data_bytes: int) -> None:
    need = data_bytes + 64 * 1024 * 1024  # the header: a vocabulary of 250,880 tokens takes about 10 MB
    free = shutil.disk_usage(folder).free
    if need > free:
        gib = 1 << 30
        raise CannotWrite(
            words.DISK_IS_TOO_SMALL.filled(need=f"{need / gib:.1f}", free=f"{free / gib:.1f}"), words.MAKE_ROOM
        )


def _padded(length: int) -> int:
    return -(-length // ALIGNMENT_BYTES) * ALIGNMENT_BYTES
