"""What the person can do about the passphrase."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from chatbelle.ui.lock.state import Change


@dataclass(frozen=True, slots=True)
class LockVerbs:
    """The section knows nothing else of the app."""

    begin: Callable[[Change], None]
    type_old: Callable[[str], None]
    type_new: Callable[[str], None]
    type_again: Callable[[str], None]
    apply: Callable[[], Awaitable[None]]
    leave: Callable[[], None]


@dataclass(frozen=True, slots=True)
class UnlockVerbs:
    """The screen before locked chats knows nothing else of the app."""

    type_passphrase: Callable[[str], None]
    unlock: Callable[[], Awaitable[None]]
    quit: Callable[[], Awaitable[None]]
