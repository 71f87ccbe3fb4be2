"""A prompt is read in steps that can be stopped in time."""

import pytest

from chatbelle.engine.reading import step_tokens
from chatbelle.memory import GIB


@pytest.mark.parametrize(
    ("model_bytes", "tokens"), [(GIB // 10, 128), (2 * GIB, 64), (4 * GIB, 32), (8 * GIB, 16), (40 * GIB, 16)]
)
def test_the_larger_a_model_the_shorter_its_steps(model_bytes: int, tokens: int) -> None:
    assert step_tokens(128, model_bytes, stops_within=True) == tokens


def test_steps_that_were_measured_as_short_stay_so() -> None:
    assert step_tokens(8, 40 * GIB, stops_within=True) == 8
    assert step_tokens(64, 40 * GIB, stops_within=False) == 64
