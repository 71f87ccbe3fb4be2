"""How many threads llama.cpp gets: those chosen for it, as far as other programs, battery and heat leave room.

llama.cpp's threads wait for one another at every step. One thread more than there are free cores and all of them wait
for the one that another program pushed aside: next to a busy program that halves the speed, or worse.
"""

import os
from dataclasses import dataclass
from time import monotonic

import psutil

from chatbelle.engine.conditions import Conditions, conditions_now, stepped_down
from chatbelle.engine.tuned import Tuning

LOOK_AGAIN_SECONDS = 0.25
STALE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Cores:
    """What the processor has: physical cores compute, logical ones (two a core on many) give room to others."""

    physical: int
    logical: int


@dataclass(frozen=True, slots=True)
class Threads:
    """How many compute."""

    decode: int  # a token at a time
    prompt: int


def this_machines_cores() -> Cores:
    """The cores that this process may use."""
    logical = psutil.cpu_count() or 1
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else logical
    physical = psutil.cpu_count(logical=False) or logical
    return Cores(max(1, min(physical, usable)), max(1, min(logical, usable)))


def threads_beside(most_threads: int, cores: Cores, others_busy_cores: float) -> int:
    """Threads that find a core each while other programs keep `others_busy_cores` of them busy; at least one."""
    return max(1, min(most_threads, cores.logical - round(others_busy_cores)))


def threads_now(tuning: Tuning, cores: Cores, others_busy_cores: float, conditions: Conditions) -> Threads:
    """What is left of the chosen threads beside busy programs, on battery and when it is hot."""
    if tuning.steady:
        return Threads(tuning.decode_threads, tuning.prompt_threads)
    decode, prompt = (
        threads_beside(stepped_down(most_threads, conditions), cores, others_busy_cores)
        for most_threads in (tuning.decode_threads, tuning.prompt_threads)
    )
    return Threads(decode, prompt)


class OtherPrograms:
    """How much of the processor other programs use."""

    def __init__(self) -> None:
        self._process = psutil.Process()
        self._looked_at, self._busy_seconds = monotonic(), self._busy_so_far()

    @property
    def seconds_since(self) -> float:
        """Seconds since anybody looked."""
        return monotonic() - self._looked_at

    def busy_cores(self) -> float:
        """How many cores they kept busy since anybody looked; may be slightly below 0."""
        now, busy_seconds = monotonic(), self._busy_so_far()
        cores = (busy_seconds - self._busy_seconds) / max(1e-3, now - self._looked_at)
        self._looked_at, self._busy_seconds = now, busy_seconds
        return cores

    def _busy_so_far(self) -> float:
        """Processor time that everyone but this process has used, in seconds."""
        system, own = psutil.cpu_times(), self._process.cpu_times()
        busy = sum(system) - system.idle - getattr(system, "iowait", 0.0)
        # Linux counts a guest's time twice: as its own and as user time.
        busy -= getattr(system, "guest", 0.0) + getattr(system, "guest_nice", 0.0)
        return float(busy - own.user - own.system)


class ThreadWatch:
    """Watches what else the machine does, and says how many threads are right now."""

    def __init__(self, cores: Cores, tuning: Tuning) -> None:
        self._cores, self.tuning = cores, tuning
        self._others, self._others_busy_cores = OtherPrograms(), 0.0
        self._conditions = Conditions()
        self._threads = self._threads_now()

    def turn_begins(self) -> None:
        """Look at battery and heat: once a turn, because sensors are slow to answer."""
        if not self.tuning.steady:
            self._conditions = conditions_now()
        self._threads = self._threads_now()

    def threads(self) -> Threads:
        """How many to use now. Cheap enough to ask before every token."""
        elapsed_seconds = self._others.seconds_since
        if elapsed_seconds >= LOOK_AGAIN_SECONDS:
            busy_cores = self._others.busy_cores()
            if elapsed_seconds < STALE_SECONDS:  # else it says what others did while nobody asked
                self._others_busy_cores = busy_cores
            self._threads = self._threads_now()
        return self._threads

    def _threads_now(self) -> Threads:
        return threads_now(self.tuning, self._cores, self._others_busy_cores, self._conditions)
