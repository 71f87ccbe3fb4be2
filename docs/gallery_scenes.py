"""The gallery's scenes: what is done until the picture is taken. A new one is another line of SCENES."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from playwright.sync_api import Page

from benchmarks.driving import click, click_at_rest, listed_chats, named, wait_until, write
from chatbelle.words import Language

MOVED_MS, DRAWN_MS = 1500, 2500  # after which a menu, a chat have come to rest even on a busy machine


class Stage(StrEnum):
    """What the app is started with."""

    CHATS = "chats"  # and a model that answers at once
    SLOW = "slow"  # and one that answers word by word
    NEW = "new"  # for the first time
    NEWER = "newer"  # with chats from a version to come
    BROKEN = "broken"  # with a file that is no model


@dataclass(frozen=True, slots=True)
class Look:
    """How the app looks in one picture."""

    language: Language
    width: int
    scheme: str  # light or dark


@dataclass(frozen=True, slots=True)
class At:
    """The app, open in one look."""

    page: Page
    look: Look

    @property
    def is_phone(self) -> bool:
        return self.look.width < 600

    def go(self, identifier: str, until: str = "") -> None:
        """Click, wait until a control is there, if one is named, and until everything rests."""
        click_at_rest(self.page, identifier)
        if until:
            named(self.page, until).first.wait_for(state="attached")
        self.page.wait_for_timeout(MOVED_MS)

    def go_in_rail(self, identifier: str, until: str) -> None:
        """The same for what a phone has in its drawer."""
        if self.is_phone:
            self.go("menu", "models")
        self.go(identifier, until)

    def open_chat(self, place: int) -> None:
        """Open the chat in this place of the list."""
        if self.is_phone:
            self.go("menu", "models")
        wait_until(self.page, lambda: len(listed_chats(self.page)) > place)
        click_at_rest(self.page, listed_chats(self.page)[place])
        self.page.locator('[flt-semantics-identifier^="message-"]').first.wait_for(state="attached")
        self.page.wait_for_timeout(DRAWN_MS)

    def scroll(self, height: int) -> None:
        """Turn the wheel over the conversation."""
        self.page.mouse.move(self.look.width * 0.6, 400)
        self.page.mouse.wheel(0, height)
        self.page.wait_for_timeout(MOVED_MS)

    def ask(self, text: str) -> None:
        """Send a message."""
        write(self.page, text)
        self.page.keyboard.press("Enter")


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture or several: what they show, what they are called, in which looks they are taken."""

    name: str
    shows: str
    act: Callable[[At], None]
    looks: tuple[Look, ...]
    stage: Stage = Stage.CHATS
    first: str = "composer"  # what the app shows first


def wide(language: Language = Language.ZH, scheme: str = "light") -> Look:
    """1,280 points wide."""
    return Look(language, 1280, scheme)


def phone(language: Language = Language.ZH, scheme: str = "light") -> Look:
    """390 points wide."""
    return Look(language, 390, scheme)


def in_both(language: str) -> tuple[Look, Look]:
    return wide(Language(language)), phone(Language(language))


LEARNING, COOKING, VERSIONS, NOVEL = range(4)  # the list of the gallery's chats, the newest first


def conversation(at: At) -> None:
    at.open_chat(LEARNING)
    at.scroll(-5000)


def code(at: At) -> None:
    at.open_chat(LEARNING)
    at.scroll(-330 if at.is_phone else -80)


def thinking(at: At) -> None:
    at.open_chat(COOKING)
    click(at.page, "thought-1")
    at.page.wait_for_timeout(MOVED_MS)
    at.scroll(-600)


def streaming(at: At) -> None:
    at.ask("怎样用四周学会一门新技能？" if at.look.language is Language.ZH else "How do I learn something new?")
    at.page.wait_for_timeout(3500)


def versions(at: At) -> None:
    at.open_chat(VERSIONS)
    at.page.mouse.move(at.look.width * 0.55, 610)  # over the answer, so that its row of buttons shows
    at.page.wait_for_timeout(MOVED_MS)


