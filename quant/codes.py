"""The whole codes of some rows of a quantised matrix: a stream of bits in each row, or already one a byte.

Both give what repacking wants. A stream of 4-bit codes becomes ggml's nibbles without ever being one code a byte, which
makes repacking as fast as a disk.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

BLOCK = 32  # columns of one of ggml's blocks
WORD_BITS = 32


class Codes(Protocol):
    """The codes of some rows."""

    def each(self) -> NDArray[np.uint8]:
        """One a byte; (rows, columns)."""

    def nibbles(self) -> NDArray[np.uint8]:
        """Two a byte, as ggml's blocks have them; (rows, blocks, 16). Only for codes below 16."""


@dataclass(frozen=True, slots=True)
class PlainCodes:
    """Codes that are one a byte; (rows, columns)."""

    bytes: NDArray[np.uint8]

    def each(self) -> NDArray[np.uint8]:
        """As they are."""
        return self.bytes

    def nibbles(self) -> NDArray[np.uint8]:
        """The first half of a block lies in the low nibbles, the second in the high ones."""
        blocks = in_blocks(self.bytes)
        low, high = blocks[..., : BLOCK // 2], blocks[..., BLOCK // 2 :]
        return np.bitwise_or(low, np.left_shift(high, np.uint8(4)), dtype=np.uint8)


@dataclass(frozen=True, slots=True)
class CodeStream:
    """Codes of `bits` bits, one after another along each row, lowest first; words of shape (rows, words)."""

    words: NDArray[np.uint32]
    bits: int

    def each(self) -> NDArray[np.uint8]:
        """Unpacked."""
        return unpacked(self.words, self.bits)

    def nibbles(self) -> NDArray[np.uint8]:
        """For 4 bits straight from the words: a block is two pairs of words, eight codes in each."""
        if self.bits != 4 or self.words.shape[1] % 4:
            return PlainCodes(self.each()).nibbles()
        every_second = np.uint32(0x0F0F0F0F)
        words = np.ascontiguousarray(self.words).astype("<u4", copy=False)
        pairs = ((words & every_second).view("<u8"), ((words >> np.uint32(4)) & every_second).view("<u8"))
        even, odd = (pair[:, ::2] | pair[:, 1::2] << np.uint64(4) for pair in pairs)
        # Bytes of codes 0, 2, 4 … and 1, 3, 5 …: side by side in 16 bits they are in their order again.
        together = odd.view(np.uint8).astype("<u2")
        together <<= np.uint16(8)
        together |= even.view(np.uint8)
        bytes_: NDArray[np.uint8] = together.view(np.uint8)
        return bytes_.reshape(len(words), -1, BLOCK // 2)


def in_blocks(codes: NDArray[np.generic]) -> NDArray[np.uint8]:
    """The same bytes as (rows, blocks, 32)."""
    rows, columns = codes.shape
    return np.ascontiguousarray(codes).view(np.uint8).reshape(rows, columns // BLOCK, BLOCK)


def unpacked(stream: NDArray[np.uint32], bits: int) -> NDArray[np.uint8]:
    """The codes in each row's stream of bits, lowest first; (rows, codes)."""
    rows, length = stream.shape
    codes = np.empty((rows, length * WORD_BITS // bits), np.uint8)
    if 8 % bits == 0:  # no code lies over a byte's end
        taken, each = np.ascontiguousarray(stream).astype("<u4", copy=False).view(np.uint8), 8 // bits
        for place in range(each):
            codes[:, place::each] = (taken >> np.uint8(place * bits)) & np.uint8((1 << bits) - 1)
        return codes
    fields = stream.reshape(rows, -1, bits)  # so many words hold 32 codes
    for place in range(WORD_BITS):
        word, shift = divmod(place * bits, WORD_BITS)
        code = fields[:, :, word] >> np.uint32(shift)
        if shift + bits > WORD_BITS:
            code = code | fields[:, :, word + 1] << np.uint32(WORD_BITS - shift)
        codes[:, place::WORD_BITS] = code & np.uint32((1 << bits) - 1)
    return codes
