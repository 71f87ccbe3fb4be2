"""How blocks lay in the files before GGUF, and how they lie today. Codes are moved, never changed."""

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from quant.blocks import laid_out
from quant.codes import BLOCK, PlainCodes


class Order(Enum):
    """Where the codes of a block stand."""

    TODAY = "as today, scales too"
    PAIRS = "elements 2i and 2i + 1 share a byte"
    HALVES = "elements i and i + 16 share a byte, as today; or a byte each"


@dataclass(frozen=True, slots=True)
class Layout:
    """One type in one version of the files."""

    type: str
    elements: int  # of a block
    stored_bytes: int
    order: Order = Order.TODAY
    scales: int = 0  # 32-bit numbers before the codes, where they are not as today


TODAY = {
    0: Layout("F32", 1, 4),
    1: Layout("F16", 1, 2),
    2: Layout("Q4_0", BLOCK, 18),
    3: Layout("Q4_1", BLOCK, 20),
    6: Layout("Q5_0", BLOCK, 22),
    7: Layout("Q5_1", BLOCK, 24),
    8: Layout("Q8_0", BLOCK, 34),
}
SECOND = {
    **{number: TODAY[number] for number in (0, 1, 6, 7)},
    2: Layout("Q4_0", BLOCK, 20, Order.HALVES, 1),
    3: Layout("Q4_1", BLOCK, 24, Order.HALVES, 2),
    8: Layout("Q8_0", BLOCK, 36, Order.HALVES, 1),
}
FIRST = {
    **{number: TODAY[number] for number in (0, 1)},
    2: Layout("Q4_0", BLOCK, 20, Order.PAIRS, 1),
    3: Layout("Q4_1", BLOCK, 24, Order.PAIRS, 2),
}
# By the number that files give a type, and the version of ggjt; ggml and ggmf are as its first.
LAYOUTS = {
    (number, version): layout
    for version, layouts in ((1, FIRST), (2, SECOND), (3, TODAY))
    for number, layout in layouts.items()
}


def todays_bytes(stored: NDArray[np.uint8], layout: Layout) -> NDArray[np.uint8]:
    """Rows of today's blocks from rows of stored ones; OverflowError when a scale does not fit 16 bits."""
    if layout.order is Order.TODAY:
        return stored
    blocks = stored.reshape(len(stored), -1, layout.stored_bytes)
    wide, codes = np.split(blocks, [4 * layout.scales], axis=2)
    with np.errstate(over="ignore"):
        scales = np.ascontiguousarray(wide).view("<f4").astype(np.float16)
    if not np.isfinite(scales).all():
        raise OverflowError
    if layout.order is Order.PAIRS:
        pairs = np.stack([codes & 0xF, codes >> 4], axis=3)
        codes = PlainCodes(pairs.reshape(len(stored), -1)).nibbles()
    return laid_out([scales[:, :, each] for each in range(layout.scales)], codes)
