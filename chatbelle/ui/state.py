"""What one tab shows, in small observables: a view gets the smallest it needs, so that little is drawn again."""

from dataclasses import dataclass, field
from enum import StrEnum

import flet as ft

from chatbelle.chat import Chat, ChatSummary
from chatbelle.settings import Brightness
from chatbelle.ui.loading import ModelStatus
from chatbelle.ui.markdown_blocks import Blocks
from chatbelle.words import Language, Phrase

WIDE, PHONE = 1000, 600  # widths in logical pixels: from WIDE on there is a rail, below PHONE one pane only


class Layout(StrEnum):
    """How the window is divided."""

    WIDE = "wide"
    MEDIUM = "medium"
    PHONE = "phone"


class Place(StrEnum):
    """What stands beside the list of chats."""

    CHAT = "chat"
    MODELS = "models"
    IMPORT = "import"


class Waiting(StrEnum):
    """What an answer that has not begun waits for."""

    ENGINE = "engine"  # the model is loading, or it answers in another chat
    PROMPT = "prompt"  # the model reads
    NOTHING = "nothing"


@ft.observable
@dataclass
class Look:
    """Language, brightness, the window, and the place that is open in it."""

    language: Language = Language.ZH
    brightness: Brightness = Brightness.SYSTEM
    width: int = 1280
    drawer_open: bool = False
    place: Place = Place.CHAT

    @property
    def layout(self) -> Layout:
        """The division that suits the width."""
        if self.width >= WIDE:
            return Layout.WIDE
        return Layout.MEDIUM if self.width >= PHONE else Layout.PHONE

    def say(self, phrase: Phrase) -> str:
        """The phrase in the person's language."""
        return phrase.in_language(self.language)


@ft.observable
@dataclass
class Model:
    """The model, as all tabs share it."""

    status: ModelStatus = field(default_factory=ModelStatus)


@ft.observable
@dataclass
class ChatList:
    """The chats there are, and the one that is open; 0 for a new one."""

    chats: tuple[ChatSummary, ...] = ()
    open_id: int = 0


@dataclass(frozen=True, slots=True)
class Notice:
    """What went wrong and what to do, with details for those who want them."""

    what: Phrase
    remedy: Phrase
    details: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Something to be confirmed: a chat to remove, or a link to open."""

    remove: ChatSummary | None = None
    link: str = ""


@ft.observable
@dataclass
class Asked:
    """The question that is open, if any."""

    question: Question | None = None


@ft.observable
@dataclass
class Draft:
    """The text of the composer. `text` is what was put there; what the person types is kept without drawing again."""

    text: str = ""
    version: int = 0

    def put(self, text: str) -> None:
        """Replace what stands in the composer."""
        self.text = text
        self.version += 1

    def typed(self, text: str) -> None:
        """Note what the person typed: the field shows it already."""
        object.__setattr__(self, "text", text)


@ft.observable
@dataclass
class Tail:
    """The end of an arriving answer: the one block that still grows."""

    text: str = ""


@ft.observable
@dataclass
class Reply:
    """An answer that is arriving. While only its tail grows, only the tail is drawn again."""

    chat_id: int
    finished: tuple[str, ...] = ()
    tail: Tail = field(default_factory=Tail)
    waiting: Waiting = Waiting.ENGINE
    prompt_read: float = 0.0

    def grow(self, text: str) -> None:
        """Add text. A block that is finished keeps its place, and a new tail begins after it."""
        blocks = Blocks(self.finished, self.tail.text).grown(text)
        if len(blocks.finished) == len(self.finished):
            self.tail.text = blocks.tail
        else:
            self.finished, self.tail = blocks.finished, Tail(blocks.tail)


@ft.observable
@dataclass
class Speed:
    """How fast the arriving answer grows; 0 when none does."""

    characters_per_second: float = 0.0


@ft.observable
@dataclass
class Conversation:
    """The open chat, the answer arriving in it, and what went wrong in it."""

    chat: Chat | None = None
    reply: Reply | None = None
    notice: Notice | None = None


@dataclass
class State:
    """All of it, for one tab."""

    look: Look = field(default_factory=Look)
    model: Model = field(default_factory=Model)
    list: ChatList = field(default_factory=ChatList)
    asked: Asked = field(default_factory=Asked)
    draft: Draft = field(default_factory=Draft)
    speed: Speed = field(default_factory=Speed)
    conversation: Conversation = field(default_factory=Conversation)
