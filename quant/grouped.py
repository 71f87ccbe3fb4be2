"""A quantised matrix in plain terms: whole codes, and a scale and zero point for each group of columns.

A weight is scale · (code − zero). Rows are outputs, columns inputs, as in every checkpoint's unquantised weights.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from quant.codes import BLOCK, Codes, PlainCodes


@dataclass(frozen=True, slots=True)
class Grouped:
    """Some rows of a quantised matrix."""

    bits: int
    codes: Codes  # from 0 to 2 ** bits - 1
    scales: NDArray[np.float32]  # (rows, groups)
    zeros: NDArray[np.int16]  # (rows, groups), from 0 to 2 ** bits
    groups: NDArray[np.int32]  # (columns): the group of each


def weights(matrix: Grouped) -> NDArray[np.float32]:
    """What the codes stand for; (rows, columns)."""
    less_zero = matrix.codes.each().astype(np.float32) - matrix.zeros[:, matrix.groups]
    return less_zero * matrix.scales[:, matrix.groups]


def reordered(matrix: Grouped, order: NDArray[np.intp]) -> Grouped:
    """The same with its columns in another order."""
    return replace(matrix, codes=PlainCodes(matrix.codes.each()[:, order]), groups=matrix.groups[order])


def is_blockwise(groups: NDArray[np.int32]) -> bool:
    """Whether every block of 32 columns lies in one group: only then can one scale a block say all."""
    if len(groups) % BLOCK:
        return False
    blocks = groups.reshape(-1, BLOCK)
    return bool((blocks == blocks[:, :1]).all())


def blockwise_order(groups: NDArray[np.int32]) -> NDArray[np.intp] | None:
    """An order of the columns in which every block lies in one group; None when there is none.

    Act-order quantisation scatters the groups. Where a matrix's columns may be moved (down_proj: its order of columns
    becomes the order of the rows of gate_proj and up_proj), this order makes it exact again.
    """
    order = np.argsort(groups, kind="stable")
    return order if is_blockwise(groups[order]) else None
