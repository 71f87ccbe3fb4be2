"""A quantised linear layer of a checkpoint (GPTQ, AWQ): its codes kept as they are, or unpacked for another type."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from quant import words
from quant.awq import open_awq
from quant.config import Config
from quant.errors import CannotConvert, DamagedFile
from quant.gptq import GptqMatrix, Repair, ZeroPoints, open_gptq, unfit
from quant.grouped import Grouped, blockwise_order, reordered, weights
from quant.pieces import Piece, as_float32, by_rows, encoded
from quant.repack import BlockType, block_type, repacked, squares
from quant.tensors import StoredTensor
from quant.types import Type

CODES_AT_ONCE = 1 << 20
# Who tells the first version by name made it of the second.
LABELS = {"gptq": ZeroPoints.BORROWED, "gptq_v2": ZeroPoints.ITSELF}
SAME_TYPE = {BlockType.Q4_0: Type.Q4_0, BlockType.Q4_1: Type.Q4_1, BlockType.Q8_0: Type.Q8_0}


class Matrix(Protocol):
    """What GPTQ's and AWQ's matrices have in common."""

    @property
    def zeros(self) -> NDArray[np.int16]:
        """The zero points of all groups."""

    @property
    def groups(self) -> NDArray[np.int32]:
        """The group of each column."""

    def rows(self, which: NDArray[np.intp]) -> Grouped:
        """The rows of these numbers."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A quantised matrix, not yet read: `open` reads it."""

    name: str
    shape: tuple[int, int]
    bits: int
    keeps: BlockType | None  # the type that holds its codes, if there is one
    open: Callable[[], Matrix]
    repair: Repair | None = None
    columns: NDArray[np.intp] | None = None  # the order in which the result has them, where it is another

    @property
    def stored(self) -> str:
        """What the report calls its numbers."""
        return f"{self.bits}-bit codes"


@dataclass(slots=True)
class Loss:
    """What repacking changed, in the first rows that it changed."""

    apart: float = 0.0
    size: float = 0.0

    @property
    def relative_rms(self) -> float:
        """0 when every weight is what it was."""
        return float(np.sqrt(self.apart / self.size)) if self.size else 0.0


def packing(tensors: Mapping[str, StoredTensor]) -> str:
    """By which method a checkpoint's matrices are packed; empty when they are not."""
    name = next((name for name in tensors if name.endswith(".qweight")), "")
    scales = tensors.get(f"{name.removesuffix('qweight')}scales")
    if scales is None:
        return ""
    return "AWQ" if _is_awq(tensors[name], scales) else "GPTQ"


def check_packing(config: Config) -> None:
    """Raise CannotConvert when config.json tells of a method that packs in another way than GPTQ and AWQ's GEMM."""
    told = config.part("quantization_config")
    method, version = told.text("quant_method").lower(), told.text("version").lower()
    if method not in ("", "gptq", "awq") or (method == "awq" and version not in ("", "gemm")):
        name = f"{method} {version}".strip()[:80]
        raise CannotConvert(words.PACKED_ANOTHER_WAY.filled(method=name), words.ANOTHER_FORM)


def take_packed(left: dict[str, StoredTensor], source: str, config: Config) -> Packed | None:
    """Take the parts of the layer whose weight is `source` out of `left`; None when it is not packed."""
    layer = source.removesuffix(".weight")
    parts = [left.pop(f"{layer}.{part}", None) for part in ("qweight", "qzeros", "scales")]
    g_idx = left.pop(f"{layer}.g_idx", None)
    qweight, qzeros, scales = parts
    if qweight is None or qzeros is None or scales is None:
        return None
    if qweight.dtype != "int32" or qzeros.dtype != "int32":
        raise unfit(layer)
    told = config.part("quantization_config")

    def opened(codes: NDArray[np.generic]) -> Matrix:
        return _opened(layer, qweight, codes, qzeros, scales, g_idx, told)

    # The shape of the codes says all that has to be known before they are read.
    matrix = opened(np.broadcast_to(np.dtype(qweight.dtype).type(0), qweight.shape))
    awq = _is_awq(qweight, scales)
    rows, columns, bits = scales.shape[1], len(matrix.groups), 4 if awq else qweight.shape[0] * 32 // len(matrix.groups)
    keeps = block_type(bits, matrix.zeros, matrix.groups)
    repair = matrix.repair if isinstance(matrix, GptqMatrix) else None
    return Packed(source, (rows, columns), bits, keeps, lambda: opened(_whole(qweight)), repair)


