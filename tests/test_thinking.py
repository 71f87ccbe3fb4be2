"""What a model thinks and what it says."""

import pytest

from chatbelle.thinking import MARKERS, Thinking, begun_by, may_begin_to_think, thinking_of


@pytest.mark.parametrize(("begin", "end"), MARKERS)
def test_thoughts_are_told_from_the_answer(begin: str, end: str) -> None:
    assert thinking_of(f"{begin}\nhm\n{end}\n\nYes.") == Thinking("hm", "Yes.")


def test_a_thought_that_goes_on_has_not_ended() -> None:
    assert thinking_of("<think>\nlet me") == Thinking("let me", "", ended=False)


def test_markers_within_an_answer_are_text() -> None:
    assert thinking_of("Write <think> first.") == Thinking("", "Write <think> first.")


def test_the_beginning_of_a_marker_is_waited_for() -> None:
    assert may_begin_to_think("")
    assert may_begin_to_think("\n<thi")
    assert not may_begin_to_think("<p>")
    assert not may_begin_to_think("Hi")


def test_a_prompt_that_begins_the_thinking_is_known() -> None:
    assert begun_by("<|assistant|>\n<think>\n") == "<think>\n"
    assert begun_by("<|assistant|>\n") == ""
