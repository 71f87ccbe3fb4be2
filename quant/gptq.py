"""GPTQ's packed matrices, of GPTQ-for-LLaMa (BELLE's), AutoGPTQ and GPTQModel, as codes, scales and zero points.

`qweight` is a stream of bits down each column, 32 to a word, and so is `qzeros` along each row. What a stored zero
point means depends on who wrote it.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum

import numpy as np
from numpy.typing import NDArray

from quant import words
from quant.codes import WORD_BITS, CodeStream, unpacked
from quant.errors import CannotConvert, DamagedFile
from quant.grouped import Grouped

# What AutoGPTQ and GPTQModel subtract from each word to make v1 of v2, by bits, in turn along a row. For 3 bits it is
# not the lowest bit of every field; their kernels add the same again.
SUBTRACTED = {
    2: (0x55555555,),
    3: (0x24924924, 0x92492492, 0x49249249),
    4: (0x11111111,),
    8: (0x01010101,),
}


class ZeroPoints(Enum):
    """What `qzeros` holds."""

    LESS_ONE = "each zero point less one; kernels add the one without a mask, so that 15 means 16 (v1)"
    BORROWED = "each word of zero points less one in every field, at once, so that a zero borrowed from its neighbour"
    ITSELF = "the zero points (v2)"


class Repair(StrEnum):
    """What was not as it should be about the zero points of a matrix."""

    SPILLED = "spilled"  # some of 0 were written over their neighbours: read as BELLE's own kernel does
    BORROWED = "borrowed"  # some of 0 took one from their neighbours: given back
    MISLABELLED = "mislabelled"  # they are not in the form that is told: read as what they are


@dataclass(frozen=True, slots=True)
class GptqMatrix:
    """A packed matrix, checked. `zeros` and `groups` are decoded; the codes are when rows are asked for."""

    bits: int
    packed: NDArray[np.uint32]  # (columns · bits / 32, rows)
    scales: NDArray[np.generic]  # (groups, rows)
    zeros: NDArray[np.int16]  # (groups, rows)
    groups: NDArray[np.int32]  # (columns)
    zero_points: ZeroPoints
    repair: Repair | None

    def rows(self, which: NDArray[np.intp]) -> Grouped:
        """The matrix's rows of these numbers."""
        stream = np.ascontiguousarray(self.packed[:, which].T)
        return Grouped(
            self.bits,
            CodeStream(stream, self.bits),
            np.ascontiguousarray(self.scales[:, which].T, np.float32),
            np.ascontiguousarray(self.zeros[:, which].T),
            self.groups,
        )


def open_gptq(
    name: str,
    qweight: NDArray[np.generic],
    qzeros: NDArray[np.generic],
    scales: NDArray[np.generic],
    group_columns: int | None = None,
    g_idx: NDArray[np.signedinteger] | None = None,
    labelled: ZeroPoints = ZeroPoints.LESS_ONE,
    symmetric: bool | None = None,
) -> GptqMatrix:
    """The matrix `name` from its parts. `group_columns` is -1 for one group a row, None when nobody told.

    Scales are floating point; those stored as bfloat16 come as the numbers that they mean.
    DamagedFile when the parts do not fit one another; CannotConvert for a width other than 2, 3, 4 or 8 bits.
    """
    if not are_parts(qweight, qzeros, scales):
        raise unfit(name)
    rows, stored_groups = qweight.shape[1], len(scales)
    bits, odd = divmod(qzeros.shape[1] * WORD_BITS, rows)
    if bits not in (2, 3, 4, 8) or odd:
        raise CannotConvert(words.BITS_UNKNOWN.filled(tensor=name), words.ANOTHER_FORM)
    columns, odd = divmod(len(qweight) * WORD_BITS, bits)
    if odd or scales.shape[1] != rows or len(qzeros) != stored_groups or not np.isfinite(scales).all():
        raise unfit(name)
    groups = column_groups(columns, stored_groups, group_columns) if g_idx is None else g_idx
    if groups is None or groups.shape != (columns,) or groups.min() < 0 or groups.max() >= stored_groups:
        raise unfit(name)
    groups = groups.astype(np.int32)
    stored = qzeros.view(np.uint32)
    meaning = zero_points_of(stored, bits, labelled, symmetric)
    zeros, repair = zero_points(stored, bits, meaning), repair_of(stored, bits, labelled, meaning)
    return GptqMatrix(bits, qweight.view(np.uint32), scales, zeros, groups, meaning, repair)


