"""What the list of chats and the search in it speak of: orders, and places that were found. Pure."""

from dataclasses import dataclass
from enum import StrEnum


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
