"""Reading a long chat: what comes before and after the drawn messages, and a message somewhere in it."""

from collections.abc import Callable

from chatbelle.ui.screen import Screen
from chatbelle.ui.stretch import Stretch, beginning_with


class Reading:
    """What one tab draws of the open chat."""

    def __init__(self, screen: Screen, open_chat: Callable[[int], None]) -> None:
        self._screen, self._open_chat = screen, open_chat
        self._conversation = screen.state.conversation

    def open_at(self, chat_id: int, message_id: int) -> None:
        """Show a chat with this message at the top, on the newest branch on which it stands. Raises StoreError."""
        self._open_chat(chat_id)
        chat = self._screen.chats.chat(chat_id)
        if all(message.id != message_id for message in chat.path()):
            chat = chat.showing(message_id)
            self._screen.chats.show(chat)
            self._screen.show(chat)
        ids = [message.id for message in chat.path()]
        if message_id in ids:  # it may have been removed meanwhile
            self._conversation.stretch = beginning_with(ids.index(message_id), len(ids))

    def earlier(self) -> None:
        """Draw what comes before."""
        self._draw(Stretch.earlier)

    def later(self) -> None:
        """Draw what comes after."""
        self._draw(Stretch.later)

    def _draw(self, other: Callable[[Stretch, int], Stretch]) -> None:
        if chat := self._conversation.chat:
            self._conversation.stretch = other(self._conversation.stretch, len(chat.path()))
