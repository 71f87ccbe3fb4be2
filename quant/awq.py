"""AWQ's packed matrices (GEMM form): 4-bit codes along the outputs, eight a word in an order of their own."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quant.codes import PlainCodes
from quant.gptq import are_parts, column_groups, unfit
from quant.grouped import Grouped

ORDER = (0, 2, 4, 6, 1, 3, 5, 7)  # which output each nibble of a word holds, from the lowest
BITS, FIELDS = 4, 8


@dataclass(frozen=True, slots=True)
class AwqMatrix:
    """A packed matrix, checked. The codes are decoded when rows are asked for."""

    packed: NDArray[np.uint32]  # (columns, rows / 8)
    scales: NDArray[np.generic]  # (groups, rows)
    zeros: NDArray[np.int16]  # (groups, rows)
    groups: NDArray[np.int32]  # (columns)

    def rows(self, which: NDArray[np.intp]) -> Grouped:
        """The matrix's rows of these numbers."""
        shifts = np.argsort(ORDER)[which % FIELDS].astype(np.uint32) * np.uint32(BITS)
        codes = (self.packed[:, which // FIELDS] >> shifts & np.uint32(0xF)).astype(np.uint8)
        return Grouped(
            BITS,
            PlainCodes(np.ascontiguousarray(codes.T)),
            np.ascontiguousarray(self.scales[:, which].T, np.float32),
            np.ascontiguousarray(self.zeros[:, which].T),
            self.groups,
        )


def open_awq(
    name: str,
    qweight: NDArray[np.generic],
    qzeros: NDArray[np.generic],
    scales: NDArray[np.generic],
    group_columns: int | None = None,
) -> AwqMatrix:
    """The matrix `name` from its parts; DamagedFile when they do not fit one another."""
    if not are_parts(qweight, qzeros, scales):
        raise unfit(name)
    columns, packed_rows = qweight.shape
    fitting = qzeros.shape == (len(scales), packed_rows) and scales.shape[1] == packed_rows * FIELDS
    groups = column_groups(columns, len(scales), group_columns) if fitting else None
    if groups is None or not np.isfinite(scales).all():
        raise unfit(name)
    zeros = unpacked(qzeros.view(np.uint32)).astype(np.int16)
    return AwqMatrix(qweight.view(np.uint32), scales, zeros, groups.astype(np.int32))


def unpacked(packed: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """The codes, in the order of the outputs; (first axis, 8 times the second)."""
    codes = np.empty((len(packed), packed.shape[1] * FIELDS), np.uint8)
    for place, output in enumerate(ORDER):
        codes[:, output::FIELDS] = packed >> np.uint32(place * BITS) & np.uint32(0xF)
    return codes
