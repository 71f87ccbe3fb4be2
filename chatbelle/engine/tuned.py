"""How llama.cpp is asked to compute, and what a calibration found about that: plain values that anybody may know."""

from dataclasses import dataclass
from enum import StrEnum


class Attention(StrEnum):
    """How attention is computed, and in which precision keys and values are held for it."""

    USUAL = "usual"  # llama.cpp decides, at 16 bits
    PLAIN = "plain"  # without flash attention, at 16 bits
    FLASH_Q8_0 = "flash-q8_0"  # flash attention, at 8 bits


@dataclass(frozen=True, slots=True)
class Tuning:
    """What a calibration can choose."""

    decode_threads: int  # at most: fewer beside busy programs, on battery, or when it is hot
    prompt_threads: int
    batch_tokens: int  # of a prompt, evaluated in one step
    attention: Attention = Attention.USUAL
    steady: bool = False  # always as many threads, whatever else the machine does


class Knob(StrEnum):
    """What is measured by itself."""

    DECODE_THREADS = "decode_threads"
    ATTENTION = "attention"
    PROMPT_THREADS = "prompt_threads"
    BATCH_TOKENS = "batch_tokens"


@dataclass(frozen=True, slots=True)
class Gain:
    """What a choice brought."""

    knob: Knob
    ratio: float  # speed with the choice over speed with llama.cpp's default; 1 where that is the choice
    rounds: int  # in which both took turns


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What a calibration found. A knob without a gain was not measured: there it is too slow, or nothing to choose."""

    tuning: Tuning
    gains: tuple[Gain, ...]
    seconds: float  # that it took


@dataclass(frozen=True, slots=True)
class Computing:
    """How a loaded model computes."""

    tuning: Tuning
    calibrated: Calibrated | None = None  # None: not measured yet, or not to be
    can_calibrate: bool = False  # if the person wants to; not on phones, and not where the tuning was asked for
    to_be_calibrated: bool = False  # as soon as nobody needs the model
    repacked: bool = False  # chosen by the memory that is free, not measured
    gpu_layers: int = 0  # chosen by the memory of the graphics processor, not measured
