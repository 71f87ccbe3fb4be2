"""What a conversion did, tensor by tensor, and how far it is while it runs."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path


class Kept(StrEnum):
    """How much of a tensor survived."""

    EXACT = "exact"  # the type holds every value of the source
    NEAR_EXACT = "near-exact"  # the codes are the source's; their scales are rounded to 16 bits
    QUANTISED = "quantised"  # rounded to fewer bits, from full precision
    REQUANTISED = "requantised"  # quantised codes became numbers, and those were rounded again
    MADE = "made"  # computed from config.json


class Stage(StrEnum):
    """What a conversion is doing."""

    PROVING = "proving"  # an encrypted file is compared with its hash
    CONVERTING = "converting"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is: files that are proved, or tensors that are written."""

    stage: Stage
    name: str  # the file or the tensor in hand
    done: int
    total: int
    bytes: int
    total_bytes: int
    bytes_per_second: float
    seconds_left: float | None

    def as_plain(self) -> dict[str, object]:
        """The same as JSON can hold it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class ConvertedTensor:
    """One tensor of the result."""

    name: str
    shape: tuple[int, ...]
    stored: str  # the source's numbers
    type: str  # ggml's type in the result
    kept: Kept
    relative_rms: float | None = None  # what near-exact means for it, by its first rows
    zero_points: str = ""  # what was not as it should be about them: spilled, borrowed, mislabelled


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
