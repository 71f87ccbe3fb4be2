"""Naming, pinning, archiving and sorting chats, one by one or several at once."""

from collections.abc import Sequence

from chatbelle import words
from chatbelle.chat import ChatSummary
from chatbelle.history import ChatOrder
from chatbelle.ui.history.titling import Titling
from chatbelle.ui.removing import Removing
from chatbelle.ui.screen import Screen

LONGEST_TITLE = 200  # characters


class Filing:
    """What one tab does with lines of the list of chats."""

    def __init__(self, screen: Screen, removing: Removing, titling: Titling) -> None:
        self._screen, self._removing, self._titling = screen, removing, titling
        self._chats, self._shelf = screen.chats, screen.state.shelf

    # --- A title ---

    def ask_title(self, chat: ChatSummary) -> None:
        """Ask for a chat's new title."""
        self._shelf.renaming = chat

    def leave_title(self) -> None:
        """Leave the title as it is."""
        self._shelf.renaming = None

    def rename(self, title: str) -> None:
        """Give the chat that was asked about this title; an empty one changes nothing."""
        chat, title = self._shelf.renaming, " ".join(title.split())[:LONGEST_TITLE]
        self._shelf.renaming = None
        if chat and title:
            self._titling.leave(chat.id)
            self._screen.rename(chat.id, title)

    # --- Places in the list ---

    def sort(self, order: ChatOrder) -> None:
        """Sort the list."""
        self._shelf.order = order
        self._screen.refresh()

    def show_archive(self, shown: bool) -> None:
        """Show the archive in the list's place, or the list again."""
        self._shelf.archived, self._shelf.chosen = shown, None
        self._screen.refresh()

    async def pin(self, chats: Sequence[ChatSummary]) -> None:
        """Pin chats; where all of them are, they are no longer. For several, that can be taken back."""
        pinned = not all(chat.pinned for chat in chats)
        changed = [chat.id for chat in chats if chat.pinned is not pinned]

        def put(pinned: bool) -> None:
            self._chats.pin(changed, pinned)
            self._screen.refresh()

        self._shelf.chosen = None
        put(pinned)
        if len(chats) > 1:
            what = words.CHATS_PINNED if pinned else words.CHATS_UNPINNED
            await self._removing.offer(what.filled(count=len(changed)), lambda: put(not pinned))

    async def archive(self, chats: Sequence[ChatSummary]) -> None:
        """Move chats into the archive or, from there, back into the list; that can be taken back."""
        ids, archived = [chat.id for chat in chats], not chats[0].archived

        def take_back() -> None:
            self._chats.archive(ids, not archived)
            self._screen.refresh()

        self._chats.archive(ids, archived)
        self._shelf.chosen = None
        self._screen.refresh()
        one, several = (
            (words.CHAT_ARCHIVED, words.CHATS_ARCHIVED) if archived else (words.CHAT_UNARCHIVED, words.CHATS_UNARCHIVED)
        )
        what = several.filled(count=len(ids)) if len(ids) > 1 else one.filled(title=chats[0].title or words.UNTITLED)
        await self._removing.offer(what, take_back)

    async def remove(self, chats: Sequence[ChatSummary]) -> None:
        """Remove chats; that can be taken back."""
        self._shelf.chosen = None
        await self._removing.remove_chats(chats)

    # --- Several at once ---

    def begin_choosing(self) -> None:
        """Let the person choose several chats."""
        self._shelf.chosen = frozenset()

    def choose(self, chat_id: int) -> None:
        """Choose a chat among several, or no longer."""
        self._shelf.chosen = (self._shelf.chosen or frozenset()) ^ {chat_id}

    def choose_all(self) -> None:
        """Choose all chats of the list; none where all were chosen."""
        everything = frozenset(chat.id for chat in self._screen.state.list.chats)
        self._shelf.chosen = frozenset() if self._shelf.chosen == everything else everything

    def leave_choosing(self) -> None:
        """Choose no more."""
        self._shelf.chosen = None
