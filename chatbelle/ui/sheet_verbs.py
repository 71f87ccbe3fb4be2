"""What the person can set for a chat."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from chatbelle.chat_settings import ChatSettings
from chatbelle.context import WhenFull


@dataclass(frozen=True, slots=True)
class SheetVerbs:
    """The sheet knows nothing else of the app."""

    open: Callable[[], None]  # or close it again
    close: Callable[[], None]
    change: Callable[[ChatSettings], None]
    keep_persona: Callable[[str], None]  # puts a system prompt into the library, or takes it out again
    answer_anew_with: Callable[[int], None]  # opens the sheet, to answer a message anew once it is set
    answer_anew: Callable[[], Awaitable[None]]
    choose_when_full: Callable[[WhenFull], Awaitable[None]]  # and go on with the question that did not fit
    find_adapters: Callable[[], Awaitable[None]]
    show_prompt: Callable[[], Awaitable[None]]
    edit_summary: Callable[[str], None]
