"""What a calibration makes of speeds: on machines that are scripted, so that nothing has to be waited for."""

import random
import subprocess
import sys
from time import monotonic, sleep

import pytest

from chatbelle.engine.threads import Cores, Threads
from chatbelle.engine.tuned import Attention, Calibrated, Gain, Knob, Tuning
from chatbelle.engine.tuning.calibration import Calibration, Choices, quiet_machine
from chatbelle.engine.tuning.choosing import thread_candidates
from chatbelle.engine.tuning.deciding import untuned
from chatbelle.engine.tuning.trials import Shape, Stopped

CORES = Cores(4, 8)
CHOICES = Choices(thread_candidates(CORES), tuple(Attention), stops_within_batch=True)


class Machine:
    """Answers fastest with two threads, reads fastest with eight in steps of 256, without flash attention."""

    longest_tokens = 512

    def __init__(self, seed: int = 0, trials: int = 10_000) -> None:
        self._chance, self._trials, self.freed = random.Random(seed), trials, False

    def stop_at(self, moment: float) -> None: ...

    def read_ahead(self, tokens_per_second: float) -> None: ...

    def decode_rate(self, shape: Shape, threads: Threads, tokens: int) -> float:
        return self._noisy({1: 20, 2: 35, 3: 30, 4: 28, 8: 15}[threads.decode] * self._attention(shape))

    def prompt_rate(self, shape: Shape, threads: Threads, tokens: int) -> float:
        batch = {64: 0.8, 128: 1.0, 256: 1.15, 512: 1.15}[shape.batch_tokens]
        return self._noisy({1: 200, 2: 390, 3: 570, 4: 700, 8: 900}[threads.prompt] * batch * self._attention(shape))

    def free(self) -> None:
        self.freed = True

    def _attention(self, shape: Shape) -> float:
        return 1.2 if shape.attention is Attention.PLAIN else 1.0

    def _noisy(self, rate: float) -> float:
        self._trials -= 1
        if self._trials < 0:
            raise Stopped
        return rate * self._chance.gauss(1, 0.02)


def calibration() -> Calibration:
    return Calibration(untuned(CORES), CHOICES, lambda: True)


def found_by(calibrating: Calibration, machine: Machine) -> Calibrated | None:
    list(calibrating.run(machine))
    return calibrating.result


def test_each_knob_finds_its_best_place() -> None:
    found = found_by(calibration(), Machine())
    assert found
    assert found.tuning == Tuning(2, 8, 256, Attention.PLAIN)
    assert [gain.knob for gain in found.gains] == list(Knob)
    assert found.gains[0] == Gain(Knob.DECODE_THREADS, pytest.approx(35 / 28, abs=0.04), 9)


def test_two_runs_give_the_same_choice() -> None:
    assert len({found.tuning for seed in range(50) if (found := found_by(calibration(), Machine(seed)))}) == 1


def test_a_calibration_that_is_stopped_goes_on_where_it_was_and_finds_the_same() -> None:
    stopped, shares = calibration(), []
    while stopped.result is None:
        machine = Machine(trials=40)
        shares += list(stopped.run(machine))
        assert machine.freed
    assert shares == sorted(shares)
    assert stopped.result.tuning == Tuning(2, 8, 256, Attention.PLAIN)


def test_rounds_that_something_disturbed_do_not_count() -> None:
    quiet = iter([True, True, True, False])
    disturbed = Calibration(untuned(CORES), CHOICES, lambda: next(quiet, True))
    assert found_by(disturbed, Machine()) is None
    assert not disturbed.is_over
    found = found_by(disturbed, Machine())
    assert found
    assert found.gains[0].rounds == 9


def test_a_busy_program_next_door_is_no_quiet_machine() -> None:
    is_quiet = quiet_machine()
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as neighbour:
        until = monotonic() + 10
        while is_quiet() and monotonic() < until:
            sleep(0.05)
        noticed = monotonic() < until
        neighbour.kill()
    assert noticed


def test_a_model_too_slow_for_the_time_stays_as_it_was() -> None:
    hurried = Calibration(untuned(CORES), CHOICES, lambda: True, most_seconds=1e-9)
    found = found_by(hurried, Machine())
    assert hurried.is_over
    assert found
    assert (found.tuning, found.gains) == (untuned(CORES), ())
