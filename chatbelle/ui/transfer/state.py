"""What one tab shows of an export and of an import."""

from dataclasses import dataclass, field
from pathlib import Path

import flet as ft

from chatbelle.errors import ChatBelleError
from chatbelle.transfer.format import Format
from chatbelle.transfer.histories import LeftOut
from chatbelle.words import Phrase


@ft.observable
@dataclass
class Export:
    """The dialog that asks what chats are written as, and says what was written."""

    is_open: bool = False
    is_locked: bool = False  # the chats have a passphrase, which files have not
    ids: tuple[int, ...] = ()  # the chats to write; none means all
    wanted: Format = Format.MARKDOWN
    share: float | None = None  # how much is written, while something is
    written: Phrase | None = None
    error: ChatBelleError | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Another program's chats on this machine."""

    program: str
    path: Path
    count: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file or folder holds."""

    path: Path
    chats: int
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """How an import ended."""

    added: int
    known: int
    left_out: tuple[LeftOut, ...]
    stopped: bool


@ft.observable
@dataclass
class TakeIn:
    """The page on which chats come in."""

    found: tuple[Found, ...] = ()
    counting: bool = False
    path: str = ""
    counted: int | None = None  # chats read so far, while a file is looked at
    seen: Seen | None = None
    taken: int | None = None  # chats taken in so far, while they are
    done: Imported | None = None
    error: ChatBelleError | None = None


@dataclass
class Transfer:
    """Both."""

    export: Export = field(default_factory=Export)
    take_in: TakeIn = field(default_factory=TakeIn)
