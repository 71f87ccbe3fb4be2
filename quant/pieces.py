"""A tensor's way into the file: rows are read, put in order, quantised on several threads, and handed on in order."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future

import numpy as np
from numpy.typing import NDArray

from quant import words
from quant.errors import CannotConvert
from quant.native import quantise_rows
from quant.tensors import StoredTensor
from quant.types import Type

VALUES_AT_ONCE = 1 << 20  # 4 MiB as float32: large enough for ggml, small enough that many threads stay small
FLOATS = ("float32", "float16", "bfloat16", "float64")


def check_dtype(tensor: StoredTensor) -> None:
    """Raise CannotConvert unless its values are floats of a kind that checkpoints use."""
    if tensor.dtype not in FLOATS:
        raise CannotConvert(words.UNKNOWN_DTYPE.filled(name=tensor.name, dtype=tensor.dtype), words.ONLY_FLOATS)


def encoded(
    tensor: StoredTensor, order: NDArray[np.intp] | None, kind: Type, pool: Executor, threads: int
) -> Iterator[NDArray[np.uint8]]:
    """The bytes of `tensor` in type `kind`, in order; never more than a few pieces per thread in memory."""
    rows, columns = tensor.shape[0], int(np.prod(tensor.shape[1:], dtype=np.int64))
    step = max(1, VALUES_AT_ONCE // max(1, columns))

    def encode(first: int, last: int) -> NDArray[np.uint8]:
        values = as_float32(_read(tensor, order, first, last), tensor.dtype)
        if len(tensor.shape) == 1:
            return quantise_rows(values.reshape(1, last - first), kind)
        return quantise_rows(values.reshape(last - first, columns), kind)

    return in_order(encode, [(first, min(first + step, rows)) for first in range(0, rows, step)], pool, threads + 2)


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
    encode: Callable[[int, int], NDArray[np.uint8]], ranges: list[tuple[int, int]], pool: Executor, ahead: int
) -> Iterator[NDArray[np.uint8]]:
    """What `encode` makes of each range, in order, at most `ahead` of them waiting."""
    waiting: deque[Future[NDArray[np.uint8]]] = deque()
    try:
        for first, last in ranges:
            waiting.append(pool.submit(encode, first, last))
            if len(waiting) > ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()
