"""Which candidate wins: the better one, and only beyond noise."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chatbelle.engine.threads import Cores
from chatbelle.engine.tuned import Tuning
from chatbelle.engine.tuning.choosing import FEWEST_ROUNDS, batches_worth_trying, choose, thread_candidates
from chatbelle.engine.tuning.deciding import gpu_layers, llama_cpp_defaults, phone_tuning

GIB = 1024**3


def rounds_of(speeds: dict[int, float], noise: float = 0.02, rounds: int = 9, seed: int = 0) -> list[dict[int, float]]:
    """Rounds in which the machine as a whole is now faster, now slower, and each measurement is a little off."""
    chance = random.Random(seed)
    return [
        {candidate: speed * machine * chance.gauss(1, noise) for candidate, speed in speeds.items()}
        for machine in (chance.uniform(0.5, 1.0) for _ in range(rounds))
    ]


@pytest.mark.parametrize(
    ("speeds", "chosen"),
    [
        ({2: 10.0, 4: 10.0}, 4),  # equal: it stays
        ({2: 10.2, 4: 10.0}, 4),  # too little to be felt
        ({2: 12.0, 4: 10.0}, 2),
        ({1: 5.0, 2: 12.1, 3: 12.2, 4: 10.0}, 2),  # two and three are as good: fewer are preferred
        ({2: 9.0, 3: 8.0, 4: 10.0}, 4),
    ],
)
def test_a_change_is_chosen_only_when_it_is_better_by_more_than_the_noise(
    speeds: dict[int, float], chosen: int
) -> None:
    assert choose(rounds_of(speeds), usual=4)[0] == chosen


@pytest.mark.parametrize(
    "speeds", [{1: 6.0, 2: 10.0}, {1: 12.0, 2: 10.0}, {1: 10.0, 2: 10.0}, {0: 12.1, 1: 12.2, 2: 10.0}]
)
def test_two_hundred_calibrations_of_the_same_machine_give_the_same_choice(speeds: dict[int, float]) -> None:
    assert len({choose(rounds_of(speeds, seed=seed), usual=2)[0] for seed in range(200)}) == 1


def test_the_gain_is_told_as_it_was_measured() -> None:
    assert choose(rounds_of({2: 12.0, 4: 10.0}), usual=4)[1] == pytest.approx(1.2, abs=0.03)


def test_a_few_rounds_prove_nothing() -> None:
    assert choose(rounds_of({1: 20.0, 2: 10.0}, rounds=FEWEST_ROUNDS - 1), usual=2) == (2, 1.0)


@given(some.lists(some.floats(0.1, 1000), min_size=FEWEST_ROUNDS, max_size=9))
def test_a_candidate_that_is_never_faster_is_never_chosen(speeds: list[float]) -> None:
    assert choose([{1: speed, 2: speed} for speed in speeds], usual=2) == (2, 1.0)


@pytest.mark.parametrize(
    ("cores", "candidates"),
    [(Cores(1, 1), (1,)), (Cores(2, 2), (1, 2)), (Cores(4, 8), (1, 2, 3, 4, 8)), (Cores(8, 8), (2, 4, 6, 8))],
)
def test_threads_are_tried_from_a_quarter_of_the_cores_to_all_they_have_room_for(
    cores: Cores, candidates: tuple[int, ...]
) -> None:
    assert thread_candidates(cores) == candidates


def test_steps_of_a_prompt_are_never_longer_than_a_stop_may_take() -> None:
    assert batches_worth_trying(20.0, stops_within_batch=True) == ()
    assert batches_worth_trying(300.0, stops_within_batch=True) == (64, 128, 256)
    assert batches_worth_trying(3000.0, stops_within_batch=False) == (64, 128)


@pytest.mark.parametrize(
    ("platform", "cores", "threads"),
    [
        ("android", Cores(8, 8), 4),  # four fast and four slow ones
        ("android", Cores(6, 6), 3),
        ("android", Cores(4, 4), 2),
        ("android", Cores(1, 1), 1),
        ("ios", Cores(6, 6), 2),
    ],
)
def test_on_phones_the_fast_cores_compute_and_nothing_is_measured(platform: str, cores: Cores, threads: int) -> None:
    tuning = phone_tuning(platform, cores)
    assert (tuning.decode_threads, tuning.prompt_threads) == (threads, threads)


def test_llama_cpps_own_defaults_hold_whatever_else_the_machine_does() -> None:
    assert llama_cpp_defaults(Cores(8, 16)) == Tuning(8, 8, 512, steady=True)


@pytest.mark.parametrize(
    ("free_bytes", "layers"),
    [
        (0, 0),  # no graphics processor
        (None, 33),  # nobody knows: llama.cpp's own default
        (GIB // 4, 0),
        (24 * GIB, 33),  # all 32 and the output layer
        (3 * GIB, 16),  # half of five gibibytes, beside what must stay free
    ],
)
def test_a_graphics_processor_takes_as_many_layers_as_it_has_room_for(free_bytes: int | None, layers: int) -> None:
    assert gpu_layers(32, 4 * GIB, GIB, free_bytes) == layers
