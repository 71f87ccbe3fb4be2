"""A checkpoint that is open: its config, its tensors, the small files beside them. No weights are read yet."""

from collections.abc import Mapping
from dataclasses import dataclass

from quant.config import Config
from quant.tensors import Bytes, StoredTensor

PREFIXES = ("model.", "transformer.")  # how the parts of a checkpoint are called is the same without them


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What every source of full-precision weights comes to."""

    name: str
    config: Config
    tensors: Mapping[str, StoredTensor]
    files: Mapping[str, Bytes]


def bare_name(name: str) -> str:
    """A tensor's name without what the class around the model put before it."""
    return next((name.removeprefix(prefix) for prefix in PREFIXES if name.startswith(prefix)), name)
