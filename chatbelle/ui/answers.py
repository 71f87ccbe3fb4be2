"""Asking for answers: a first one, another one, the rest of one that was cut. They go on while other chats are read."""

import asyncio
from collections.abc import Generator
from contextlib import suppress
from dataclasses import replace

from chatbelle.chat import Chat, Message, Role, title_from
from chatbelle.chat_settings import ChatSettings
from chatbelle.context import Summary
from chatbelle.engine.protocol import Engine, Piece
from chatbelle.errors import ChatBelleError, MessageTooLong, StoreError
from chatbelle.session import Fitting, answer, heeding, read_ahead, with_system
from chatbelle.ui.answering import bring
from chatbelle.ui.history.titling import Titling
from chatbelle.ui.loading import SharedModel
from chatbelle.ui.reply import Reply
from chatbelle.ui.screen import Screen
from chatbelle.ui.state import Notice
from chatbelle.ui.telling import notice_of, ways_after


class Answers:
    """The answers of one tab, at most one a chat; each is kept even when the tab is closed."""

    def __init__(self, screen: Screen, model: SharedModel, titling: Titling) -> None:
        self._screen, self._chats, self._model, self._titling = screen, screen.chats, model, titling
        self._answering: dict[int, asyncio.Task[None]] = {}
        self._engines: dict[int, Engine] = {}  # those that have begun to answer
        self._stopped: set[int] = set()  # chats whose answer is to end

    def open_and_free(self) -> Chat | None:
        """The open chat as it is kept now; None when there is none, or an answer is arriving in it."""
        chat_id = self._screen.open_id
        return self._chats.chat(chat_id) if chat_id and chat_id not in self._screen.replies else None

    async def send(self, text: str) -> None:
        """Keep what the person wrote, and answer it; nothing happens while an answer is arriving in this chat."""
        if not text.strip() or self._screen.open_id in self._screen.replies:
            return
        chat = self.open_and_free() or self._screen.begin(title_from(text))
        try:
            question = self._chats.add(chat.id, Message(Role.USER, text.strip(), parent=chat.tip))
        except StoreError:
            self._screen.show(chat)  # the text stays in the composer, and is sent into this chat the next time
            raise
        self._screen.clear_draft()  # not before it is kept
        self._screen.show(chat.add(question))
        await self._answer(chat.add(question))

    async def ask_anew(self, chat: Chat, message_id: int, text: str) -> None:
        """Keep another version of a question, and answer it."""
        question = Message(Role.USER, text.strip(), parent=chat.message(message_id).parent)
        chat = chat.add(self._chats.add(chat.id, question))
        self._screen.show(chat)
        await self._answer(chat)

    async def answer_again(self) -> None:
        """Answer the open chat's last message, which has no answer yet; go on with an answer that was cut."""
        if chat := self.open_and_free():
            await self._answer(chat)

    async def answer_anew(self, message_id: int) -> None:
        """Another answer beside this one."""
        chat = self.open_and_free()
        if chat is None:
            return
        asked = replace(chat, tip=chat.message(message_id).parent)
        self._chats.show(asked)
        try:
            await self._answer(asked)
        finally:
            with suppress(StoreError):  # the chat may have been removed meanwhile
                if self._chats.chat(chat.id).tip == asked.tip:  # nothing came of it
                    self._chats.show(chat)
                    self._screen.show_reply(chat.id, self._screen.state.conversation.notice)

    def stop(self) -> None:
        """Stop the answer in the open chat; what was said stays."""
        self.stop_in(self._screen.open_id)

    def stop_in(self, chat_id: int) -> None:
        """Stop the answer in a chat, if one is arriving there."""
        if chat_id in self._engines:
            self._stopped.add(chat_id)
            self._engines[chat_id].interrupt()
        elif chat_id in self._answering:
            self._answering[chat_id].cancel()

    async def _answer(self, chat: Chat) -> None:
        """Answer `chat`, whatever is on the screen meanwhile; errors become notices there."""
        reply = self._screen.replies[chat.id] = Reply(chat.id)
        if (last := chat.path()[-1]).role is Role.ASSISTANT:
            reply.grow(last.text)
        self._screen.show_reply(chat.id, None)
        settings = self._screen.settings_of(chat.id)
        task = asyncio.ensure_future(
            bring(
                reply,
                self._screen.state.speed,
                self._model.engine(settings.model, settings.prompt_format),
                lambda engine: self._pieces(chat, settings, engine),
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
            del self._screen.replies[chat.id], self._answering[chat.id]
            self._engines.pop(chat.id, None)
            self._stopped.discard(chat.id)
            self._screen.show_reply(chat.id, notice)
        if not notice and self._screen.open_id == chat.id:
            answered = self._chats.chat(chat.id)
            self._screen.state.spoken.say(answered.path()[-1].text)
            self.read_ahead(answered, self._titling.is_due(answered))

    def read_ahead(self, chat: Chat, name_it: bool = False) -> None:
        """Have the model read what it will need for the next answer in this chat, and perhaps name it before that."""
        settings = self._screen.settings_of(chat.id)
        told = with_system(chat, settings.system)

        def ahead(engine: Engine) -> Generator[Piece]:
            sampling = settings.applied_to(engine.recommended)
            if name_it:
                yield from self._titling.ask(told, engine, sampling, settings)
            yield from read_ahead(told, engine, sampling, settings.summary, settings.adapters)

        def heard(title: str) -> None:
            self._titling.take(chat.id, title)

        self._model.prepare(ahead, settings.model, settings.prompt_format, heard)

    def _pieces(self, chat: Chat, settings: ChatSettings, engine: Engine) -> Generator[Piece]:
        """The answer, as the chat wants it."""

        def keep_summary(summary: Summary) -> None:
            self._chats.keep_settings(chat.id, replace(self._chats.settings(chat.id), summary=summary))

        sampling = settings.applied_to(engine.recommended)
        fitting = Fitting(settings.when_full, settings.summary, keep_summary)
        told = with_system(chat, settings.system)
        pieces = answer(told, engine, sampling, self._chats.add, self._chats.update, fitting, settings.adapters)
        return heeding(pieces, lambda: chat.id in self._stopped, engine.interrupt)

    def _notice_after(self, error: BaseException, chat: Chat) -> Notice:
        """What to say of an answer's error. A message that is too long goes back to the composer."""
        if not isinstance(error, ChatBelleError):
            raise error
        last = chat.path()[-1]
        answered = any(message.parent == last.id for message in chat.messages)
        if isinstance(error, MessageTooLong) and last.role is Role.USER and not answered:
            self._chats.remove_message(last.id)
            self._screen.give_back(chat.id, last.text)
        return notice_of(error, ways_after(error))
