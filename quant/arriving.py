"""Shards that arrive one after another: planned from what the index promises, read once they are there.

The largest checkpoints need twice their size on the disk when they are downloaded and then converted. This way it is
the result and one shard.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quant import words
from quant.errors import DamagedFile
from quant.formats.encrypted import EncryptedFile, is_encrypted, plain_name
from quant.formats.plain import MappedFile
from quant.formats.safetensors import is_safetensors, open_safetensors
from quant.formats.torch_pickle import open_torch
from quant.pieces import as_float32, check_dtype
from quant.tensors import Bytes, StoredTensor

Lend = Callable[[str], AbstractContextManager[None]]  # waits for the file of that plain name; afterwards it may go


class ArrivingShards:
    """The shards of one folder; at most one of them is open."""

    def __init__(self, folder: Path, key: Path | None, lend: Lend) -> None:
        self._folder, self._key, self._lend = folder, key, lend
        self._opened: Mapping[str, StoredTensor] = {}

    @contextmanager
    def at_hand(self, shard: str) -> Iterator[None]:
        """Wait for a shard, and have it open until the end. Raises QuantError when it is not what it should be."""
        with self._lend(shard):
            self._opened = open_weights(self._found(shard))
            try:
                yield
            finally:
                self._opened = {}  # the file can only go when nothing maps it

    def promised(self, name: str, shape: tuple[int, ...], shard: str) -> StoredTensor:
        """A tensor of a shard that may not be there yet. Its numbers come as 32 bits, whatever they are stored in."""
        return StoredTensor(name, shape, "float32", partial(self._rows, name, shape), shard)

    def _rows(self, name: str, shape: tuple[int, ...], first: int, last: int) -> NDArray[np.generic]:
        tensor = self._opened.get(name)
        if tensor is None:
            raise DamagedFile(words.TENSOR_IS_MISSING.filled(name=name), words.GET_THE_CHECKPOINT_AGAIN)
        if tensor.shape != shape:
            shapes = words.WRONG_SHAPE.filled(name=name, found=tensor.shape, expected=shape)
            raise DamagedFile(shapes, words.CHECK_THE_CONFIG)
        check_dtype(tensor)
        return as_float32(tensor.read_rows(first, last), tensor.dtype)

    def _found(self, shard: str) -> Bytes:
        for path in self._folder.iterdir():
            if plain_name(path) == shard:
                if not is_encrypted(path):
                    return MappedFile(path)
                file = EncryptedFile(path, self._key)
                file.prove()  # a wrong key opens it, to nonsense
                return file
        raise DamagedFile(words.PART_IS_MISSING.filled(name=shard), words.GET_THE_CHECKPOINT_AGAIN)


def open_weights(source: Bytes) -> dict[str, StoredTensor]:
    """The tensors of a file of weights, of either kind."""
    return open_safetensors(source) if is_safetensors(source) else open_torch(source)
