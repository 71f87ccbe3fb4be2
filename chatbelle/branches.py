"""Walking a chat's tree: what stands beside a message, what follows it, what is left without it. Pure."""

from collections.abc import Collection
from dataclasses import replace

from chatbelle.chat import Chat, Message


def siblings(chat: Chat, message: Message) -> tuple[Message, ...]:
    """The messages in the same place, this one among them, in the order they were said."""
    beside = (message.parent, message.role)
    return tuple(other for other in chat.messages if (other.parent, other.role) == beside)


def in_one_place(chat: Chat) -> list[list[Message]]:
    """All messages, siblings together."""
    places: dict[tuple[int | None, str], list[Message]] = {}
    for message in chat.messages:
        places.setdefault((message.parent, message.role), []).append(message)
    return list(places.values())


def newest_below(chat: Chat, message_id: int) -> int:
    """The leaf that a branch leads to when one always follows what was said last; the message itself when it is one."""
    newest_after = {message.parent: message.id for message in chat.messages}
    while message_id in newest_after:
        message_id = newest_after[message_id]
    return message_id


def branch_from(chat: Chat, message_id: int) -> frozenset[int]:
    """The ids of a message and of all that follows it, in every branch."""
    found = {message_id}
    for message in chat.messages:  # a parent was kept before what follows it
        if message.parent in found:
            found.add(message.id)
    return frozenset(found)


def without(chat: Chat, ids: Collection[int]) -> Chat:
    """The chat without these messages and what follows them; a tip among them gives way to what is beside or above."""
    gone = {below for each in ids for below in branch_from(chat, each)}
    left = replace(chat, messages=tuple(message for message in chat.messages if message.id not in gone))
    if chat.tip not in gone:
        return left
    first = next(message for message in chat.path() if message.id in gone)
    beside = siblings(left, first)
    return replace(left, tip=newest_below(left, beside[-1].id) if beside else first.parent)
