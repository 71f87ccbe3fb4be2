"""Quantised matrices into ggml's blocks without quantising again: the codes stay what calibration made them."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from quant.blocks import BLOCK, q4_0, q4_1, q8_0
from quant.grouped import Grouped, is_blockwise


class BlockType(StrEnum):
    """The types that a repacked matrix can have, named as gguf names them."""

    Q4_0 = "Q4_0"
    Q4_1 = "Q4_1"
    Q8_0 = "Q8_0"


@dataclass(frozen=True, slots=True)
class Repacked:
    """Rows in blocks, and the sums of squares that tell how near they are: of the error, and of the weights."""

    blocks: NDArray[np.uint8]  # (rows, bytes of a row)
    squared_error: float
    squared_weights: float

    @property
    def relative_rms(self) -> float:
        """The error's root mean square relative to the weights'; 0 means exact."""
        return float(np.sqrt(self.squared_error / self.squared_weights)) if self.squared_error else 0.0


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


def repacked(matrix: Grouped, into: BlockType) -> Repacked:
    """The rows in blocks of the type that `block_type` gave; OverflowError when a scale does not fit 16 bits.

    The minimum is that of the rounded scale: what rounding does to a code then shrinks towards the zero point.
    """
    of_blocks = matrix.groups[::BLOCK]
    with np.errstate(over="ignore"):
        scales = matrix.scales.astype(np.float16)
        minimums = (-scales.astype(np.float64) * matrix.zeros).astype(np.float16)
    if not (np.isfinite(scales).all() and np.isfinite(minimums).all()):
        raise OverflowError
    wide = scales[:, of_blocks]
    match into:
        case BlockType.Q4_0:
            blocks = q4_0(matrix.codes, wide)
        case BlockType.Q8_0:
            blocks = q8_0((matrix.codes ^ np.uint8(0x80)).view(np.int8), wide)
        case BlockType.Q4_1:
            blocks = q4_1(matrix.codes, wide, minimums[:, of_blocks])
    stored = minimums if into is BlockType.Q4_1 else -scales.astype(np.float64) * matrix.zeros
    return Repacked(blocks, *squares(matrix, scales.astype(np.float64), stored.astype(np.float64)))


def squares(matrix: Grouped, scales: NDArray[np.float64], minimums: NDArray[np.float64]) -> tuple[float, float]:
    """The sums of squares of the error and of the weights, from how many codes, their sum and their squares' sum."""
    rows, columns = matrix.codes.shape
    codes = matrix.codes.astype(np.float32).reshape(rows, columns // BLOCK, BLOCK)
    first = codes.sum(axis=2, dtype=np.float64)
    second = np.einsum("rbc,rbc->rb", codes, codes).astype(np.float64)  # below 2 ** 21: exact in 32 bits
    of_blocks = matrix.groups[::BLOCK]
    true_scales = matrix.scales.astype(np.float64)
    true_minimums = -true_scales * matrix.zeros

    def total(slope: NDArray[np.float64], base: NDArray[np.float64]) -> float:
        """The sum of (slope · code + base)² over all codes."""
        by_block = slope[:, of_blocks], base[:, of_blocks]
        terms = by_block[0] ** 2 * second + 2 * by_block[0] * by_block[1] * first + BLOCK * by_block[1] ** 2
        return max(0.0, float(terms.sum()))

    return total(scales - true_scales, minimums - true_minimums), total(true_scales, true_minimums)
