"""Whole characters and no part of a stop string, whatever the token boundaries are."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from chatbelle.engine.text import AnswerText

# Everything a person may read: CJK beyond the basic plane, emoji with joiners and flags, combining marks, Arabic.
writing = st.text(
    st.sampled_from("你好，世界𠮷䶮👩‍👩‍👧‍👦🇨🇳🏳️‍🌈é́한글नमस्ते\u200dabc \n") | st.characters(exclude_categories=["Cs"])
)
cuts = st.lists(st.integers(0, 200), max_size=40)


def in_tokens(text: str, at: list[int]) -> list[bytes]:
    data = text.encode()
    edges = [0, *sorted(min(edge, len(data)) for edge in at), len(data)]
    return [data[start:end] for start, end in pairwise(edges)]


@given(writing, cuts)
def test_text_comes_through_unchanged_under_any_split_into_tokens(text: str, at: list[int]) -> None:
    answer = AnswerText()
    assert "".join(answer.feed(token) for token in in_tokens(text, at)) + answer.end() == text


@given(writing, cuts)
def test_each_piece_is_whole_characters(text: str, at: list[int]) -> None:
    answer = AnswerText()
    assert "\ufffd" not in "".join(answer.feed(token) for token in in_tokens(text.replace("\ufffd", ""), at))


@given(writing, st.text(min_size=1, max_size=5), writing, cuts)
def test_a_stop_string_is_never_shown_in_part(before: str, stop: str, after: str, at: list[int]) -> None:
    text = before + stop + after
    answer = AnswerText((stop,))
    shown = "".join(answer.feed(token) for token in in_tokens(text, at)) + answer.end()
    assert (shown, answer.stopped) == (text[: text.index(stop)], True)


def test_of_several_stop_strings_the_earliest_ends_the_answer() -> None:
    answer = AnswerText(("world", "lo"))
    assert (answer.feed(b"hello world"), answer.stopped) == ("hel", True)


def test_text_held_back_for_a_stop_string_is_shown_when_it_was_none() -> None:
    answer = AnswerText(("###",))
    assert [answer.feed(b"a #"), answer.feed(b"# b"), answer.feed(b" #"), answer.end()] == ["a ", "## b", " ", "#"]


def test_a_character_that_the_end_cuts_in_two_is_dropped() -> None:
    answer = AnswerText()
    assert answer.feed("好".encode() + "你".encode()[:2]) + answer.end() == "好"


def test_bytes_that_are_no_character_do_not_stop_the_stream() -> None:
    answer = AnswerText()
    assert answer.feed(b"a\xff") + answer.feed("你".encode()) == "a\ufffd你"