def are_parts(qweight: NDArray[np.generic], qzeros: NDArray[np.generic], scales: NDArray[np.generic]) -> bool:
    """Whether these can be words, words and numbers, each in rows and columns."""
    words_each = all(part.dtype in (np.int32, np.uint32) for part in (qweight, qzeros))
    two_axes = all(part.ndim == 2 and part.size for part in (qweight, qzeros, scales))
    return words_each and two_axes and scales.dtype.kind == "f"


def unfit(name: str) -> DamagedFile:
    """The error for parts that do not belong together."""
    return DamagedFile(words.PARTS_DISAGREE.filled(tensor=name), words.DOWNLOAD_AGAIN)


def column_groups(columns: int, groups: int, group_columns: int | None) -> NDArray[np.signedinteger] | None:
    """The group of each column where groups follow one another; None when no size of group gives so many."""
    if group_columns is None:
        usual = [columns // groups, *(1 << power for power in range(5, 11))]
        group_columns = next((size for size in usual if size and -(-columns // size) == groups), 0)
    size = columns if group_columns == -1 else group_columns
    if size <= 0 or -(-columns // size) != groups:
        return None
    return (np.arange(columns) // size).astype(np.int32)


def zero_points_of(stored: NDArray[np.uint32], bits: int, labelled: ZeroPoints, symmetric: bool | None) -> ZeroPoints:
    """What the stored zero points are, whatever their label says.

    Symmetric ones all lie in the middle, so their value tells; otherwise a highest value that its neighbours above do
    not share can only have been borrowed (BELLE's packer spills a negative zero over all neighbours above).
    """
    values = unpacked(stored, bits)
    middle, highest = 1 << (bits - 1), (1 << bits) - 1
    if symmetric is not False and (values == middle).all():
        return ZeroPoints.ITSELF
    if symmetric is not False and (values == middle - 1).all():
        return ZeroPoints.LESS_ONE
    if bits == 3 and symmetric is not False and (zero_points(stored, bits, ZeroPoints.BORROWED) == middle).all():
        return ZeroPoints.BORROWED
    if labelled is not ZeroPoints.LESS_ONE or bits == 3:  # fields of 3 bits lie over the ends of words
        return labelled
    fields = values.reshape(-1, WORD_BITS // bits) == highest
    return ZeroPoints.BORROWED if (fields[:, :-1] & ~fields[:, 1:]).any() else ZeroPoints.LESS_ONE


def zero_points(stored: NDArray[np.uint32], bits: int, meaning: ZeroPoints) -> NDArray[np.int16]:
    """The zero points themselves; (groups, rows)."""
    if meaning is ZeroPoints.BORROWED:
        added = np.resize(np.array(SUBTRACTED[bits], np.uint32), stored.shape[1])
        return unpacked(stored + added, bits).astype(np.int16)  # the same carry gives back what was borrowed
    return unpacked(stored, bits).astype(np.int16) + np.int16(meaning is ZeroPoints.LESS_ONE)


def repair_of(stored: NDArray[np.uint32], bits: int, labelled: ZeroPoints, meaning: ZeroPoints) -> Repair | None:
    """What is to be told of zero points that are not what their label says in the plainest way."""
    if (labelled is ZeroPoints.ITSELF) is not (meaning is ZeroPoints.ITSELF):
        return Repair.MISLABELLED
    zeros = zero_points(stored, bits, meaning)
    if meaning is ZeroPoints.LESS_ONE and (zeros == 1 << bits).any():
        return Repair.SPILLED
    return Repair.BORROWED if meaning is ZeroPoints.BORROWED and not zeros.all() else None
