"""Which chat is open in a tab, what was typed for each, and which answers have come meanwhile."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from chatbelle.chat import Chat
from chatbelle.chat_settings import ChatSettings
from chatbelle.errors import StoreError
from chatbelle.ui.kept import Chats
from chatbelle.ui.reply import Reply
from chatbelle.ui.state import Notice, Place, State
from chatbelle.ui.stretch import Stretch, newest

PAUSE_SECONDS = 0.4  # in typing, after which a draft is kept


class Screen:
    """Shows chats in one tab. `replies` are the answers that are arriving, by chat."""

    def __init__(self, state: State, chats: Chats) -> None:
        self.state, self.chats = state, chats
        self.replies: dict[int, Reply] = {}
        self._keeping: asyncio.TimerHandle | None = None  # of what is typed now
        self._settings_of_new = ChatSettings()
        self.left: Callable[[int], None] = lambda chat_id: None  # hears of each chat that is no longer open

    @property
    def open_id(self) -> int:
        """The open chat's number; 0 for a new one."""
        chat = self.state.conversation.chat
        return chat.id if chat else 0

    def start(self) -> None:
        """Show what a new tab begins with: no chat, and what was typed for one before."""
        self.show(None)
        self.state.draft.put(self.chats.draft(0))

    def new_chat(self) -> None:
        """Show an empty conversation; the chat is made with its first message."""
        self._keep_draft()
        self.start()

    def open_chat(self, chat_id: int) -> None:
        """Show a chat."""
        chat = self.chats.chat(chat_id)
        self._keep_draft()
        self.show(chat)
        self.state.draft.put(self.chats.draft(chat_id))

    def typed(self, text: str) -> None:
        """Note what stands in the composer, and keep it as soon as the person pauses."""
        self.state.draft.typed(text)
        if self._keeping:
            self._keeping.cancel()
        self._keeping = asyncio.get_running_loop().call_later(PAUSE_SECONDS, self._keep_draft)

    def clear_draft(self) -> None:
        """What was typed has been sent."""
        self.state.draft.put("")
        self._keep_draft()

    def give_back(self, chat_id: int, text: str) -> None:
        """Put a text that could not be sent into its chat's composer, or where it waits until that chat is opened."""
        if self.open_id == chat_id and not self.state.draft.text:
            self.state.draft.put(text)
        self.chats.keep_draft(chat_id, text)

    def show(self, chat: Chat | None) -> None:
        """Make `chat` the open one; None for a new one."""
        conversation = self.state.conversation
        if self.open_id != (chat.id if chat else 0):
            self.left(self.open_id)
        conversation.stretch = self._stretch_of(chat)
        conversation.chat = chat
        conversation.reply = self.replies.get(chat.id) if chat else None
        conversation.notice = None
        conversation.editing = 0
        conversation.marked = 0
        self._show_settings(self.settings_of(self.open_id))
        self.state.list.open_id = self.open_id
        self.state.list.answered -= {self.open_id}
        self.state.look.drawer_open, self.state.look.place = False, Place.CHAT
        self.refresh()

    def show_reply(self, chat_id: int, notice: Notice | None) -> None:
        """Show a chat's answer beginning or having ended; where another chat is open, the list tells of the end."""
        self.refresh()
        if not self.chats.is_there(chat_id):
            return
        conversation = self.state.conversation
        if self.open_id == chat_id:
            self._show_settings(self.settings_of(chat_id))
            conversation.chat = self.chats.chat(chat_id)
            conversation.reply = self.replies.get(chat_id)
            if conversation.reply and not conversation.stretch.follows:
                conversation.stretch = newest(conversation.chat.path())
            conversation.notice = notice
        elif chat_id not in self.replies:
            self.state.list.answered |= {chat_id}

    def _stretch_of(self, chat: Chat | None) -> Stretch:
        """What to draw of a chat: its end, or what is drawn already where another branch of it is shown."""
        stretch, path = self.state.conversation.stretch, chat.path() if chat else ()
        is_same = chat and chat.id == self.open_id and stretch.of(len(path))
        return stretch if is_same else newest(path)

    def settings_of(self, chat_id: int) -> ChatSettings:
        """What a chat is set to; 0 is the one that has not begun."""
        return self.chats.settings(chat_id) if chat_id else self._settings_of_new

    def set(self, chat_id: int, settings: ChatSettings) -> None:
        """Set a chat; 0 is the one that has not begun."""
        if chat_id:
            self.chats.keep_settings(chat_id, settings)
        else:
            self._settings_of_new = settings
        if chat_id == self.open_id:
            self._show_settings(settings)

    def begin(self, title: str) -> Chat:
        """The chat that has not begun, begun: with what was set for it."""
        chat = self.chats.new_chat(title)
        self.chats.keep_settings(chat.id, self._settings_of_new)
        self._settings_of_new = ChatSettings()
        return chat

    def _show_settings(self, settings: ChatSettings) -> None:
        self.state.sheet.settings, self.state.sheet.chat_id = settings, self.open_id
        self.state.conversation.summary = settings.summary

    def refresh(self) -> None:
        """Read the list of chats again."""
        self.state.list.chats = self.chats.chats(self.state.shelf.order, self.state.shelf.archived)

    def rename(self, chat_id: int, title: str) -> None:
        """Give a chat a title."""
        self.chats.rename(chat_id, title)
        conversation = self.state.conversation
        if conversation.chat and conversation.chat.id == chat_id:
            conversation.chat = replace(conversation.chat, title=title)
        self.refresh()

    def _keep_draft(self) -> None:
        if self._keeping:
            self._keeping.cancel()
        with suppress(StoreError):  # it still stands in the composer
            self.chats.keep_draft(self.open_id, self.state.draft.text)
