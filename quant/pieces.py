"""A tensor's way into the file: rows are read, put in order, quantised on several threads, and handed on in order.

The pieces of all tensors are one stream, so that no thread waits for the end of a tensor.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from functools import partial
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from quant import words
from quant.errors import CannotConvert
from quant.native import quantise_rows
from quant.tensors import StoredTensor
from quant.types import Type

VALUES_AT_ONCE = 1 << 20  # 4 MiB as float32: large enough for ggml, small enough that many threads stay small
Piece = Callable[[], NDArray[np.uint8]]  # makes the bytes of some rows, on any thread
Owner = TypeVar("Owner")
FLOATS = ("float32", "float16", "bfloat16", "float64")


def check_dtype(tensor: StoredTensor) -> None:
    """Raise CannotConvert unless its values are floats of a kind that checkpoints use."""
    if tensor.dtype not in FLOATS:
        raise CannotConvert(words.UNKNOWN_DTYPE.filled(name=tensor.name, dtype=tensor.dtype), words.ONLY_FLOATS)


def encoded(tensor: StoredTensor, order: NDArray[np.intp] | None, kind: Type) -> Iterator[Piece]:
    """What makes the bytes of `tensor` in type `kind`, in order."""
    rows, columns = tensor.shape[0], int(np.prod(tensor.shape[1:], dtype=np.int64))

    def encode(first: int, last: int) -> NDArray[np.uint8]:
        values = as_float32(_read(tensor, order, first, last), tensor.dtype)
        if len(tensor.shape) == 1:
            return quantise_rows(values.reshape(1, last - first), kind)
        return quantise_rows(values.reshape(last - first, columns), kind)

    return by_rows(encode, rows, max(1, VALUES_AT_ONCE // max(1, columns)))


def by_rows(encode: Callable[[int, int], NDArray[np.uint8]], rows: int, step: int) -> Iterator[Piece]:
    """`encode` for the rows from the first up to the last, `step` of them at once."""
    return (partial(encode, first, min(first + step, rows)) for first in range(0, rows, step))


def as_it_is(read_rows: Callable[[int, int], NDArray[np.uint8]], rows: int, columns: int) -> Iterator[Piece]:
    """What makes the bytes of a matrix that stays in its type."""

    def read(first: int, last: int) -> NDArray[np.uint8]:
        return np.ascontiguousarray(read_rows(first, last))

    return by_rows(read, rows, max(1, VALUES_AT_ONCE // columns))


def as_float32(values: NDArray[np.generic], dtype: str) -> NDArray[np.float32]:
    """The same numbers in 32 bits."""
    if dtype == "bfloat16":  # the upper half of a float32
        return (values.astype(np.uint32) << 16).view(np.float32)
    return values.astype(np.float32, copy=False)


def _read(tensor: StoredTensor, order: NDArray[np.intp] | None, first: int, last: int) -> NDArray[np.generic]:
    if order is None:
        return tensor.read_rows(first, last)
    taken = order[first:last]
    lowest = int(taken.min())  # rows move within a head or two, so that what lies between is little
    return tensor.read_rows(lowest, int(taken.max()) + 1)[taken - lowest]


def in_order(
    pieces: Iterable[tuple[Owner, Piece]], pool: Executor, ahead: int
) -> Iterator[tuple[Owner, NDArray[np.uint8]]]:
    """The bytes of each piece with whose they are, in order, at most `ahead` of them waiting."""
    waiting: deque[tuple[Owner, Future[NDArray[np.uint8]]]] = deque()
    try:
        for owner, piece in pieces:
            waiting.append((owner, pool.submit(piece)))
            if len(waiting) > ahead:
                oldest, made = waiting.popleft()
                yield oldest, made.result()
        while waiting:
            oldest, made = waiting.popleft()
            yield oldest, made.result()
    finally:
        for _, future in waiting:
            future.cancel()
