"""How many threads llama.cpp gets: as many cores as other programs leave free, looked at again while it runs.

llama.cpp's threads wait for one another at every step. One thread more than there are free cores and all of them wait
for the one that another program pushed aside: next to a busy program that halves the speed, or worse.
"""

import os
from dataclasses import dataclass, replace
from time import monotonic

import psutil

LOOK_AGAIN_SECONDS = 0.25
STALE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Cores:
    """What the processor has: physical cores compute, logical ones (two a core on many) give room to others."""

    physical: int
    logical: int


def this_machines_cores() -> Cores:
    """The cores that this process may use."""
    logical = psutil.cpu_count() or 1
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else logical
    physical = psutil.cpu_count(logical=False) or logical
    return Cores(max(1, min(physical, usable)), max(1, min(logical, usable)))


def at_most(cores: Cores, threads: int | None) -> Cores:
    """The cores, of which no more than `threads` are to compute."""
    return replace(cores, physical=max(1, min(cores.physical, threads))) if threads else cores


def threads_beside(cores: Cores, others_busy_cores: float) -> int:
    """Threads that find a core each while other programs keep `others_busy_cores` of them busy; at least one."""
    return max(1, min(cores.physical, cores.logical - round(others_busy_cores)))


class ThreadWatch:
    """Watches how much of the processor other programs use."""

    def __init__(self, cores: Cores) -> None:
        self._cores = cores
        self._threads = cores.physical
        self._process = psutil.Process()
        self._looked_at, self._busy_seconds = monotonic(), self._others_busy_seconds()

    def threads(self) -> int:
        """How many threads to use now. Cheap enough to ask before every token."""
        now = monotonic()
        elapsed_seconds = now - self._looked_at
        if elapsed_seconds >= LOOK_AGAIN_SECONDS:
            busy_seconds = self._others_busy_seconds()
            if elapsed_seconds < STALE_SECONDS:  # else it says what others did while nobody asked
                self._threads = threads_beside(self._cores, (busy_seconds - self._busy_seconds) / elapsed_seconds)
            self._looked_at, self._busy_seconds = now, busy_seconds
        return self._threads

    def _others_busy_seconds(self) -> float:
        """Processor time that everyone but this process has used so far."""
        system, own = psutil.cpu_times(), self._process.cpu_times()
        busy = sum(system) - system.idle - getattr(system, "iowait", 0.0)
        # Linux counts a guest's time twice: as its own and as user time.
        busy -= getattr(system, "guest", 0.0) + getattr(system, "guest_nice", 0.0)
        return float(busy - own.user - own.system)
