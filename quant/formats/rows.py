"""Rows of a tensor, out of the bytes of a file: laid out in order, or in strides."""

from collections.abc import Callable, Sequence
from math import prod
from typing import TypeGuard

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from quant.tensors import Bytes, StoredTensor

MOST_AXES = 8
NAME_CHARACTERS = 80  # of a tensor's name, in a message


def item_type(dtype: str) -> np.dtype[np.generic]:
    """How one element lies in a file: little endian, bfloat16 as the 16 bits that it is."""
    return np.dtype("uint16" if dtype == "bfloat16" else dtype).newbyteorder("<")


def shortened(name: str) -> str:
    """A name as it fits a message, however long a hostile file made it."""
    return name if len(name) <= NAME_CHARACTERS else name[:NAME_CHARACTERS] + "…"


def are_sizes(values: object) -> TypeGuard[Sequence[int]]:
    """Whether these can be a tensor's shape or strides: a few whole numbers, none negative."""
    return (
        isinstance(values, list | tuple)
        and len(values) <= MOST_AXES
        and all(type(value) is int and 0 <= value < 1 << 62 for value in values)
    )


def contiguous(source: Bytes, name: str, start: int, shape: tuple[int, ...], dtype: str) -> StoredTensor:
    """A tensor whose elements follow one another from byte `start`; the caller has checked that it ends in the file."""
    item = item_type(dtype)
    row_bytes = prod(shape[1:]) * item.itemsize

    def read_rows(first: int, last: int) -> NDArray[np.generic]:
        taken = source.read(start + first * row_bytes, start + last * row_bytes)
        return np.frombuffer(taken, item).reshape(last - first, *shape[1:])

    return StoredTensor(name, shape, dtype, read_rows)


def strided(
    source: Bytes, name: str, start: int, shape: tuple[int, ...], strides: tuple[int, ...], dtype: str
) -> StoredTensor:
    """A tensor whose elements lie `strides` elements apart, from byte `start`; checked by the caller likewise."""
    item = item_type(dtype)

    def elements(first: int, last: int) -> NDArray[np.generic]:
        return np.frombuffer(source.read(start + first * item.itemsize, start + last * item.itemsize), item)

    def read_rows(first: int, last: int) -> NDArray[np.generic]:
        rows, steps = (last - first, *shape[1:]), strides or (1,)
        return np.ascontiguousarray(gathered(elements, first * steps[0], rows, steps))

    return StoredTensor(name, shape, dtype, read_rows)


def reach(shape: Sequence[int], strides: Sequence[int]) -> int:
    """How many elements lie from the first to the last, both counted."""
    if 0 in shape:
        return 0
    return 1 + sum((size - 1) * stride for size, stride in zip(shape, strides, strict=True))


def gathered(
    elements: Callable[[int, int], NDArray[np.generic]], start: int, shape: tuple[int, ...], strides: tuple[int, ...]
) -> NDArray[np.generic]:
    """What lies at these strides, in pieces where one piece would read mostly what is not wanted.

    A few rows of a transposed matrix reach over nearly all of it: decrypting that for each few rows would take hours.
    """
    span = reach(shape, strides)
    if span <= 2 * prod(shape):
        taken = elements(start, start + span)
        return as_strided(taken, shape, [stride * taken.itemsize for stride in strides])
    axis = max((axis for axis in range(len(shape)) if shape[axis] > 1), key=lambda axis: strides[axis])
    rest, steps = (values[:axis] + values[axis + 1 :] for values in (shape, strides))
    pieces = [gathered(elements, start + step * strides[axis], rest, steps) for step in range(shape[axis])]
    return np.stack(pieces, axis)
