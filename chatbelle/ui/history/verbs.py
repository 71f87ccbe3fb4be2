"""What the person can do in the list of chats."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from chatbelle.chat import ChatSummary
from chatbelle.history import ChatOrder, Found


@dataclass(frozen=True, slots=True)
class HistoryVerbs:
    """Views of the list know nothing else of the app."""

    # searching
    search: Callable[[], None]  # puts the focus there
    typed: Callable[[str], Awaitable[None]]
    more: Callable[[], Awaitable[None]]
    clear: Callable[[], None]
    open_found: Callable[[Found], Awaitable[None]]
    # lines of the list
    new_private_chat: Callable[[], None]
    ask_title: Callable[[ChatSummary], None]
    leave_title: Callable[[], None]
    rename: Callable[[str], None]
    pin: Callable[[Sequence[ChatSummary]], Awaitable[None]]
    archive: Callable[[Sequence[ChatSummary]], Awaitable[None]]
    remove: Callable[[Sequence[ChatSummary]], Awaitable[None]]
    # the list
    sort: Callable[[ChatOrder], None]
    show_archive: Callable[[bool], None]
    begin_choosing: Callable[[], None]
    choose: Callable[[int], None]
    choose_all: Callable[[], None]
    leave_choosing: Callable[[], None]
