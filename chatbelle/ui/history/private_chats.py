"""Chats of which nothing touches the disk: they are in this process's memory, until they are forgotten."""

from collections.abc import Callable
from dataclasses import replace
from time import time

from chatbelle import words
from chatbelle.chat import Chat, Message
from chatbelle.chat_settings import ChatSettings
from chatbelle.errors import StoreError
from chatbelle.history import Removed

FIRST_ID = -2  # downwards: no store gives such numbers, and session.NOT_KEPT is -1


class PrivateChats:
    """What a store does for a chat that is open. Calls about a chat that is gone raise StoreError, as a store's do."""

    def __init__(self) -> None:
        self._chats: dict[int, Chat] = {}
        self._settings: dict[int, ChatSettings] = {}
        self._drafts: dict[int, str] = {}
        self._aside: dict[Removed, tuple[Message, ...]] = {}
        self._next_id = FIRST_ID

    def forget(self, chat_id: int) -> None:
        """Nothing of this chat is left. For one that is not there, nothing happens."""
        for kept in (self._chats, self._settings, self._drafts):
            kept.pop(chat_id, None)
        self._aside = {removed: gone for removed, gone in self._aside.items() if removed.chat_id != chat_id}

    def is_there(self, chat_id: int) -> bool:
        """Whether there is such a chat."""
        return chat_id in self._chats

    def chat(self, chat_id: int) -> Chat:
        """A chat with its messages."""
        if chat_id not in self._chats:
            raise StoreError(words.STORE_GONE, words.CHOOSE_ANOTHER_CHAT)
        return self._chats[chat_id]

    def new_chat(self, title: str = "") -> Chat:
        """An empty chat."""
        chat = Chat(self._new_id(), title)
        self._chats[chat.id] = chat
        return chat

    def add(self, chat_id: int, message: Message) -> Message:
        """Keep a message; it becomes the chat's tip."""
        said = replace(message, id=self._new_id(), said_at=time())
        self._chats[chat_id] = self.chat(chat_id).add(said)
        return said

    def update(self, message: Message) -> None:
        """Keep what a message has become."""
        self._change_chat_of(message.id, lambda chat: chat.with_changed(message))

    def remove_message(self, message_id: int) -> None:
        """Take a chat's last message back."""
        self._change_chat_of(message_id, lambda chat: chat.without(message_id))

    def show(self, chat: Chat) -> None:
        """Keep which branch of a chat is shown."""
        self._chats[chat.id] = replace(self.chat(chat.id), tip=chat.tip)

    def fork(self, chat_id: int, message_id: int, title: str) -> Chat:
        """A new chat with everything up to a message, and the same settings."""
        path = self.chat(chat_id).path_to(message_id)
        forked = self.new_chat(title)
        self._settings[forked.id] = self.settings(chat_id)
        for message in path:
            self.add(forked.id, replace(message, parent=self.chat(forked.id).tip))
        return self.chat(forked.id)

    def set_branch_aside(self, chat_id: int, message_id: int) -> Removed:
        """Remove a message and all that follow it."""
        chat = self.chat(chat_id)
        gone = chat.branch(message_id)
        removed = Removed(chat_id, tuple(message.id for message in gone), chat.tip)
        self._aside[removed] = gone
        self._chats[chat_id] = chat.without(message_id)
        return removed

    def bring_branch_back(self, removed: Removed) -> None:
        """Undo `set_branch_aside`."""
        chat = self.chat(removed.chat_id)
        by_age = sorted((*chat.messages, *self._aside.pop(removed, ())), key=lambda message: -message.id)
        self._chats[chat.id] = replace(chat, messages=tuple(by_age), tip=removed.tip)

    def draft(self, chat_id: int) -> str:
        """What was typed but not sent."""
        return self._drafts.get(chat_id, "")

    def keep_draft(self, chat_id: int, text: str) -> None:
        """Keep what is typed."""
        if chat_id in self._chats:
            self._drafts[chat_id] = text

    def settings(self, chat_id: int) -> ChatSettings:
        """What a chat is set to."""
        return self._settings.get(chat_id, ChatSettings())

    def keep_settings(self, chat_id: int, settings: ChatSettings) -> None:
        """Set a chat."""
        self._settings[self.chat(chat_id).id] = settings

    def _change_chat_of(self, message_id: int, change: Callable[[Chat], Chat]) -> None:
        for chat in self._chats.values():
            if any(message.id == message_id for message in chat.messages):
                self._chats[chat.id] = change(chat)
                return
        raise StoreError(words.STORE_GONE, words.CHOOSE_ANOTHER_CHAT)

    def _new_id(self) -> int:
        self._next_id -= 1
        return self._next_id + 1
