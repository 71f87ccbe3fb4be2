"""What export and import need of the store: a connection of their own, so that no window waits for them."""

from collections.abc import Callable, Iterable
from typing import Protocol

from chatbelle.chat import ChatSummary
from chatbelle.history import TakenIn, WholeChat


class WholeChats(Protocol):
    """All chats, whole. Each call may raise StoreError. To be closed."""

    def chats(self, *, archived: bool = False) -> tuple[ChatSummary, ...]:
        """The list of chats, or the archive."""

    def whole_chat(self, chat_id: int) -> WholeChat:
        """A chat with all that belongs to it."""

    def take_in(self, chats: Iterable[WholeChat]) -> TakenIn:
        """Keep chats from elsewhere; those that are there already stay as they are."""

    def close(self) -> None:
        """Close the connection."""


Beside = Callable[[], WholeChats]
