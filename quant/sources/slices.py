"""Rows of a matrix that lies in several files: cut into parts of each row, or into ranges of rows."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Item = TypeVar("Item", bound=np.generic)
ReadRows = Callable[[int, int], NDArray[Item]]  # rows from, to


def side_by_side(parts: Sequence[ReadRows[Item]]) -> ReadRows[Item]:
    """Reads rows of which each file has a part."""

    def read_rows(first: int, last: int) -> NDArray[Item]:
        return np.concatenate([part(first, last) for part in parts], axis=1)

    return read_rows


def one_below_another(parts: Sequence[ReadRows[Item]], height: int) -> ReadRows[Item]:
    """Reads rows of which each file has `height`, one file after another."""

    def read_rows(first: int, last: int) -> NDArray[Item]:
        pieces = []
        for number, part in enumerate(parts):
            above = number * height
            inside = max(first - above, 0), min(last - above, height)
            if inside[0] < inside[1]:
                pieces.append(part(*inside))
        return np.concatenate(pieces) if pieces else parts[0](0, 0)

    return read_rows
