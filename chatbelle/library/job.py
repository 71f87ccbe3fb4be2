"""What a job is: one release on its way to this machine, and where it stands. Data only."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from chatbelle.errors import ChatBelleError
from chatbelle.library.release import Release

# Quant's names for the types of weights; the first chooses by what the source is.
TYPES = (
    *("auto", "f16", "bf16", "f32", "q8_0", "q6_k", "q5_k_m", "q5_k_s", "q4_k_m", "q4_k_s", "q4_0", "q4_1"),
    *("iq4_xs", "q3_k_m", "q2_k"),
)


class Step(StrEnum):
    """Where a job stands, in the order in which it gets there."""

    WAITING = "waiting"  # others are before it
    DOWNLOADING = "downloading"
    VERIFYING = "verifying"
    CONVERTING = "converting"
    READY = "ready"
    PAUSED = "paused"  # by the person, or because the app was closed
    FAILED = "failed"  # with an error; can be resumed


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a job is to bring: a release, and what the person adds to it."""

    release: Release
    folder: str  # of the models' folder, where it goes
    key: str | None = None  # path of the key file of an encrypted release
    to: str = "auto"  # quant's type of the result


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a job stands now; bytes and seconds are those of the whole job, not of one file."""

    step: Step
    done_bytes: int = 0
    total_bytes: int = 0
    bytes_per_second: float = 0.0
    seconds_left: float | None = None
    detail: str = ""  # the file or the tensor in work
    result: Path | None = None  # the GGUF, when READY
    error: ChatBelleError | None = None  # when FAILED; while DOWNLOADING, the passing trouble that is waited out


@dataclass(frozen=True, slots=True)
class Job:
    """A job in the queue; it outlives the app."""

    id: int
    wanted: Wanted
    progress: Progress = Progress(Step.WAITING)
