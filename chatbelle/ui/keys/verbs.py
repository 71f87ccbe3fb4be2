"""What the person can do in the palette and the sheet of shortcuts."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from chatbelle.ui.keys.palette import Entry


@dataclass(frozen=True, slots=True)
class KeysVerbs:
    """The views know nothing else of the app."""

    entries: Callable[[], tuple[Entry, ...]]  # that suit what was typed
    typed: Callable[[str], None]
    choose: Callable[[Entry], Awaitable[None]]
    enter: Callable[[], Awaitable[None]]  # chooses the marked line
    close: Callable[[], None]
    step_back: Callable[[], None]  # closes what is open, the innermost first
