"""What one tab shows of the passphrase."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import flet as ft

from chatbelle.errors import ChatBelleError
from chatbelle.strength import Strength
from chatbelle.words import Phrase


class Change(StrEnum):
    """What is to become of the passphrase."""

    SET = "set"
    CHANGE = "change"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Locking:
    """How chats are locked where that is possible. What changes anything blocks."""

    is_locked: Callable[[], bool]

    change: Callable[[str | None, str | None], None]  # from the old passphrase to the new one; None is none
    forget_states: Callable[[], None]  # what models have kept of the chats on the disk


@ft.observable
@dataclass
class Lock:
    """The section, and its dialog while `change` says what it is about."""

    can_lock: bool = False
    is_locked: bool = False
    change: Change | None = None
    old: str = ""
    new: str = ""
    again: str = ""
    strength: Strength | None = None  # of the new one
    busy: bool = False
    error: ChatBelleError | None = None
    told: Phrase | None = None  # what has just been done


@ft.observable
@dataclass
class Unlocking:
    """The screen before locked chats: what is typed, and what came of it."""

    passphrase: str = ""
    busy: bool = False
    error: ChatBelleError | None = None
    has_ended: bool = False