def chat_settings(at: At) -> None:
    at.open_chat(LEARNING)
    at.go("open-sheet", "sheet")


def models(at: At) -> None:
    at.go_in_rail("models", "import")


def importing(at: At) -> None:
    at.go_in_rail("models", "import")
    at.go("import", "import-path")
    click(at.page, "import-path")
    at.page.wait_for_timeout(MOVED_MS)
    at.page.keyboard.insert_text("/home/belle/BELLE-7B-2M")
    at.page.wait_for_timeout(MOVED_MS)
    at.page.keyboard.press("Enter")
    at.page.wait_for_timeout(DRAWN_MS)


def drawer(at: At) -> None:
    at.go("menu", "models")


def search(at: At) -> None:
    at.go_in_rail("search", "search")
    at.page.keyboard.insert_text("豆腐" if at.look.language is Language.ZH else "tofu")
    named(at.page, "found").wait_for(state="attached")
    at.page.wait_for_timeout(DRAWN_MS)


def private(at: At) -> None:
    at.go("new-private-chat")
    at.page.mouse.move(at.look.width * 0.6, 500)  # away from the button, whose tooltip goes
    at.page.wait_for_timeout(MOVED_MS)


def settings(at: At) -> None:
    at.go_in_rail("settings", "settings-page")


def palette(at: At) -> None:
    at.open_chat(LEARNING)
    at.page.keyboard.press("Control+k")
    at.page.wait_for_timeout(MOVED_MS)


def full(at: At) -> None:
    at.open_chat(NOVEL)
    at.ask("接着讲下一章。" if at.look.language is Language.ZH else "Go on with the next chapter.")
    wait_until(at.page, lambda: named(at.page, "notice").count() > 0)
    at.page.wait_for_timeout(MOVED_MS)


def as_it_is(at: At) -> None:
    at.page.wait_for_timeout(2 * DRAWN_MS)  # a model may be loading


def model_trouble(at: At) -> None:
    named(at.page, "no-model").wait_for(state="attached")
    at.page.wait_for_timeout(MOVED_MS)


EN = Language.EN
SCENES = (
    Scene("conversation", "An answer with a table and a formula", conversation, (wide(), phone(scheme="dark"))),
    Scene("code", "Code in a frame of its own, and a quotation", code, (wide(scheme="dark"), phone())),
    Scene("thinking", "What the model thinks, unfolded", thinking, (wide(EN), phone(EN, "dark"))),
    Scene("streaming", "An answer as it arrives", streaming, (wide(),), Stage.SLOW),
    Scene("versions", "One of three versions of an answer", versions, (wide(),)),
    Scene("chat-settings", "What can be set for one chat", chat_settings, (wide(), phone())),
    Scene("models", "Models, with the one that suits this machine", models, (wide(), phone(EN))),
    Scene("import", "Weights from elsewhere, made into a model", importing, (wide(EN),)),
    Scene("drawer", "The chats on a phone", drawer, (phone(), phone(scheme="dark"))),
    Scene("search", "What was found in all chats", search, (wide(), phone(EN))),
    Scene("private", "A private chat, which leaves no trace", private, (wide(EN, "dark"),)),
    Scene("settings", "The settings of the app", settings, (wide(), phone(EN, "dark"))),
    Scene("palette", "Everything the app can do, by name", palette, (wide(scheme="dark"),)),
    Scene("full", "A conversation that no longer fits, and the ways on", full, (wide(), phone(EN))),
    Scene("first-run", "The first start", as_it_is, in_both("zh"), Stage.NEW, "welcome"),
    Scene("model-trouble", "A file that is no model", model_trouble, (wide(EN), phone()), Stage.BROKEN),
    Scene("newer-chats", "Chats from a newer version", as_it_is, (wide(),), Stage.NEWER, "shut"),
)
