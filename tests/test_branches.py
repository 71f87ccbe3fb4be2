"""A chat's tree: what stands beside a message, what follows it, what is left without it."""

from chatbelle.branches import branch_from, newest_below, siblings, without
from chatbelle.chat import Chat, Message, Role

# 1 ─ 2 ─ 4
#   └ 3 ─ 5 ─ 6
TREE = Chat(
    1,
    messages=tuple(
        Message(role, f"text {number}", number, parent)
        for number, parent, role in (
            (1, None, Role.USER),
            (2, 1, Role.ASSISTANT),
            (3, 1, Role.ASSISTANT),
            (4, 2, Role.USER),
            (5, 3, Role.USER),
            (6, 5, Role.ASSISTANT),
        )
    ),
    tip=6,
)


def test_siblings_stand_in_the_same_place() -> None:
    assert [message.id for message in siblings(TREE, TREE.messages[1])] == [2, 3]
    assert [message.id for message in siblings(TREE, TREE.messages[3])] == [4]


def test_a_branch_leads_to_what_was_said_last_in_it() -> None:
    assert [newest_below(TREE, number) for number in (1, 2, 6)] == [6, 4, 6]


def test_a_branch_is_a_message_and_all_that_follows() -> None:
    assert branch_from(TREE, 3) == {3, 5, 6}
    assert branch_from(TREE, 1) == {1, 2, 3, 4, 5, 6}


def test_without_a_branch_its_sibling_is_shown() -> None:
    left = without(TREE, {3})
    assert (left.tip, [message.id for message in left.messages]) == (4, [1, 2, 4])


def test_without_an_only_branch_what_stands_above_is_shown() -> None:
    assert without(TREE, {5}).tip == 3
    assert without(TREE, {1}).tip is None


def test_without_a_branch_that_is_not_shown_the_tip_stays() -> None:
    assert without(TREE, {2}).tip == 6
