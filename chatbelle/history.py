"""What the history of chats speaks of: orders, places that were found, what was removed, what is taken in. Pure."""

from dataclasses import dataclass, field
from enum import StrEnum

from chatbelle.chat import Chat, Message
from chatbelle.chat_settings import ChatSettings


class ChatOrder(StrEnum):
    """How the list of chats is sorted; pinned ones come first in each."""

    CHANGED = "changed"  # something was said last, first
    CREATED = "created"  # newest first
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Found:
    """A message, or a chat's title, in which the words stand. The excerpt is one line; highlights are (start, end)."""

    chat_id: int
    message_id: int | None  # None: the title itself
    title: str
    excerpt: str
    highlights: tuple[tuple[int, int], ...]
    said_at: float  # seconds since the epoch


@dataclass(frozen=True, slots=True)
class Removed:
    """Messages of a chat that were removed and can be put back, with the tip that was shown before."""

    chat_id: int
    message_ids: tuple[int, ...]
    tip: int | None


@dataclass(frozen=True, slots=True)
class WholeChat:
    """A chat with all that belongs to it, as it leaves a store and enters another.

    Its messages' ids are numbers that mean something within it only; a message comes after the one that it follows.
    """

    uid: str  # the same in every store and file, so that a chat comes in only once
    title: str
    messages: tuple[Message, ...]
    tip: int | None
    created_at: float  # seconds since the epoch
    changed_at: float
    pinned: bool = False
    archived: bool = False
    settings: ChatSettings = field(default_factory=ChatSettings)

    def path(self) -> tuple[Message, ...]:
        """The messages that are shown."""
        return Chat(0, self.title, self.messages, self.tip).path()


@dataclass(frozen=True, slots=True)
class TakenIn:
    """How an import ended: how many chats are new, and how many were there already."""

    added: int
    known: int