def in_order_of_groups(packed: Packed) -> Packed | None:
    """The same with its columns in an order that lets its codes be kept; None when it needs none, or there is none."""
    if packed.keeps:
        return None
    matrix = packed.open()
    columns = blockwise_order(matrix.groups)
    keeps = None if columns is None else block_type(packed.bits, matrix.zeros, matrix.groups[columns])
    return replace(packed, keeps=keeps, columns=columns) if keeps else None


def check_unwanted_bias(left: dict[str, StoredTensor], source: str) -> None:
    """GPTQ packers add a bias everywhere: it may be left out where it is zero. Raises DamagedFile where it is not."""
    bias = left.pop(f"{source.removesuffix('.weight')}.bias", None)
    if bias is not None and np.any(_whole(bias)):
        raise DamagedFile(words.BIAS_HAS_NO_PLACE.filled(name=bias.name), words.CHECK_THE_CONFIG)


def rounded_again(packed: Packed, order: NDArray[np.intp] | None, kind: Type) -> Iterator[Piece]:
    """What makes the bytes of the matrix in a type that cannot hold its codes."""
    matrix = packed.open()

    def read_rows(first: int, last: int) -> NDArray[np.generic]:
        return weights(_rows(matrix, order, first, last))

    return encoded(StoredTensor(packed.name, packed.shape, "float32", read_rows), None, kind)


def kept_codes(packed: Packed, order: NDArray[np.intp] | None, into: BlockType, loss: Loss) -> Iterator[Piece]:
    """What makes the bytes of the matrix in blocks of `into`; `loss` learns what rounding changed at first."""
    rows, columns = packed.shape
    matrix = packed.open()

    def encode(first: int, last: int) -> NDArray[np.uint8]:
        taken = _rows(matrix, order, first, last)
        if packed.columns is not None:
            taken = reordered(taken, packed.columns)
        try:
            if not loss.size:  # up to the first rows that change at all
                loss.apart, loss.size = squares(taken, into)
            return repacked(taken, into).reshape(-1)
        except OverflowError as error:
            raise CannotConvert(words.VALUES_ARE_NO_NUMBERS, words.GET_THE_CHECKPOINT_AGAIN) from error

    return by_rows(encode, rows, max(1, CODES_AT_ONCE // columns))


def kind_of(packed: Packed, otherwise: Type) -> Type:
    """The type that keeps a packed matrix's codes, or `otherwise` when none does."""
    return SAME_TYPE[packed.keeps] if packed.keeps else otherwise


def _is_awq(qweight: StoredTensor, scales: StoredTensor) -> bool:
    """AWQ packs along the outputs, GPTQ along the inputs: the shapes tell, whatever config.json says or lacks."""
    return qweight.shape[1:] != scales.shape[1:]


def _opened(
    name: str,
    qweight: StoredTensor,
    codes: NDArray[np.generic],
    qzeros: StoredTensor,
    scales: StoredTensor,
    g_idx: StoredTensor | None,
    told: Config,
) -> Matrix:
    numbers = as_float32(_whole(scales), scales.dtype) if scales.dtype == "bfloat16" else _whole(scales)
    size = told.values.get("group_size")
    group_columns = size if isinstance(size, int) and not isinstance(size, bool) else None
    if _is_awq(qweight, scales):
        return open_awq(name, codes, _whole(qzeros), numbers, group_columns)
    label = LABELS.get(told.text("checkpoint_format"), ZeroPoints.LESS_ONE)
    symmetric = told.values.get("sym")
    groups = None if g_idx is None else _whole(g_idx).astype(np.int64)
    return open_gptq(
        name,
        codes,
        _whole(qzeros),
        numbers,
        group_columns,
        groups,
        label,
        symmetric if isinstance(symmetric, bool) else None,
    )


def _rows(matrix: Matrix, order: NDArray[np.intp] | None, first: int, last: int) -> Grouped:
    return matrix.rows(np.arange(first, last) if order is None else order[first:last])


def _whole(tensor: StoredTensor) -> NDArray[np.generic]:
    return tensor.read_rows(0, tensor.shape[0])
