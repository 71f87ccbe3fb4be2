"""What the app needs of the store. Each call may raise StoreError."""

from collections.abc import Generator, Sequence
from typing import Protocol

from chatbelle.chat import Chat, ChatSummary, Message
from chatbelle.chat_settings import ChatSettings
from chatbelle.history import ChatOrder, Found, Removed


class OpenChats(Protocol):
    """What is done with a chat that is open."""

    def chat(self, chat_id: int) -> Chat:
        """A chat with its messages."""

    def add(self, chat_id: int, message: Message) -> Message:
        """Keep a message."""

    def update(self, message: Message) -> None:
        """Keep what a message has become."""

    def show(self, chat: Chat) -> None:
        """Keep which branch of a chat is shown: the one that ends with its tip."""

    def fork(self, chat_id: int, message_id: int, title: str) -> Chat:
        """A new chat with a copy of everything up to a message, and the same settings."""

    def set_branch_aside(self, chat_id: int, message_id: int) -> Removed:
        """Remove a message and all that follow it; `bring_branch_back` undoes it until the next `purge`."""

    def bring_branch_back(self, removed: Removed) -> None:
        """Undo `set_branch_aside`."""

    def draft(self, chat_id: int) -> str:
        """What was typed in a chat but not sent; 0 is the chat that has not begun."""

    def keep_draft(self, chat_id: int, text: str) -> None:
        """Keep what is typed in a chat."""

    def settings(self, chat_id: int) -> ChatSettings:
        """What a chat is set to."""

    def keep_settings(self, chat_id: int, settings: ChatSettings) -> None:
        """Set a chat."""

    def remove_message(self, message_id: int) -> None:
        """Take a chat's last message back."""


class Chats(OpenChats, Protocol):
    """The chats of this machine, and the list of them."""

    def chats(self, order: ChatOrder = ChatOrder.CHANGED, archived: bool = False) -> tuple[ChatSummary, ...]:
        """The chats of the list, or those of the archive."""

    def new_chat(self, title: str = "") -> Chat:
        """An empty chat."""

    def is_there(self, chat_id: int) -> bool:
        """Whether there is such a chat, and it was not removed."""

    def rename(self, chat_id: int, title: str) -> None:
        """Give a chat another title."""

    def pin(self, chat_ids: Sequence[int], pinned: bool = True) -> None:
        """Keep chats at the top of the list, or no longer."""

    def archive(self, chat_ids: Sequence[int], archived: bool = True) -> None:
        """Move chats out of the list into the archive, or back."""

    def set_aside(self, chat_ids: Sequence[int]) -> None:
        """Remove chats; `bring_back` undoes it until the next `purge`."""

    def bring_back(self, chat_ids: Sequence[int]) -> None:
        """Undo `set_aside`."""

    def purge(self, kept_seconds: float) -> None:
        """Remove for good what was set aside longer ago than this. It can take seconds."""

    def search(self, typed: str, limit: int = 50, before: int | None = None) -> tuple[Found, ...]:
        """Titles and messages in which every word typed stands, newest first. It can take a moment."""

    def prepare_search(self) -> Generator[int]:
        """Index what is new, in short steps."""
