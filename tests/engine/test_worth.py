"""Guesses are checked while they pay, and never cost more than was agreed."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbelle.engine.worth import FIRST_CREDIT, SIZES, Outcomes, Worth, expected_tokens, kind_of

PLAIN = 0.01
CHEAP = [PLAIN, 1.1 * PLAIN, 1.3 * PLAIN, 1.8 * PLAIN, 3 * PLAIN]  # bound by memory, as large models are
DEAR = [PLAIN * size for size in SIZES]
COSTS = st.lists(st.floats(0.3, 3.0), min_size=len(SIZES) - 1, max_size=len(SIZES) - 1)


def simulated(costs: Sequence[float], texts: Sequence[tuple[int, int]]) -> tuple[float, int, Worth]:
    """The seconds and tokens of an answer whose next tokens were guessed; for each place how many guesses come true."""
    worth, seconds, tokens = Worth(), 0.0, 0
    for matched, would_come_true in texts:
        kind = kind_of(matched)
        size = worth.size(kind, SIZES[-1] - 1 if matched else 0)
        cost = costs[SIZES.index(size)]
        seconds += cost
        if size == 1:
            worth, tokens = worth.after_plain(cost), tokens + 1
        else:
            true = min(would_come_true, size - 1)
            worth, tokens = worth.after_batch(kind, size, cost, true), tokens + true + 1
    return seconds, tokens, worth


@given(
    COSTS.map(lambda shares: [PLAIN, *(PLAIN * (1 + (n - 1) * s) for n, s in zip(SIZES[1:], shares, strict=True))]),
    st.lists(st.tuples(st.sampled_from([0, 3, 6, 12, 20]), st.integers(0, 16)), min_size=1, max_size=600),
)
def test_an_answer_takes_no_more_than_a_hundredth_and_a_few_tokens_longer_than_plain(
    costs: list[float], texts: list[tuple[int, int]]
) -> None:
    seconds, tokens, _ = simulated(costs, texts)
    unforeseen = max(costs) - PLAIN  # of the one batch whose cost was not known
    assert seconds <= tokens * PLAIN * 1.01 + FIRST_CREDIT * PLAIN + unforeseen * (len(SIZES) - 1) + 1e-9


def test_guesses_that_never_come_true_cost_less_than_a_fiftieth() -> None:
    seconds, tokens, _ = simulated(DEAR, [(6, 0)] * 2000)
    assert seconds <= tokens * PLAIN * 1.02


def test_guesses_that_always_come_true_soon_fill_the_largest_batches() -> None:
    seconds, tokens, worth = simulated(CHEAP, [(20, 16)] * 100)
    assert tokens * PLAIN / seconds > 3
    assert worth.size(kind_of(20), 15) == SIZES[-1]


def test_where_a_batch_costs_as_much_as_its_tokens_one_by_one_nothing_is_guessed_for_long() -> None:
    _, _, worth = simulated(DEAR, [(20, 16)] * 200)
    assert worth.size(kind_of(20), 15) == 1


def test_what_has_failed_gets_another_chance_much_later() -> None:
    _, _, worth = simulated(CHEAP, [(6, 0)] * 50)
    failed = worth.likelihood(kind_of(6))
    _, _, worth = simulated(CHEAP, [(6, 0)] * 50 + [(0, 0)] * 300)
    assert worth.likelihood(kind_of(6)) > failed


def test_texts_of_which_much_comes_true_and_others_do_not_spoil_each_other() -> None:
    _, _, worth = simulated(CHEAP, [(20, 16), (3, 0)] * 100)
    assert worth.size(kind_of(20), 15) > worth.size(kind_of(3), 15)


def test_the_expected_tokens_of_a_batch_are_one_and_the_guesses_until_a_false_one() -> None:
    assert expected_tokens(0.5, 4) == 1 + 0.5 + 0.25 + 0.125
    assert Outcomes().likelihood() == 0.8


def test_plain_tokens_may_be_counted_all_at_once() -> None:
    known = Worth().after_plain(0.01).after_batch(2, 4, 0.02, 1)
    one_by_one = known
    for _ in range(7):
        one_by_one = one_by_one.after_plain(0.012)
    at_once = known.after_plain(7 * 0.012, 7)
    assert at_once.seconds == pytest.approx(one_by_one.seconds)
    assert at_once.likelihood(2) == pytest.approx(one_by_one.likelihood(2))
    assert at_once.credit_seconds == pytest.approx(one_by_one.credit_seconds, rel=0.01)
