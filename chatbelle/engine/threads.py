"""How many threads, and how they wait for one another. Must be settled before llama.cpp's library is loaded."""

import os
from dataclasses import dataclass

import psutil


@dataclass(frozen=True, slots=True)
class ThreadPlan:
    """Threads for decoding (ends to gain where memory bandwidth ends) and for reading prompts (gains from each)."""

    decode: int
    prompt: int


def plan_threads() -> ThreadPlan:
    """All physical cores for prompts; one fewer for decoding where there are enough to spare one."""
    cores = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    return ThreadPlan(decode=max(1, cores - 1) if cores > 2 else cores, prompt=cores)


def wait_politely() -> None:
    """Let waiting OpenMP threads spin briefly, then sleep.

    OpenMP's default spins on, which costs half the speed as soon as any other program runs. An environment that
    already says otherwise is respected. Source: GCC's libgomp manual, GOMP_SPINCOUNT; LLVM's KMP_BLOCKTIME.
    """
    if "OMP_WAIT_POLICY" not in os.environ:
        os.environ.setdefault("GOMP_SPINCOUNT", "20000")
        os.environ.setdefault("KMP_BLOCKTIME", "1")
