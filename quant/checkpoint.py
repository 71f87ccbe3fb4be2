"""A checkpoint that is open: its config, its tensors, the small files beside them. No weights are read yet."""

from collections.abc import Mapping
from dataclasses import dataclass

from quant.config import Config
from quant.tensors import Bytes, StoredTensor


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What every source of full-precision weights comes to."""

    name: str
    config: Config
    tensors: Mapping[str, StoredTensor]
    files: Mapping[str, Bytes]
