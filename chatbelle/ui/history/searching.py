"""Searching in all chats as the person types, and opening what was found where it stands."""

import asyncio
from collections.abc import Callable
from contextlib import aclosing, suppress
from dataclasses import replace

from chatbelle.chat import Message
from chatbelle.errors import StoreError
from chatbelle.history import Found
from chatbelle.ui.answers import Answers
from chatbelle.ui.history.state import Results
from chatbelle.ui.screen import Screen
from chatbelle.ui.state import Layout
from chatbelle.ui.streaming import off_thread, with_progress

PAUSE_SECONDS = 0.12  # in typing, after which is searched
PAGE = 50  # places at a time
MARKED_SECONDS = 2.5  # how long the message that was jumped to stands out


class Searching:
    """The search of one tab. What blocks runs beside the event loop."""

    def __init__(self, screen: Screen, answers: Answers, open_chat: Callable[[int], None]) -> None:
        self._screen, self._answers, self._open_chat = screen, answers, open_chat
        self._chats, self._search = screen.chats, screen.state.search

    async def prepare(self) -> None:
        """Index what is new, so that the first search is quick."""
        with suppress(StoreError):  # the first search will say what is wrong
            async with aclosing(off_thread(self._chats.prepare_search())) as steps:
                async for _ in steps:
                    pass

    def begin(self) -> None:
        """Put the focus into the search field, wherever that is now."""
        look = self._screen.state.look
        look.drawer_open = look.layout is not Layout.WIDE
        self._search.wants_focus = True

    async def typed(self, text: str) -> None:
        """Search once the person pauses; nothing typed shows the list again."""
        self._search.typed(text)
        await asyncio.sleep(PAUSE_SECONDS)
        if text != self._search.text:
            return
        if not text.strip():
            self._search.results = None
            return
        found = await self._found(text, None)
        if text == self._search.text:
            self._search.results = Results(text, found, len(found) >= PAGE)

    async def more(self) -> None:
        """The next places."""
        results = self._search.results
        if results is None or not results.found:
            return
        found = await self._found(results.typed, results.found[-1].message_id)
        if results is self._search.results:
            self._search.results = Results(results.typed, (*results.found, *found), len(found) >= PAGE)

    def clear(self) -> None:
        """End the search."""
        self._search.clear()

    async def _found(self, text: str, before: int | None) -> tuple[Found, ...]:
        return await with_progress(lambda _: self._chats.search(text, PAGE, before), lambda _: None)

    async def open(self, found: Found) -> None:
        """Open the chat on the branch where it stands, there; the message stands out for a moment."""
        self._open_chat(found.chat_id)
        if found.message_id is None:
            return
        if found.message_id not in {message.id for message in self._shown_path()}:
            chat = self._answers.open_and_free()
            if chat is None or not chat.branch(found.message_id):
                return  # an answer is arriving on another branch, or the message was removed meanwhile
            shown = chat.showing(found.message_id)
            self._chats.show(shown)
            self._screen.show(shown)
        await self.jump_to(found.message_id)

    async def jump_to(self, message_id: int) -> None:
        """Bring a message of the open chat into sight, and let it stand out for a moment."""
        conversation = self._screen.state.conversation
        conversation.jump = conversation.jump.to(message_id, marked=True)
        await asyncio.sleep(MARKED_SECONDS)
        if conversation.jump.message_id == message_id:
            conversation.jump = replace(conversation.jump, marked=False)

    def look_around(self, message_id: int) -> None:
        """Bring the messages around this one into sight; 0 is the end of the chat."""
        conversation = self._screen.state.conversation
        conversation.jump = conversation.jump.to(message_id)

    def _shown_path(self) -> tuple[Message, ...]:
        chat = self._screen.state.conversation.chat
        return chat.path() if chat else ()
