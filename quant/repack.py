"""Quantised matrices into ggml's blocks without quantising again: the codes stay what calibration made them."""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from quant.blocks import q4_0, q4_1, q8_0
from quant.codes import BLOCK
from quant.grouped import Grouped, is_blockwise


class BlockType(StrEnum):
    """The types that a repacked matrix can have, named as gguf names them."""

    Q4_0 = "Q4_0"
    Q4_1 = "Q4_1"
    Q8_0 = "Q8_0"


def block_type(bits: int, zeros: NDArray[np.int16], groups: NDArray[np.int32]) -> BlockType | None:
    """The type that keeps all codes of a whole matrix; None when none does, and it must be quantised again.

    `zeros` are the zero points of all its groups, `groups` the group of each column.
    """
    if not is_blockwise(groups):
        return None
    symmetric = bool((zeros == 1 << (bits - 1)).all())
    if bits == 8:
        return BlockType.Q8_0 if symmetric else None
    return BlockType.Q4_0 if bits == 4 and symmetric else BlockType.Q4_1


def repacked(matrix: Grouped, into: BlockType) -> NDArray[np.uint8]:
    """The rows in blocks of the type that `block_type` gave; OverflowError when a scale does not fit 16 bits."""
    of_blocks = matrix.groups[::BLOCK]
    scales, minimums = in_sixteen_bits(matrix)
    wide = scales[:, of_blocks]
    match into:
        case BlockType.Q4_0:
            return q4_0(matrix.codes.nibbles(), wide)
        case BlockType.Q8_0:
            return q8_0((matrix.codes.each() ^ np.uint8(0x80)).view(np.int8), wide)
        case BlockType.Q4_1:
            return q4_1(matrix.codes.nibbles(), wide, minimums[:, of_blocks])


def in_sixteen_bits(matrix: Grouped) -> tuple[NDArray[np.float16], NDArray[np.float16]]:
    """Scales and minimums as blocks hold them; OverflowError when they are too large for that.

    The minimum is that of the rounded scale: what rounding does to a code then shrinks towards the zero point.
    """
    with np.errstate(over="ignore"):
        scales = matrix.scales.astype(np.float16)
        minimums = (-scales.astype(np.float64) * matrix.zeros).astype(np.float16)
    if not (np.isfinite(scales).all() and np.isfinite(minimums).all()):
        raise OverflowError
    return scales, minimums


def squares(matrix: Grouped, into: BlockType) -> tuple[float, float]:
    """The sums of squares of what repacking changes in the weights, and of the weights.

    (0, 0) without a look at the codes where it changes nothing. Elsewhere this costs more than repacking: a part of a
    matrix's rows tells enough for a report.
    """
    scales, minimums = (part.astype(np.float64) for part in in_sixteen_bits(matrix))
    true_scales = matrix.scales.astype(np.float64)
    true_minimums = -true_scales * matrix.zeros
    if into is not BlockType.Q4_1:  # these have no minimum to round: their zero point is whole
        minimums = -scales * matrix.zeros
    if np.array_equal(scales, true_scales) and np.array_equal(minimums, true_minimums):
        return 0.0, 0.0
    of_blocks = matrix.groups[::BLOCK]
    each = matrix.codes.each()
    codes = each.astype(np.float32).reshape(len(each), -1, BLOCK)
    first = codes.sum(axis=2, dtype=np.float64)
    second = np.einsum("rbc,rbc->rb", codes, codes).astype(np.float64)  # below 2 ** 21: exact in 32 bits

    def total(scales: NDArray[np.float64], minimums: NDArray[np.float64]) -> float:
        """The sum of (scale · code + minimum)² over all codes, from their number, their sum and their squares' sum."""
        scale, minimum = scales[:, of_blocks], minimums[:, of_blocks]
        terms = scale**2 * second + 2 * scale * minimum * first + BLOCK * minimum**2
        return max(0.0, float(terms.sum()))

    return total(scales - true_scales, minimums - true_minimums), total(true_scales, true_minimums)
