"""Writes a GGUF in one pass: the header, then each tensor at its place. Its name appears when it is whole.

Tensors are written in the file's order, or shard by shard where a checkpoint's shards arrive one after another.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from io import BytesIO
from itertools import accumulate, groupby
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO

import numpy as np
from gguf import GGUFWriter
from gguf.gguf_writer import WriterState

from quant import words
from quant.errors import CannotConvert, CannotWrite, QuantError
from quant.ledger import Ledger
from quant.metadata import Entry
from quant.pieces import Piece, in_order
from quant.types import Type, tensor_bytes

ALIGNMENT_BYTES = 32
AtHand = Callable[[str], AbstractContextManager[None]]  # the shard of that name is there while the context lasts
Wrote = Callable[[str, int], None]  # tensor, bytes


@dataclass(frozen=True, slots=True)
class Part:
    """One tensor to be written: `pieces` make its bytes, in order, while its shard is there."""

    name: str
    shape: tuple[int, ...]
    kind: Type
    pieces: Callable[[], Iterator[Piece]]
    shard: str = ""  # empty: always there

    @property
    def bytes(self) -> int:
        """Size in the file, without padding."""
        return tensor_bytes(self.shape, self.kind)


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
    wrote: Wrote,
    at_hand: AtHand = lambda shard: nullcontext(),
) -> int:
    """Write the file on so many threads, telling `wrote(tensor, bytes)` after every piece; returns its size.

    An error leaves nothing. Ctrl-C or a kill leaves `target`.part, which the next run replaces. Whole shards are never
    lost: with them the part stays after an error too, and the next run goes on behind them.
    """
    part_path = target.with_name(target.name + ".part")
    _check_room(target.parent, sum(_padded(part.bytes) for part in parts), part_path)
    header = _header(architecture, metadata, parts)
    ledger = Ledger(part_path, header)
    try:
        with part_path.open("r+b" if ledger.shards else "wb") as file, ThreadPoolExecutor(threads, "quantise") as pool:
            file.write(header)
            file_bytes = _write_shards(file, parts, ledger, _Work(pool, threads + 2, wrote), at_hand)
        os.replace(part_path, target)  # noqa: PTH105 - the house's word for "now it is whole"
        ledger.remove()
    except OSError as error:
        _clear(part_path, ledger)
        raise CannotWrite(words.WRITING_FAILED.filled(path=target, reason=error.strerror), words.MAKE_ROOM) from error
    except QuantError:
        _clear(part_path, ledger)
        raise
    return file_bytes


def _header(architecture: str, metadata: Sequence[Entry], parts: Sequence[Part]) -> bytes:
    """All before the tensors, padded."""
    writer = GGUFWriter(None, architecture)
    for entry in metadata:
        writer.add_key_value(entry.key, entry.value, entry.kind, entry.of)
    for part in parts:
        writer.add_tensor_info(part.name, part.shape, np.dtype(np.float32), part.bytes, part.kind)
    memory = BytesIO()
    writer.fout, writer.state = [memory], WriterState.EMPTY  # type: ignore[list-item]  # it knows files only
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_ti_data_to_file()
    header = memory.getvalue()
    return header.ljust(_padded(len(header)), b"\0")


@dataclass(frozen=True, slots=True)
class _Work:
    pool: Executor
    ahead: int  # pieces that wait to be written, at most
    wrote: Wrote


def _write_shards(file: BinaryIO, parts: Sequence[Part], ledger: Ledger, work: _Work, at_hand: AtHand) -> int:
    """Write all parts behind the header; returns the size of the file."""
    *starts, end = accumulate((_padded(part.bytes) for part in parts), initial=file.tell())
    file.truncate(end)
    placed = sorted(zip(parts, starts, strict=True), key=lambda each: each[0].shard)
    for shard, group in groupby(placed, lambda each: each[0].shard):
        if shard in ledger.shards:
            for part, _ in group:
                work.wrote(part.name, part.bytes)
            continue
        with at_hand(shard) if shard else nullcontext():
            _write_parts(file, dict(group), work)
            file.flush()
            os.fsync(file.fileno())
            if shard:
                ledger.add(shard)
    return end


def _write_parts(file: BinaryIO, starts: dict[Part, int], work: _Work) -> None:
    pieces = ((part, piece) for part in starts for piece in part.pieces())
    for part, made in groupby(in_order(pieces, work.pool, work.ahead), itemgetter(0)):
        file.seek(starts[part])
        for _, piece in made:
            file.write(piece.data)
            work.wrote(part.name, piece.nbytes)
        if file.tell() != starts[part] + part.bytes:
            raise CannotConvert(words.TENSOR_IS_SHORT.filled(name=part.name), words.GET_THE_CHECKPOINT_AGAIN)


def _clear(part_path: Path, ledger: Ledger) -> None:
    if not ledger.shards:
        part_path.unlink(missing_ok=True)


def _check_room(folder: Path, data_bytes: int, part_path: Path) -> None:
    """Raise CannotWrite if the disk is too full. A file that is replaced keeps its room until the new one is whole."""
    need = data_bytes + 64 * 1024 * 1024  # the header: a vocabulary of 250,880 tokens takes about 10 MB
    free = shutil.disk_usage(folder).free + (_bytes_on_disk(part_path) if part_path.exists() else 0)
    if need > free:
        gib = 1 << 30
        raise CannotWrite(
            words.DISK_IS_TOO_SMALL.filled(need=f"{need / gib:.1f}", free=f"{free / gib:.1f}"), words.MAKE_ROOM
        )


def _bytes_on_disk(path: Path) -> int:
    """What an unfinished file takes, whose end is mostly a hole."""
    stat = path.stat()
    return stat.st_blocks * 512 if hasattr(stat, "st_blocks") else stat.st_size


def _padded(length: int) -> int:
    return -(-length // ALIGNMENT_BYTES) * ALIGNMENT_BYTES
