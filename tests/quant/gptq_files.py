"""Packed matrices written the slow way: one big number for each stream of bits."""

from dataclasses import dataclass

import numpy as np


def packed(codes: np.ndarray, bits: int) -> np.ndarray:
    """Each row's codes as 32-bit words, lowest first."""
    rows = []
    for row in codes.tolist():
        stream = sum(int(code) << place * bits for place, code in enumerate(row))
        rows.append(np.frombuffer(stream.to_bytes(len(row) * bits // 8, "little"), "<i4"))
    return np.array(rows)


@dataclass(frozen=True)
class Parts:
    """A quantised matrix and what it means. Codes are (rows, columns); scales and zeros (groups, rows)."""

    bits: int
    codes: np.ndarray
    scales: np.ndarray
    zeros: np.ndarray
    g_idx: np.ndarray

    @property
    def weights(self) -> np.ndarray:
        """In 64 bits; (rows, columns)."""
        scales, zeros = (part.astype(np.float64).T[:, self.g_idx] for part in (self.scales, self.zeros))
        return scales * (self.codes.astype(np.float64) - zeros)

    @property
    def qweight(self) -> np.ndarray:
        return np.ascontiguousarray(packed(self.codes, self.bits).T)

    def qzeros(self, less: int = 1) -> np.ndarray:
        """Each zero point less one, field by field, or as it is."""
        return packed(self.zeros - less, self.bits)


def made(
    seed: int,
    bits: int = 4,
    rows: int = 32,
    columns: int = 128,
    group: int = 32,
    symmetric: bool = False,
    wide: bool = False,
) -> Parts:
    chance = np.random.default_rng(seed)
    groups, highest = -(-columns // group), 1 << bits
    scales = chance.uniform(1e-3, 2e-2, (groups, rows)).astype(np.float32 if wide else np.float16)
    zeros = np.full((groups, rows), highest // 2) if symmetric else chance.integers(1, highest, (groups, rows))
    return Parts(bits, chance.integers(0, highest, (rows, columns)), scales, zeros, np.arange(columns) // group)
