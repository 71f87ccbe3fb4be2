"""Removing chats and messages: at once, with a calm bar that takes it back for some seconds."""

import asyncio
from collections.abc import Callable

from chatbelle import words
from chatbelle.chat import ChatSummary
from chatbelle.session import kept_as
from chatbelle.ui.answers import Answers
from chatbelle.ui.screen import Screen
from chatbelle.ui.state import Undo
from chatbelle.ui.streaming import with_progress
from chatbelle.words import Phrase

UNDO_SECONDS = 8.0


class Removing:
    """What one tab removes. What is not taken back is gone for good once the bar is."""

    def __init__(self, screen: Screen, answers: Answers, forget: Callable[[str], None]) -> None:
        """`forget` removes what the engine keeps of a chat under a name."""
        self._screen, self._answers, self._chats = screen, answers, screen.chats
        self._forget = forget

    async def remove_chat(self, chat: ChatSummary) -> None:
        """Remove a chat; an answer that is arriving in it is stopped."""
        self._answers.stop_in(chat.id)
        self._chats.set_aside([chat.id])
        self._forget_state(chat.id)
        if self._screen.open_id == chat.id:
            self._screen.new_chat()
        self._screen.refresh()

        def take_back() -> None:
            self._chats.bring_back([chat.id])
            self._screen.open_chat(chat.id)

        await self._offer(words.CHAT_REMOVED.filled(title=chat.title or words.UNTITLED), take_back)

    async def remove_message(self, message_id: int) -> None:
        """Remove a message of the open chat and what follows it; the version beside it is shown, if there is one."""
        chat = self._answers.open_and_free()
        if chat is None:
            return
        removed = self._chats.set_branch_aside(chat.id, message_id)
        self._forget_state(chat.id)
        self._screen.show(self._chats.chat(chat.id))

        def take_back() -> None:
            self._chats.bring_branch_back(removed)
            self._screen.open_chat(chat.id)

        count = len(removed.message_ids)
        what = words.MESSAGES_REMOVED.filled(count=count) if count > 1 else words.MESSAGE_REMOVED
        await self._offer(what, take_back)

    def _forget_state(self, chat_id: int) -> None:
        if name := kept_as(chat_id):
            self._forget(name)

    async def _offer(self, what: Phrase, take_back: Callable[[], None]) -> None:
        offer = self._screen.state.removed.undo = Undo(what, take_back)
        await asyncio.sleep(UNDO_SECONDS)
        if self._screen.state.removed.undo is offer:
            self._screen.state.removed.undo = None
        await with_progress(lambda _: self._chats.purge(UNDO_SECONDS), lambda _: None)

    def undo(self) -> None:
        """Take the last removal back."""
        if offer := self._screen.state.removed.undo:
            self._screen.state.removed.undo = None
            offer.take_back()
