"""What one tab shows, in small observables: a view gets the smallest it needs, so that little is drawn again."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import flet as ft

from chatbelle.chat import Chat, ChatSummary
from chatbelle.chat_settings import ChatSettings
from chatbelle.context import Summary
from chatbelle.engine.protocol import PromptToken
from chatbelle.settings import Settings
from chatbelle.ui.bench.state import Bench
from chatbelle.ui.history.state import Search, Shelf
from chatbelle.ui.keys.state import Keyboard, Told
from chatbelle.ui.lock.state import Lock
from chatbelle.ui.model_status import ModelStatus
from chatbelle.ui.reply import Reply
from chatbelle.ui.settings.state import SettingsPage
from chatbelle.ui.spoken import Spoken
from chatbelle.ui.stretch import Stretch
from chatbelle.ui.theme import COLUMN_PX, SCALES
from chatbelle.ui.transfer.state import Transfer
from chatbelle.words import Language, Phrase, system_language

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
    SETTINGS = "settings"
    TAKE_IN = "take-in"
    WELCOME = "welcome"


@ft.observable
@dataclass
class Look:
    """Language, the window, how its text and motion are wanted, and the place that is open in it."""

    language: Language = Language.ZH
    width: int = 1280
    text_scale: float = 1.0
    still: bool = False  # nothing moves by itself
    system_contrast: bool = False  # the system asks for high contrast
    apple: bool = False  # whether the keyboard is that of an Apple machine
    drawer_open: bool = False
    place: Place = Place.CHAT

    @property
    def layout(self) -> Layout:
        """The division that suits the width."""
        if self.width >= WIDE:
            return Layout.WIDE
        return Layout.MEDIUM if self.width >= PHONE else Layout.PHONE

    def follow(self, settings: Settings) -> None:
        """Speak the person's language, in the person's size."""
        self.language = settings.language or system_language()
        self.text_scale = SCALES[settings.text_size]

    @property
    def column_px(self) -> int:
        """The width of the reading column: as many characters, whatever their size."""
        return round(COLUMN_PX * self.text_scale)

    def say(self, phrase: Phrase) -> str:
        """The phrase in the person's language."""
        return phrase.in_language(self.language)


@ft.observable
@dataclass
class Chosen:
    """The person's settings."""

    settings: Settings = field(default_factory=Settings)


@ft.observable
@dataclass
class Model:
    """The model, as all tabs share it."""

    status: ModelStatus = field(default_factory=ModelStatus)


@ft.observable
@dataclass
class ChatList:
    """The chats there are, the one that is open (0 for a new one), and those answered while another was open."""

    chats: tuple[ChatSummary, ...] = ()
    open_id: int = 0
    answered: frozenset[int] = frozenset()


class Way(StrEnum):
    """Something that a notice's button does."""

    ANSWER = "answer-now"
    MODELS = "see-models"
    SHORTER_CONTEXT = "load-shorter"
    DROP = "choose-drop"
    SUMMARISE = "choose-summarise"


@dataclass(frozen=True, slots=True)
class Notice:
    """What went wrong and what to do, with buttons that do it, and details for those who want them."""

    what: Phrase
    remedy: Phrase
    details: str = ""
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Something to be confirmed: a link to open."""

    link: str


@dataclass(frozen=True, slots=True)
class Undo:
    """What was just removed, and how to take that back."""

    what: Phrase
    take_back: Callable[[], None]


@ft.observable
@dataclass
class RecentlyRemoved:
    """The last removal, for as long as it can be taken back."""

    undo: Undo | None = None


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
class Speed:
    """How fast the arriving answer grows; 0 when none does."""

    characters_per_second: float = 0.0


@ft.observable
@dataclass
class Conversation:
    """The open chat, the stretch of it that is drawn, the answer arriving in it, what went wrong in it."""

    chat: Chat | None = None
    reply: Reply | None = None
    notice: Notice | None = None
    stretch: Stretch = field(default_factory=Stretch)
    editing: int = 0  # the id of a message that is written anew
    summary: Summary | None = None  # of what the model no longer sees
    marked: int = 0  # the id of a message that stands out for a moment


@ft.observable
@dataclass
class Sheet:
    """The settings of the open chat, whether they are shown, and the answer that waits to be given anew with them."""

    settings: ChatSettings = field(default_factory=ChatSettings)
    chat_id: int = 0  # whose they are; 0 for a chat that has not begun
    is_open: bool = False
    answer_anew: int = 0  # a message's id
    models: tuple[Path, ...] = ()  # that can be chosen
    personas: tuple[str, ...] = ()  # system prompts of the person's own
    adapters: tuple[Path, ...] | None = None  # that fit the model; None until they were looked for
    prompt: tuple[PromptToken, ...] = ()  # what the model would read now, once somebody wants to see it


@dataclass
class State:
    """All of it, for one tab."""

    look: Look = field(default_factory=Look)
    chosen: Chosen = field(default_factory=Chosen)
    settings: SettingsPage = field(default_factory=SettingsPage)
    bench: Bench = field(default_factory=Bench)
    model: Model = field(default_factory=Model)
    list: ChatList = field(default_factory=ChatList)
    shelf: Shelf = field(default_factory=Shelf)
    search: Search = field(default_factory=Search)
    asked: Asked = field(default_factory=Asked)
    removed: RecentlyRemoved = field(default_factory=RecentlyRemoved)
    sheet: Sheet = field(default_factory=Sheet)
    draft: Draft = field(default_factory=Draft)
    speed: Speed = field(default_factory=Speed)
    keyboard: Keyboard = field(default_factory=Keyboard)
    told: Told = field(default_factory=Told)
    spoken: Spoken = field(default_factory=Spoken)
    conversation: Conversation = field(default_factory=Conversation)
    transfer: Transfer = field(default_factory=Transfer)
    lock: Lock = field(default_factory=Lock)
