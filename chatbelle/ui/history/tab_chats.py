"""The kept chats and one tab's private ones behind one face: a number below zero is a private one's."""

from chatbelle.chat import Chat, Message
from chatbelle.chat_settings import ChatSettings
from chatbelle.history import Removed
from chatbelle.ui.history.private_chats import PrivateChats
from chatbelle.ui.kept import Chats, OpenChats


def is_private(chat_id: int) -> bool:
    """Whether nothing of this chat may touch the disk."""
    return chat_id < 0


class TabChats:
    """What `Chats` promises, for both kinds. The list, the archive and the search know the kept ones only."""

    def __init__(self, kept: Chats) -> None:
        self._kept, self.private = kept, PrivateChats()
        self.chats, self.new_chat, self.rename = kept.chats, kept.new_chat, kept.rename
        self.pin, self.archive = kept.pin, kept.archive
        self.set_aside, self.bring_back, self.purge = kept.set_aside, kept.bring_back, kept.purge
        self.search, self.prepare_search = kept.search, kept.prepare_search

    def is_there(self, chat_id: int) -> bool:
        """Whether there is such a chat."""
        return self.private.is_there(chat_id) if is_private(chat_id) else self._kept.is_there(chat_id)

    def chat(self, chat_id: int) -> Chat:
        """A chat with its messages."""
        return self._of(chat_id).chat(chat_id)

    def add(self, chat_id: int, message: Message) -> Message:
        """Keep a message."""
        return self._of(chat_id).add(chat_id, message)

    def update(self, message: Message) -> None:
        """Keep what a message has become."""
        self._of(message.id).update(message)

    def show(self, chat: Chat) -> None:
        """Keep which branch of a chat is shown."""
        self._of(chat.id).show(chat)

    def fork(self, chat_id: int, message_id: int, title: str) -> Chat:
        """A new chat, as private as the other one, with everything up to a message."""
        return self._of(chat_id).fork(chat_id, message_id, title)

    def set_branch_aside(self, chat_id: int, message_id: int) -> Removed:
        """Remove a message and all that follow it."""
        return self._of(chat_id).set_branch_aside(chat_id, message_id)

    def bring_branch_back(self, removed: Removed) -> None:
        """Undo `set_branch_aside`."""
        self._of(removed.chat_id).bring_branch_back(removed)

    def draft(self, chat_id: int) -> str:
        """What was typed in a chat but not sent."""
        return self._of(chat_id).draft(chat_id)

    def keep_draft(self, chat_id: int, text: str) -> None:
        """Keep what is typed in a chat."""
        self._of(chat_id).keep_draft(chat_id, text)

    def settings(self, chat_id: int) -> ChatSettings:
        """What a chat is set to."""
        return self._of(chat_id).settings(chat_id)

    def keep_settings(self, chat_id: int, settings: ChatSettings) -> None:
        """Set a chat."""
        self._of(chat_id).keep_settings(chat_id, settings)

    def remove_message(self, message_id: int) -> None:
        """Take a chat's last message back."""
        self._of(message_id).remove_message(message_id)

    def _of(self, any_id: int) -> OpenChats:
        """Where a chat, or a message, with this number is."""
        return self.private if is_private(any_id) else self._kept
