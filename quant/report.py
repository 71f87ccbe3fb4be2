"""What a conversion did, tensor by tensor, and how far it is while it runs."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path


class Kept(StrEnum):
    """How much of a tensor survived."""

    EXACT = "exact"  # the type holds every value of the source
    QUANTISED = "quantised"  # rounded to fewer bits, from full precision
    MADE = "made"  # computed from config.json


class Stage(StrEnum):
    """What a conversion is doing."""

    PROVING = "proving"  # an encrypted file is compared with its hash
    CONVERTING = "converting"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is; `done` and `total` count bytes of what is proved or written."""

    stage: Stage
    done: int
    total: int
    name: str  # the file or the tensor
    bytes_per_second: float
    seconds_left: float | None


@dataclass(frozen=True, slots=True)
class ConvertedTensor:
    """One tensor of the result."""

    name: str
    shape: tuple[int, ...]
    stored: str  # the source's numbers
    type: str  # ggml's type in the result
    kept: Kept


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a conversion."""

    target: Path
    name: str
    release: str
    architecture: str
    to: str
    prompt_format: str
    has_template: bool
    tensors: tuple[ConvertedTensor, ...]
    file_bytes: int
    seconds: float

    def as_plain(self) -> dict[str, object]:
        """The report as JSON can hold it."""
        return {**asdict(self), "target": str(self.target)}
