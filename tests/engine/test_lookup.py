"""What came before is the guess of what comes next."""

from hypothesis import given
from hypothesis import strategies as st

from chatbelle.engine.lookup import NOTHING, SHORTEST_MATCH, Lookup

A_TEXT = st.lists(st.integers(0, 3), max_size=60)


def test_what_followed_the_same_words_is_guessed() -> None:
    guess = Lookup([9, 1, 2, 3, 4, 5, 6, 7, 1, 2, 3]).guess(3)
    assert (guess.tokens, guess.matched) == ((4, 5, 6), 3)


def test_words_that_were_never_said_give_no_guess() -> None:
    assert Lookup([1, 2, 3, 4, 5, 6]).guess(4) == NOTHING


def test_of_two_places_the_one_with_more_of_the_same_words_counts() -> None:
    assert Lookup([7, 1, 2, 3, 50, 8, 1, 2, 3, 60, 7, 1, 2, 3]).guess(1).tokens == (50,)


def test_of_two_places_that_are_as_good_the_latest_counts() -> None:
    assert Lookup([8, 1, 2, 3, 50, 8, 1, 2, 3, 60, 7, 1, 2, 3]).guess(1).tokens == (60,)


def test_what_repeats_itself_is_guessed_to_go_on() -> None:
    assert Lookup([1, 2, 1, 2, 1, 2]).guess(5).tokens == (1, 2, 1, 2, 1)


@given(A_TEXT, st.integers(0, 20))
def test_a_guess_is_what_followed_as_many_same_tokens_and_no_longer_than_asked(text: list[int], most: int) -> None:
    guess = Lookup(text).guess(most)
    assert len(guess.tokens) in (0, most)
    if guess.tokens:
        assert guess.matched >= SHORTEST_MATCH
        end, first = text[-guess.matched :], guess.tokens[0]
        assert any(
            [*text[at : at + guess.matched], text[at + guess.matched]] == [*end, first]
            for at in range(len(text) - guess.matched)
        )
