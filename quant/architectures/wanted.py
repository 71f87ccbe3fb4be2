"""What an architecture expects of a checkpoint: each tensor by name, with its shape and where it goes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from quant.metadata import Entry
from quant.types import ModelShape


@dataclass(frozen=True, slots=True)
class Wanted:
    """One tensor: its name in the checkpoint (without `model.`), its name in the GGUF, its shape, rows first."""

    source: str
    target: str
    shape: tuple[int, ...]
    order: NDArray[np.intp] | None = None  # row i of the target is row order[i] of the source
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Blueprint:
    """How a checkpoint of one architecture becomes a GGUF."""

    shape: ModelShape
    metadata: tuple[Entry, ...]
    wanted: tuple[Wanted, ...]
    made: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)  # tensors that no checkpoint holds
    unneeded: tuple[str, ...] = ()  # names ending so are left out: buffers that older libraries saved


def paired(layer: str, block: str, name: str, target: str, rows: int, columns: int, bias: bool) -> list[Wanted]:
    """A linear layer: its weight, and its bias when it has one."""
    weight = Wanted(f"{layer}.{name}.weight", f"{block}.{target}.weight", (rows, columns))
    return [weight, Wanted(f"{layer}.{name}.bias", f"{block}.{target}.bias", (rows,))] if bias else [weight]
