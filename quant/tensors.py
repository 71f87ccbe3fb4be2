"""What a checkpoint is made of: bytes that may be encrypted, and tensors that are read in rows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Bytes(Protocol):
    """A file's plain content, wherever it comes from: mapped, or decrypted as it is read."""

    name: str
    length: int

    def read(self, start: int, stop: int) -> NDArray[np.uint8]:
        """The bytes from `start` to before `stop`; callers have checked that both lie inside."""


@dataclass(frozen=True, slots=True)
class StoredTensor:
    """One tensor of a checkpoint. Nothing of it is in memory until rows are read."""

    name: str
    shape: tuple[int, ...]  # rows first, as checkpoints have it
    dtype: str  # numpy's name, or "bfloat16", whose values are then read as uint16
    read_rows: Callable[[int, int], NDArray[np.generic]]  # rows from, to: an array of shape (to - from, *shape[1:])
    shard: str = ""  # the file that has to be there before rows are read; empty: it is
