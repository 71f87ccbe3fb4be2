"""Will it fit, and will it be quick: of a model on this machine, or of a release from its size alone."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from time import perf_counter

import numpy as np
import psutil

from chatbelle import words
from chatbelle.library.release import Release
from chatbelle.memory import (
    DEFAULT_CONTEXT_TOKENS,
    PROCESS_BYTES,
    Footprint,
    default_context,
    free_memory_bytes,
)
from chatbelle.words import Phrase

ROOMY_SHARE = 0.9  # of the free memory; beyond it the system begins to push other programs out
# Of the memory's bandwidth, what choosing words reaches: every word reads all weights once. Measured on a 7B.
DECODING_SHARE = 0.69
PLAIN_PACE = 0.68  # without the faster copy of the weights, of the pace with it; measured on a 7B in Q4_K
QUICK_TOKENS_PER_SECOND = 6.0  # about nine Chinese characters: as fast as one reads
PROBE_BYTES = 64 * 1024**2
RELEASE_OVERHEAD_BYTES = PROCESS_BYTES + 64 * 1024**2  # vocabulary and activations of a model not seen yet
# KV cache bytes a token for each parameter: BELLE's models keep every head's keys and values, today's share them.
BELLE_CACHE_SHARE, SHARED_CACHE_SHARE = 80e-6, 25e-6
RELEASE_CONTEXT_TOKENS = 4096


class Room(StrEnum):
    """Whether a model fits into the memory that is free now."""

    FITS = "fits"
    TIGHT = "tight"  # only with a shorter context, or with next to nothing left
    WILL_NOT_FIT = "will-not-fit"


@dataclass(frozen=True, slots=True)
class Machine:
    """What matters of the machine, as it is now."""

    free_bytes: int
    read_bytes_per_second: float


@dataclass(frozen=True, slots=True)
class Fit:
    """The verdict; `needed_bytes` is for `context_tokens`, the context that would be opened."""

    room: Room
    needed_bytes: int
    free_bytes: int
    context_tokens: int
    longest_context_tokens: int  # that fits now and that the model was trained for; 0 when none
    faster_copy: bool  # whether there is room for the second copy of the weights, laid out for the processor
    tokens_per_second: float  # about

    @property
    def quick(self) -> bool:
        """Whether an answer comes as fast as one reads."""
        return self.tokens_per_second >= QUICK_TOKENS_PER_SECOND

    @property
    def verdict(self) -> Phrase:
        """In words, for a card."""
        if self.room is Room.WILL_NOT_FIT:
            return words.WILL_NOT_FIT.filled(needed=as_size(self.needed_bytes), free=as_size(self.free_bytes))
        pace = words.RUNS_WELL if self.quick else words.RUNS_SLOWLY
        return words.FITS_TIGHTLY.filled(pace=pace) if self.room is Room.TIGHT else pace


def fit(model: Footprint, machine: Machine) -> Fit:
    """The verdict on a model for this machine."""
    context_tokens = default_context(model, machine.free_bytes)
    needed_bytes = model.needed_bytes(context_tokens)
    longest_tokens = min(model.trained_tokens, model.affordable_tokens(machine.free_bytes))
    if needed_bytes > machine.free_bytes:
        room, longest_tokens = Room.WILL_NOT_FIT, 0
    else:
        usual = context_tokens == min(DEFAULT_CONTEXT_TOKENS, model.trained_tokens)
        room = Room.FITS if usual and needed_bytes <= ROOMY_SHARE * machine.free_bytes else Room.TIGHT
    faster_copy = needed_bytes + model.repacked_bytes <= machine.free_bytes
    pace = DECODING_SHARE * (1.0 if faster_copy else PLAIN_PACE)
    rate = pace * machine.read_bytes_per_second / max(1, model.weights_bytes)
    return Fit(room, needed_bytes, machine.free_bytes, context_tokens, longest_tokens, faster_copy, rate)


def fit_of_release(release: Release, machine: Machine) -> Fit | None:
    """The verdict on a release that is not here yet, roughly; None when nobody knows its size."""
    if release.result_bytes is None:
        return None
    return fit(footprint_of_release(release, release.result_bytes), machine)


def footprint_of_release(release: Release, result_bytes: int) -> Footprint:
    """What a release would take in memory, guessed from its size."""
    share = BELLE_CACHE_SHARE if release.prompt_format else SHARED_CACHE_SHARE
    token_bytes = round(share * release.parameters)
    return Footprint(result_bytes, result_bytes, RELEASE_OVERHEAD_BYTES, token_bytes, RELEASE_CONTEXT_TOKENS)


def this_machine() -> Machine:
    """The machine as it is now."""
    return Machine(free_memory_bytes(), read_bytes_per_second())


@cache
def read_bytes_per_second() -> float:
    """How fast the processor reads memory: measured once, in some milliseconds, on one core; several reach more."""
    numbers = np.ones(PROBE_BYTES // 8, np.int64)
    seconds = min(_seconds_to_read(numbers) for _ in range(3))
    return PROBE_BYTES / seconds * (1.5 if (psutil.cpu_count(logical=False) or 1) > 1 else 1.0)


def _seconds_to_read(numbers: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> float:
    began = perf_counter()
    numbers.sum()
    return perf_counter() - began


def as_size(size_bytes: int) -> str:
    """For example `3.9 GB` or `98 MB`, as disks and shops count."""
    if size_bytes >= 1e9:
        return f"{size_bytes / 1e9:.1f} GB"
    return f"{size_bytes / 1e6:.0f} MB" if size_bytes >= 1e6 else f"{size_bytes / 1e3:.0f} kB"
