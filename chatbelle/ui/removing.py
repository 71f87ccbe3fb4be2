"""Removing chats and messages: at once, with a calm bar that takes it back for some seconds."""

import asyncio
from collections.abc import Callable, Sequence

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

    async def remove_chats(self, chats: Sequence[ChatSummary]) -> None:
        """Remove chats; answers that are arriving in them are stopped."""
        ids = [chat.id for chat in chats]
        was_open = self._screen.open_id if self._screen.open_id in ids else None
        for chat_id in ids:
            self._answers.stop_in(chat_id)
        self._chats.set_aside(ids)
        for chat_id in ids:
            self._forget_state(chat_id)
        if was_open:
            self._screen.new_chat()
        self._screen.refresh()

        def take_back() -> None:
            self._chats.bring_back(ids)
            self._screen.refresh()
            if was_open:
                self._screen.open_chat(was_open)

        one = words.CHAT_REMOVED.filled(title=chats[0].title or words.UNTITLED)
        await self._remove_for_good(words.CHATS_REMOVED.filled(count=len(ids)) if len(ids) > 1 else one, take_back)

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
        await self._remove_for_good(what, take_back)

    def _forget_state(self, chat_id: int) -> None:
        if name := kept_as(chat_id):
            self._forget(name)

    async def _remove_for_good(self, what: Phrase, take_back: Callable[[], None]) -> None:
        """Once it can no longer be taken back."""
        await self.offer(what, take_back)
        await with_progress(lambda _: self._chats.purge(UNDO_SECONDS), lambda _: None)

    async def offer(self, what: Phrase, take_back: Callable[[], None]) -> None:
        """Say what was done, and offer to take it back for some seconds."""
        offer = self._screen.state.removed.undo = Undo(what, take_back)
        self._screen.state.look.drawer_open = False  # it would cover the offer
        await asyncio.sleep(UNDO_SECONDS)
        if self._screen.state.removed.undo is offer:
            self._screen.state.removed.undo = None

    def undo(self) -> None:
        """Take the last removal back."""
        if offer := self._screen.state.removed.undo:
            self._screen.state.removed.undo = None
            offer.take_back()
