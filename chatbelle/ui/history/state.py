"""What a tab shows of the list of chats besides the chats: how it is sorted, what is chosen in it, what was found."""

from dataclasses import dataclass

import flet as ft

from chatbelle.chat import ChatSummary
from chatbelle.history import ChatOrder, Found


@dataclass(frozen=True, slots=True)
class Results:
    """What was found for some words; there may be more."""

    typed: str
    found: tuple[Found, ...] = ()
    may_be_more: bool = False

    def and_more(self, found: tuple[Found, ...], page: int) -> "Results":
        """With the next of it, of which `page` were asked for."""
        full = len(found) >= page and found[-1].message_id is not None  # the next page is asked for by a message
        return Results(self.typed, (*self.found, *found), full)


@ft.observable
@dataclass
class Search:
    """What is searched for. What the person types is kept without drawing again: the field shows it already."""

    text: str = ""
    results: Results | None = None  # None: the list of chats is shown
    asked_for_focus: int = 0  # how often
    given_focus: int = 0  # at which of these times

    def typed(self, text: str) -> None:
        """Note what the person typed."""
        object.__setattr__(self, "text", text)

    def take_focus(self) -> bool:
        """Whether the field is to get the focus now; once for each time that was asked for. Draws nothing."""
        wanted = self.given_focus != self.asked_for_focus
        object.__setattr__(self, "given_focus", self.asked_for_focus)
        return wanted

    def clear(self) -> None:
        """Search for nothing."""
        self.text, self.results = "", None


@ft.observable
@dataclass
class Shelf:
    """How the list of chats is shown, and what is being done in it."""

    order: ChatOrder = ChatOrder.CHANGED
    archived: bool = False  # the archive stands in the list's place
    chosen: frozenset[int] | None = None  # None: nothing is being chosen
    renaming: ChatSummary | None = None
