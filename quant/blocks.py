"""ggml's blocks of 32 codes as llama.cpp stores them today: scale, sometimes minimum, then the codes.

Every function takes codes of shape (rows, columns) and scales of shape (rows, columns / 32), and gives bytes of shape
(rows, bytes of a row).
"""

import numpy as np
from numpy.typing import NDArray

BLOCK = 32  # columns

Scales = NDArray[np.float16]


def q4_0(codes: NDArray[np.uint8], scales: Scales) -> NDArray[np.uint8]:
    """Values scale · (code − 8), codes from 0 to 15; 18 bytes a block."""
    return laid_out([scales], in_nibbles(codes))


def q4_1(codes: NDArray[np.uint8], scales: Scales, minimums: Scales) -> NDArray[np.uint8]:
    """Values scale · code + minimum, codes from 0 to 15; 20 bytes a block."""
    return laid_out([scales, minimums], in_nibbles(codes))


def q8_0(codes: NDArray[np.int8], scales: Scales) -> NDArray[np.uint8]:
    """Values scale · code, codes from −128 to 127; 34 bytes a block."""
    return laid_out([scales], in_blocks(codes).view(np.uint8))


def in_nibbles(codes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Two codes a byte: the first half of a block lies in the low nibbles, the second in the high ones."""
    blocks = in_blocks(codes)
    low, high = blocks[..., : BLOCK // 2], blocks[..., BLOCK // 2 :]
    return np.bitwise_or(low, np.left_shift(high, np.uint8(4)), dtype=np.uint8)


def in_blocks(codes: NDArray[np.generic]) -> NDArray[np.uint8]:
    """The same bytes as (rows, blocks, 32)."""
    rows, columns = codes.shape
    return np.ascontiguousarray(codes).view(np.uint8).reshape(rows, columns // BLOCK, BLOCK)


def laid_out(heads: list[Scales], codes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Blocks of scales and codes, one after another."""
    rows, blocks, _ = codes.shape
    parts = [head.astype("<f2").reshape(rows, blocks, 1).view(np.uint8) for head in heads]
    return np.concatenate([*parts, codes], axis=2).reshape(rows, -1)
