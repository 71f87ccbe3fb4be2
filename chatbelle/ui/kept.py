"""What the app needs of the store. Each call may raise StoreError."""

from typing import Protocol

from chatbelle.chat import Chat, ChatSummary, Message


class Chats(Protocol):
    """The chats of this machine."""

    def chats(self) -> tuple[ChatSummary, ...]:
        """All chats, the one changed last first."""

    def chat(self, chat_id: int) -> Chat:
        """A chat with its messages."""

    def new_chat(self, title: str = "") -> Chat:
        """An empty chat."""

    def remove(self, chat_id: int) -> None:
        """Remove a chat for good."""

    def add(self, chat_id: int, message: Message) -> Message:
        """Keep a message."""

    def update(self, message: Message) -> None:
        """Keep what a message has become."""

    def show_branch(self, chat_id: int, tip: int | None) -> None:
        """Keep which branch of a chat is shown."""

    def remove_message(self, message_id: int) -> None:
        """Take a chat's last message back."""
