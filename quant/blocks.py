"""ggml's blocks of 32 codes as llama.cpp stores them today: scale, sometimes minimum, then the codes.

Every function takes scales of shape (rows, blocks), and gives bytes of shape (rows, bytes of a row).
"""

import numpy as np
from numpy.typing import NDArray

from quant.codes import in_blocks

Scales = NDArray[np.float16]


def q4_0(nibbles: NDArray[np.uint8], scales: Scales) -> NDArray[np.uint8]:
    """Values scale · (code − 8), codes from 0 to 15, as (rows, blocks, 16); 18 bytes a block."""
    return laid_out([scales], nibbles)


def q4_1(nibbles: NDArray[np.uint8], scales: Scales, minimums: Scales) -> NDArray[np.uint8]:
    """Values scale · code + minimum, codes from 0 to 15, as (rows, blocks, 16); 20 bytes a block."""
    return laid_out([scales, minimums], nibbles)


def q8_0(codes: NDArray[np.int8], scales: Scales) -> NDArray[np.uint8]:
    """Values scale · code, codes from −128 to 127, as (rows, columns); 34 bytes a block."""
    return laid_out([scales], in_blocks(codes))


def laid_out(heads: list[Scales], codes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Blocks of scales and codes, one after another."""
    rows, blocks, length = codes.shape
    fields = [(f"head {number}", "<f2") for number in range(len(heads))]
    laid = np.empty((rows, blocks), [*fields, ("codes", f"V{length}")])  # a field is copied at once, not by bytes
    for (name, _), head in zip(fields, heads, strict=True):
        laid[name] = head
    laid["codes"] = np.ascontiguousarray(codes).view(f"V{length}")[..., 0]
    return laid.view(np.uint8).reshape(rows, -1)
