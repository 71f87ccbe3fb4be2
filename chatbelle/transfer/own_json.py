"""Our own JSON, which loses nothing: branches, facts and settings. docs/chats-json.md describes it for others."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from chatbelle.chat import AnswerFacts, Message, Role, StopReason
from chatbelle.chat_settings import as_values, settings_from
from chatbelle.history import WholeChat
from chatbelle.transfer.strict import checked, count_of, moment_of, number_of, text_of

FORMAT, VERSION = "chatbelle-chats", 1


def to_json(chats: Iterable[WholeChat]) -> Iterator[str]:
    """The file in parts, so that it never has to be in memory as a whole."""
    yield f'{{"format": "{FORMAT}", "version": {VERSION}, "chats": ['
    for number, chat in enumerate(chats):
        yield (",\n" if number else "\n") + json.dumps(as_plain(chat), ensure_ascii=False, indent=1)
    yield "\n]}\n"


def as_plain(chat: WholeChat) -> dict[str, object]:
    """A chat as JSON's own kinds of values."""
    return {
        "id": chat.uid,
        "title": chat.title,
        "created_at": chat.created_at,
        "changed_at": chat.changed_at,
        "pinned": chat.pinned,
        "archived": chat.archived,
        "settings": as_values(chat.settings),
        "tip": chat.tip,
        "messages": [
            {
                "id": message.id,
                "parent": message.parent,
                "role": message.role,
                "said_at": message.said_at,
                "text": message.text,
                "facts": asdict(message.facts) if message.facts else None,
            }
            for message in chat.messages
        ],
    }


def from_plain(values: Any) -> WholeChat:
    """The chat in what `as_plain` made, from a file that anybody may have written.

    Raises one of `strict.WRONG` when it is not one.
    """
    messages = tuple(map(message_from, values["messages"]))
    tip = None if values["tip"] is None else count_of(values["tip"])
    return checked(
        WholeChat(
            text_of(values["id"]),
            text_of(values["title"]),
            messages,
            tip,
            moment_of(values["created_at"]),
            moment_of(values["changed_at"]),
            bool(values["pinned"]),
            bool(values["archived"]),
            settings_from(values["settings"]),
        )
    )


def message_from(values: Any) -> Message:
    """A message of a file. Raises as `from_plain`."""
    return Message(
        Role(values["role"]),
        text_of(values["text"]),
        count_of(values["id"]),
        None if values["parent"] is None else count_of(values["parent"]),
        None if values["facts"] is None else facts_from(values["facts"]),
        moment_of(values["said_at"]),
    )


def facts_from(values: Any) -> AnswerFacts:
    """How an answer came about. Raises as `from_plain`."""
    return AnswerFacts(
        StopReason(values["stop"]),
        text_of(values["model"]),
        prompt_tokens=count_of(values["prompt_tokens"]),
        evaluated_tokens=count_of(values["evaluated_tokens"]),
        answer_tokens=count_of(values["answer_tokens"]),
        first_token_seconds=number_of(values["first_token_seconds"]),
        seconds=number_of(values["seconds"]),
        forgotten=count_of(values["forgotten"]),
    )
