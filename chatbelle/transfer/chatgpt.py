"""ChatGPT's export: each conversation is a `mapping` of nodes that name their parent and children.

What people see is kept: texts of the person and of the model. Calls of tools, their results and hidden system messages
are left out, and what follows one of them follows what came before it.
"""

from collections.abc import Iterator
from typing import Any

from chatbelle.chat import AnswerFacts, Message, Role, StopReason
from chatbelle.history import WholeChat
from chatbelle.transfer.strict import checked, moment_or, text_of, uid_of

SHOWN_CONTENT = {"text", "multimodal_text"}
PICTURE = "🖼"  # stands for an image or a file, which the export has elsewhere


def chat_from(values: Any, now: float) -> WholeChat:
    """The chat in a conversation of the export. Raises one of `strict.WRONG`."""
    mapping: dict[str, Any] = values["mapping"]
    created_at = moment_or(values.get("create_time"), now)
    numbers: dict[str, int | None] = {}  # of each node: the message that it is, or else the last one before it
    messages: list[Message] = []
    for name, parent in in_order(mapping):
        before = numbers.get(parent) if parent else None
        message = message_from(mapping[name].get("message"), len(messages) + 1, before, created_at)
        if message:
            messages.append(message)
        numbers[name] = message.id if message else before
    current = values.get("current_node")
    tip = numbers.get(current) if isinstance(current, str) else None
    uid = uid_of(
        "chatgpt",
        values.get("conversation_id") or values.get("id"),
        *(message.text for message in messages),
    )
    return checked(
        WholeChat(
            uid,
            text_of(values.get("title") or ""),
            tuple(messages),
            tip or (messages[-1].id if messages else None),
            created_at,
            moment_or(values.get("update_time"), created_at),
            archived=values.get("is_archived") is True,
        )
    )


def in_order(mapping: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """The names of the nodes, each with its parent's and after it; what hangs together in a circle is left out."""
    children: dict[str | None, list[str]] = {}
    for name, node in mapping.items():
        parent = node.get("parent")
        children.setdefault(parent if parent in mapping else None, []).append(name)
    for parent, names in children.items():
        if parent is not None:
            said = {name: place for place, name in enumerate(mapping[parent].get("children") or [])}
            names.sort(key=lambda name: said.get(name, len(said)))
    waiting: list[tuple[str, str | None]] = [(name, None) for name in reversed(children.get(None, []))]
    while waiting:
        name, parent = waiting.pop()
        yield name, parent
        waiting += [(child, name) for child in reversed(children.get(name, []))]


def message_from(values: Any, number: int, parent: int | None, created_at: float) -> Message | None:
    """The message of a node; None when people do not see it."""
    if not values or (values.get("metadata") or {}).get("is_visually_hidden_from_conversation"):
        return None
    role = values["author"]["role"]
    content = values.get("content") or {}
    if role not in tuple(Role) or content.get("content_type") not in SHOWN_CONTENT:
        return None
    if values.get("recipient", "all") != "all":
        return None  # said to a tool
    text = "\n\n".join(part for part in map(text_of_part, content.get("parts") or []) if part)
    if not text.strip():
        return None
    facts = facts_from(values) if role == Role.ASSISTANT else None
    return Message(Role(role), text, number, parent, facts, moment_or(values.get("create_time"), created_at))


def text_of_part(part: Any) -> str:
    """A part of a message as text."""
    if isinstance(part, dict):
        text = part.get("text")  # what was said aloud has its words here
        return text_of(text) if text else PICTURE
    return text_of(part or "")


def facts_from(values: Any) -> AnswerFacts:
    """Which model answered, and whether it came to its end."""
    cut = values.get("status") == "in_progress"
    model = (values.get("metadata") or {}).get("model_slug")
    return AnswerFacts(StopReason.INTERRUPTED if cut else StopReason.END, text_of(model or "ChatGPT"))
