"""Jan's `threads/<id>/`: thread.json says what the chat is, messages.jsonl what was said, a message a line."""

import json
from collections.abc import Iterable
from typing import Any

from chatbelle.chat import AnswerFacts, Message, Role, StopReason
from chatbelle.chat_settings import ChatSettings
from chatbelle.history import WholeChat
from chatbelle.transfer.strict import checked, moment_or, text_of, uid_of


def chat_from(thread: Any, lines: Iterable[str], now: float) -> WholeChat:
    """The chat in the two files of a thread. Raises one of `strict.WRONG`."""
    created_at = moment_or(thread.get("created"), now)
    assistant: dict[str, Any] = next(iter(thread.get("assistants") or []), {})
    model = text_of((assistant.get("model") or {}).get("id") or "Jan")
    messages: list[Message] = []
    for line in filter(str.strip, lines):
        message = message_from(json.loads(line), len(messages), model, created_at)
        if message:
            messages.append(message)
    title = thread.get("title") or (thread.get("metadata") or {}).get("title") or ""
    return checked(
        WholeChat(
            uid_of("jan", thread.get("id"), *(message.text for message in messages)),
            text_of(title),
            tuple(messages),
            len(messages) or None,
            created_at,
            moment_or(thread.get("updated"), created_at),
            settings=ChatSettings(system=text_of(assistant.get("instructions") or "")),
        )
    )


def message_from(values: Any, before: int, model: str, created_at: float) -> Message | None:
    """The message of a line, after as many others; None when it has no text or a tool says it."""
    role = values["role"]
    content = values.get("content") or []
    text = "\n\n".join(text_of(part["text"]["value"]) for part in content if part.get("type") == "text")
    if role not in tuple(Role) or not text.strip():
        return None
    cut = values.get("status") in ("stopped", "in_progress", "error")
    facts = AnswerFacts(StopReason.INTERRUPTED if cut else StopReason.END, model) if role == Role.ASSISTANT else None
    said_at = moment_or(values.get("created_at"), created_at)
    return Message(Role(role), text, before + 1, before or None, facts, said_at)
