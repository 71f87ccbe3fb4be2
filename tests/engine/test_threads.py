"""Threads: as many as find a free core."""

import subprocess
import sys
from time import monotonic, sleep

import psutil
import pytest

from chatbelle.engine.conditions import Conditions, is_hot, stepped_down
from chatbelle.engine.threads import Cores, Threads, ThreadWatch, this_machines_cores, threads_beside, threads_now
from chatbelle.engine.tuned import Tuning


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
    assert threads_beside(cores.physical, cores, others_busy_cores) == threads


@pytest.mark.parametrize(
    ("conditions", "threads"),
    [
        (Conditions(), {1: 1, 2: 2, 4: 4, 8: 8}),
        (Conditions(on_battery=True), {1: 1, 2: 2, 4: 3, 8: 6}),
        (Conditions(hot=True), {1: 1, 2: 1, 4: 2, 8: 4}),
        (Conditions(on_battery=True, hot=True), {1: 1, 2: 1, 4: 1, 8: 3}),
    ],
)
def test_battery_and_heat_step_down(conditions: Conditions, threads: dict[int, int]) -> None:
    assert {most: stepped_down(most, conditions) for most in threads} == threads


@pytest.mark.parametrize(
    ("readings", "hot"),
    [
        ((), False),
        (((60.0, 80.0), (79.9, 80.0)), False),
        (((60.0, 80.0), (80.0, 80.0)), True),
        (((89.0, None),), False),
        (((91.0, None),), True),
        (((40.0, 0.0),), False),  # a limit that makes no sense
    ],
)
def test_heat_is_a_sensor_at_its_own_limit(readings: tuple[tuple[float, float | None], ...], hot: bool) -> None:
    assert is_hot(readings) is hot


@pytest.mark.parametrize(
    ("tuning", "others_busy_cores", "conditions", "threads"),
    [
        (Tuning(6, 8, 128), 0.0, Conditions(), Threads(6, 8)),
        (Tuning(6, 8, 128), 10.0, Conditions(), Threads(6, 6)),  # ten of sixteen are taken
        (Tuning(6, 8, 128), 14.0, Conditions(), Threads(2, 2)),
        (Tuning(6, 8, 128), 0.0, Conditions(on_battery=True), Threads(5, 6)),
        (Tuning(6, 16, 128), 0.0, Conditions(hot=True), Threads(3, 8)),
        (Tuning(8, 8, 512, steady=True), 14.0, Conditions(True, True), Threads(8, 8)),  # llama.cpp's defaults
    ],
)
def test_what_was_measured_is_the_most_that_is_used(
    tuning: Tuning, others_busy_cores: float, conditions: Conditions, threads: Threads
) -> None:
    assert threads_now(tuning, Cores(8, 16), others_busy_cores, conditions) == threads


def test_a_busy_program_next_door_is_noticed() -> None:
    watch = ThreadWatch(Cores(4, 4), Tuning(4, 4, 128))
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as neighbour:
        until = monotonic() + 10
        while watch.threads() == Threads(4, 4) and monotonic() < until:
            sleep(0.05)
        neighbour.kill()
    assert watch.threads().decode < 4


def test_this_machine_has_a_core_at_least() -> None:
    cores = this_machines_cores()
    assert 1 <= cores.physical <= cores.logical <= (psutil.cpu_count() or 1)
