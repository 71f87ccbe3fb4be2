"""A chat is a tree of messages; a person sees one path through it."""

import pytest

from chatbelle.chat import AnswerFacts, Chat, Message, Role, StopReason, title_from, turns


def message(number: int, parent: int | None, role: Role = Role.USER) -> Message:
    return Message(role, f"text {number}", id=number, parent=parent)


def test_the_path_leads_from_the_first_message_to_the_tip() -> None:
    chat = Chat(1).add(message(1, None)).add(message(2, 1)).add(message(3, 1))
    assert [step.id for step in chat.path()] == [1, 3]


def test_a_damaged_tree_with_a_cycle_is_no_endless_path() -> None:
    with pytest.raises(KeyError):
        Chat(1, messages=(message(1, 2), message(2, 1)), tip=1).path()


def test_a_changed_message_takes_the_old_ones_place() -> None:
    chat = Chat(1).add(message(1, None)).with_changed(Message(Role.USER, "new", id=1))
    assert [step.text for step in chat.path()] == ["new"]


def test_turns_begin_with_the_person_and_leave_the_system_prompt_out() -> None:
    system, one, two, three = (
        message(1, None, Role.SYSTEM),
        message(2, 1),
        message(3, 2, Role.ASSISTANT),
        message(4, 3),
    )
    assert turns([system, one, two, three]) == [(one, two), (three,)]


def test_a_title_is_the_first_line_shortened() -> None:
    assert title_from("  你好\n世界 ") == "你好 世界"
    assert title_from("x" * 30) == "x" * 23 + "…"


def test_the_decode_rate_leaves_the_first_token_out() -> None:
    facts = AnswerFacts(StopReason.END, answer_tokens=11, first_token_seconds=1.0, seconds=3.0)
    assert facts.tokens_per_second == 5.0
