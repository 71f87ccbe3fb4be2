"""Threads: as many as find a free core."""

import subprocess
import sys
from time import monotonic, sleep

import psutil
import pytest

from chatbelle.engine.threads import Cores, ThreadWatch, this_machines_cores, threads_beside


@pytest.mark.parametrize(
    ("cores", "others_busy_cores", "threads"),
    [
        (Cores(2, 2), 0.1, 2),
        (Cores(2, 2), 1.0, 1),
        (Cores(2, 2), 5.0, 1),
        (Cores(8, 16), 3.0, 8),  # the others have the second half of eight cores
        (Cores(8, 16), 12.0, 4),
        (Cores(8, 8), 0.6, 7),
    ],
)
def test_each_thread_finds_a_core_that_others_leave_free(cores: Cores, others_busy_cores: float, threads: int) -> None:
    assert threads_beside(cores, others_busy_cores) == threads


def test_a_busy_program_next_door_is_noticed() -> None:
    watch = ThreadWatch(Cores(4, 4))
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as neighbour:
        until = monotonic() + 10
        while watch.threads() == 4 and monotonic() < until:
            sleep(0.05)
        neighbour.kill()
    assert watch.threads() < 4


def test_this_machine_has_a_core_at_least() -> None:
    cores = this_machines_cores()
    assert 1 <= cores.physical <= cores.logical <= (psutil.cpu_count() or 1)
