"""A prompt is read in steps that can be stopped in time."""

from hypothesis import given
from hypothesis import strategies as st

from chatbelle.engine.reading import LEAST_TOKENS, first_steps

SMALL, LARGE = 100_000_000, 4_000_000_000


def test_a_small_model_reads_in_the_usual_steps_and_a_large_one_in_shorter_ones() -> None:
    assert first_steps(128, SMALL, stops_within=True).most_tokens == 128
    assert first_steps(128, LARGE, stops_within=True).most_tokens == 32


def test_steps_that_last_too_long_become_shorter_and_stay_so() -> None:
    steps = first_steps(128, SMALL, stops_within=True).after(128, 3.0)
    assert steps.most_tokens == 64
    assert steps.after(64, 0.1) == steps


def test_a_step_that_cannot_be_stopped_halfway_must_be_short() -> None:
    assert first_steps(128, SMALL, stops_within=False).after(128, 0.2).most_tokens == 64


@given(st.floats(0.001, 2.0), st.booleans())
def test_in_the_end_each_step_can_be_stopped_or_is_as_short_as_makes_sense(seconds: float, within: bool) -> None:
    steps = first_steps(512, LARGE, within)
    for _ in range(10):
        steps = steps.after(steps.most_tokens, steps.most_tokens * seconds)
    assert steps.most_tokens * seconds <= steps.longest_seconds or steps.most_tokens == LEAST_TOKENS
