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


# --- Branches ---------------------------------------------------------------------------------------------------------
# 1 ─┬─ 2 ─── 3
#    └─ 4 ─┬─ 5
#          └─ 6      7 begins anew
TREE = Chat(
    1,
    "",
    tuple(
        Message(Role.USER, str(number), number, parent)
        for number, parent in ((1, None), (2, 1), (3, 2), (4, 1), (5, 4), (6, 4), (7, None))
    ),
    tip=3,
)


def numbers(messages: tuple[Message, ...]) -> list[int]:
    return [message.id for message in messages]


def test_siblings_are_the_messages_that_follow_the_same_one() -> None:
    by_id = {message.id: message for message in TREE.messages}
    assert [numbers(TREE.siblings(by_id[at])) for at in (1, 2, 3, 6)] == [[1, 7], [2, 4], [3], [5, 6]]


def test_a_branch_is_a_message_with_all_that_follow() -> None:
    assert [numbers(TREE.branch(at)) for at in (1, 4, 5, 99)] == [[1, 2, 3, 4, 5, 6], [4, 5, 6], [5], []]


def test_walking_to_a_sibling_shows_its_newest_path() -> None:
    assert [numbers(TREE.showing(at).path()) for at in (1, 2, 4, 5)] == [[1, 4, 6], [1, 2, 3], [1, 4, 6], [1, 4, 5]]


def test_without_what_is_shown_the_newest_path_beside_it_is() -> None:
    assert numbers(TREE.without(2).path()) == [1, 4, 6]
    assert numbers(TREE.without(3).path()) == [1, 2]
    assert numbers(TREE.without(4).path()) == [1, 2, 3]
    assert numbers(TREE.without(1).path()) == [7]
    assert TREE.without(1).without(7).tip is None


def test_an_answer_that_did_not_come_to_its_end_can_be_continued() -> None:
    ends = {stop: Message(Role.ASSISTANT, "", facts=AnswerFacts(stop)).cut for stop in StopReason}
    assert {stop for stop, cut in ends.items() if not cut} == {StopReason.END, StopReason.STOP_STRING}
    assert Message(Role.ASSISTANT, "killed").cut
    assert not Message(Role.USER, "hi").cut
