"""Searching in all chats as the person types, and opening what was found where it stands."""

import asyncio
from collections.abc import Callable
from contextlib import aclosing, suppress

from chatbelle.errors import StoreError
from chatbelle.history import Found
from chatbelle.ui.history.state import Results
from chatbelle.ui.reading import Reading
from chatbelle.ui.screen import Screen
from chatbelle.ui.state import Layout
from chatbelle.ui.streaming import off_thread, with_progress

PAUSE_SECONDS = 0.12  # in typing, after which is searched
PAGE = 50  # places at a time
MARKED_SECONDS = 2.5  # how long the message that was jumped to stands out


class Searching:
    """The search of one tab. What blocks runs beside the event loop."""

    def __init__(self, screen: Screen, reading: Reading, open_chat: Callable[[int], None]) -> None:
        self._screen, self._reading, self._open_chat = screen, reading, open_chat
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
        self._search.asked_for_focus += 1

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
            self._search.results = Results(text).and_more(found, PAGE)

    async def more(self) -> None:
        """The next places."""
        results = self._search.results
        if results is None or not results.found:
            return
        found = await self._found(results.typed, results.found[-1].message_id)
        if results is self._search.results:
            self._search.results = results.and_more(found, PAGE)

    def clear(self) -> None:
        """End the search."""
        self._search.clear()

    async def _found(self, text: str, before: int | None) -> tuple[Found, ...]:
        return await with_progress(lambda _: self._chats.search(text, PAGE, before), lambda _: None)

    async def open(self, found: Found) -> None:
        """Open the chat where the message stands, on its branch; it stands out for a moment."""
        on_path = {message.id for message in self._screen.chats.chat(found.chat_id).path()}
        arriving = found.chat_id in self._screen.replies  # on the branch that is shown, which stays
        if found.message_id is None or (arriving and found.message_id not in on_path):
            self._open_chat(found.chat_id)
            return
        self._reading.open_at(found.chat_id, found.message_id)
        conversation = self._screen.state.conversation
        conversation.marked = found.message_id
        await asyncio.sleep(MARKED_SECONDS)
        if conversation.marked == found.message_id:
            conversation.marked = 0
