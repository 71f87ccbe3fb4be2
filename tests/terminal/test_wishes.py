"""How the options of the command line meet a model's own recommendation."""

from chatbelle.engine.protocol import Sampling
from chatbelle.terminal.wishes import Wishes

RECOMMENDED = Sampling(temperature=0.35, top_k=30, max_tokens=200)


def test_without_wishes_the_recommendation_stands() -> None:
    assert Wishes().applied_to(RECOMMENDED) == RECOMMENDED


def test_a_wish_changes_what_it_names_and_nothing_else() -> None:
    wished = Wishes(temperature=0.0, max_tokens=5, seed=0).applied_to(RECOMMENDED)
    assert wished == Sampling(temperature=0.0, top_k=30, max_tokens=5, seed=0)
