"""What happens when the person does something: the only place that changes what a tab shows."""

import asyncio
from pathlib import Path
from typing import Protocol

from chatbelle import words
from chatbelle.chat import Chat, ChatSummary, Message, Role, title_from
from chatbelle.engine.protocol import Engine
from chatbelle.errors import ChatBelleError, MessageTooLong
from chatbelle.session import answer, kept_as, read_ahead
from chatbelle.settings import Brightness
from chatbelle.ui.answering import bring
from chatbelle.ui.links import may_be_opened
from chatbelle.ui.loading import SharedModel
from chatbelle.ui.state import Layout, Notice, Place, Question, Reply, State
from chatbelle.ui.typed import typed_path
from chatbelle.words import Language

_NEXT_BRIGHTNESS = {
    Brightness.SYSTEM: Brightness.LIGHT,
    Brightness.LIGHT: Brightness.DARK,
    Brightness.DARK: Brightness.SYSTEM,
}


class Chats(Protocol):
    """What the app needs of the store; each may raise StoreError."""

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

    def remove_message(self, message_id: int) -> None:
        """Take a chat's last message back."""


class Actions:
    """The verbs of one tab. An answer goes on when another chat is opened, and is kept when the tab is closed."""

    def __init__(self, state: State, chats: Chats, model: SharedModel) -> None:
        self.state = state
        self._chats = chats
        self._model = model
        state.model.status = model.status
        self._replies: dict[int, Reply] = {}  # by chat, while they arrive
        self._answering: dict[int, asyncio.Task[None]] = {}
        self._engines: dict[int, Engine] = {}  # those that have begun to answer
        self._drafts: dict[int, str] = {}

    # --- Messages ---

    async def send(self, text: str) -> None:
        """Keep what the person wrote, and answer it; nothing happens while an answer is arriving in this chat."""
        chat = self.state.conversation.chat
        if not text.strip() or (chat and chat.id in self._replies):
            return
        chat = self._chats.chat(chat.id) if chat else self._chats.new_chat(title_from(text))
        chat = chat.add(self._chats.add(chat.id, Message(Role.USER, text.strip(), parent=chat.tip)))
        self.state.draft.put("")
        self._show(chat)
        await self._answer(chat)

    async def answer_again(self) -> None:
        """Answer the open chat's last message, which has no answer yet."""
        chat = self.state.conversation.chat
        if chat and chat.id not in self._replies:
            await self._answer(chat)

    def stop(self) -> None:
        """Stop the answer in the open chat; what was said stays."""
        chat = self.state.conversation.chat
        if chat is None or chat.id not in self._replies:
            return
        if chat.id in self._engines:
            self._engines[chat.id].interrupt()
        else:
            self._answering[chat.id].cancel()

    async def _answer(self, chat: Chat) -> None:
        """Answer `chat`, whatever is on the screen meanwhile; errors become notices there."""
        reply = self._replies[chat.id] = Reply(chat.id)
        self._show_reply(chat.id, None)
        task = asyncio.ensure_future(
            bring(
                reply,
                self.state.speed,
                self._model,
                lambda engine: answer(chat, engine, engine.recommended, self._chats.add, self._chats.update),
                lambda engine: self._engines.update({chat.id: engine}),
            )
        )
        self._answering[chat.id] = task
        notice = None
        try:
            await asyncio.wait({task})  # a cancelled wait for the engine is no error
            if not task.cancelled() and (error := task.exception()):
                notice = self._notice_after(error, chat)
        finally:
            del self._replies[chat.id], self._answering[chat.id]
            self._engines.pop(chat.id, None)
            self._show_reply(chat.id, notice)
        if not notice and self._open_id() == chat.id:
            self._read_ahead(self._chats.chat(chat.id))

    def _read_ahead(self, chat: Chat) -> None:
        """Have the model read what it will need for the next answer in this chat."""
        self._model.prepare(lambda engine: read_ahead(chat, engine, engine.recommended))

    def _notice_after(self, error: BaseException, chat: Chat) -> Notice:
        """What to say of an answer's error. A message that is too long goes back to the composer."""
        if not isinstance(error, ChatBelleError):
            raise error
        if isinstance(error, MessageTooLong):
            refused = chat.path()[-1]
            self._chats.remove_message(refused.id)
            if self._open_id() == chat.id and not self.state.draft.text:
                self.state.draft.put(refused.text)
            else:
                self._drafts[chat.id] = refused.text
        return Notice(error.what, error.remedy)

    # --- Chats ---

    def new_chat(self) -> None:
        """Show an empty conversation; the chat is made with its first message."""
        self._keep_draft()
        self._show(None)
        self.state.draft.put(self._drafts.pop(0, ""))

    def open_chat(self, chat_id: int) -> None:
        """Show a chat."""
        chat = self._chats.chat(chat_id)
        self._keep_draft()
        self._show(chat)
        self._read_ahead(chat)
        self.state.draft.put(self._drafts.pop(chat_id, ""))

    def ask_remove(self, chat: ChatSummary) -> None:
        """Ask whether a chat may be removed."""
        self.state.asked.question = Question(remove=chat)

    def remove(self, chat_id: int) -> None:
        """Remove a chat for good."""
        self.state.asked.question = None
        if chat_id in self._engines:
            self._engines[chat_id].interrupt()
        self._drafts.pop(chat_id, None)
        self._chats.remove(chat_id)
        if name := kept_as(chat_id):
            self._model.forget(name)
        if self._open_id() == chat_id:
            self.new_chat()
        self.refresh()

    def refresh(self) -> None:
        """Read the list of chats again."""
        self.state.list.chats = self._chats.chats()

    # --- Links, notices, questions ---

    def ask_link(self, address: str) -> None:
        """Show a link's whole address and ask whether to open it; some are never opened."""
        if may_be_opened(address):
            self.state.asked.question = Question(link=address)
        else:
            self.notice(Notice(words.LINK_REFUSED.filled(address=repr(address)[1:-1]), words.ONLY_WEB_LINKS))

    def answer_no(self) -> None:
        """Close the question without doing anything."""
        self.state.asked.question = None

    def notice(self, notice: Notice | None) -> None:
        """Show what went wrong, or no longer."""
        self.state.conversation.notice = notice

    # --- The model ---

    def load_model(self, path: str) -> Path | None:
        """Load another model; returns its path, None when nothing was typed."""
        model = typed_path(path)
        if model:
            self._model.load(model)
        return model

    def load_again(self) -> None:
        """Load the model whose loading failed or was stopped."""
        if self._model.status.path:
            self._model.load(self._model.status.path)

    def stop_loading(self) -> None:
        """Stop the loading of the model."""
        self._model.cancel()

    async def follow_model(self) -> None:
        """Show what becomes of the model, for as long as the tab lives."""
        while True:  # looking first: the model may have changed before the tab began to follow it
            self.state.model.status = self._model.status
            await self._model.changed()

    # --- The look ---

    def switch_language(self) -> None:
        """Chinese to English and back."""
        look = self.state.look
        look.language = Language.EN if look.language is Language.ZH else Language.ZH

    def switch_brightness(self) -> None:
        """As the system, light, dark, and round again."""
        look = self.state.look
        look.brightness = _NEXT_BRIGHTNESS[look.brightness]

    def resize(self, width: int) -> None:
        """The window has another width."""
        self.state.look.width = width
        if self.state.look.layout is Layout.WIDE:
            self.state.look.drawer_open = False

    def toggle_drawer(self) -> None:
        """Show or hide the list of chats where it has no place of its own."""
        self.state.look.drawer_open = not self.state.look.drawer_open

    # --- What is on the screen ---

    def _open_id(self) -> int:
        chat = self.state.conversation.chat
        return chat.id if chat else 0

    def _keep_draft(self) -> None:
        self._drafts[self._open_id()] = self.state.draft.text

    def _show(self, chat: Chat | None) -> None:
        """Make `chat` the open one; None for a new one."""
        conversation = self.state.conversation
        conversation.chat = chat
        conversation.reply = self._replies.get(chat.id) if chat else None
        conversation.notice = None
        self.state.list.open_id = chat.id if chat else 0
        self.state.look.drawer_open, self.state.look.place = False, Place.CHAT
        self.refresh()

    def _show_reply(self, chat_id: int, notice: Notice | None) -> None:
        """Show a chat's answer beginning or having ended, if that chat is the open one."""
        self.refresh()
        still_there = any(chat.id == chat_id for chat in self.state.list.chats)
        if self._open_id() != chat_id or not still_there:
            return
        conversation = self.state.conversation
        conversation.chat = self._chats.chat(chat_id)
        conversation.reply = self._replies.get(chat_id)
        conversation.notice = notice
