"""The app by keyboard alone, in a real browser: shortcuts, the palette, the sheet of shortcuts, Ctrl+Enter."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.driving import (
    SCRIPTED_APP,
    click,
    has_focus,
    named,
    open_app,
    running,
    text_of,
    wait_until,
    write,
)
from chatbelle import words
from chatbelle.ui.back import WITHIN
from chatbelle.words import Language, Phrase

pytestmark = pytest.mark.browser

ANSWER = "从前有一座山，山里有一座庙。"


@dataclass(frozen=True, slots=True)
class At:
    """The app, open at one width in one language."""

    page: Page
    language: Language

    def say(self, phrase: Phrase) -> str:
        return phrase.in_language(self.language)

    def press(self, *keys: str) -> None:
        for each in keys:
            self.page.keyboard.press(each)
            self.page.wait_for_timeout(150)

    def begin(self, text: str) -> None:
        """A new chat with one answer, by keyboard."""
        self.press("Control+Shift+O")
        wait_until(self.page, lambda: named(self.page, "message-0").count() == 0)
        write(self.page, text)
        self.press("Enter")
        wait_until(self.page, lambda: "庙" in text_of(self.page, "message-1"))
        wait_until(self.page, lambda: named(self.page, "copy-1").count() > 0)

    def open_palette(self) -> None:
        self.press("Control+K")
        wait_until(self.page, lambda: self.is_writing_in("palette-field"))

    def is_writing_in(self, identifier: str) -> bool:
        """Whether what is typed goes there."""
        field = named(self.page, identifier).locator("input, textarea")
        return field.count() > 0 and has_focus(field.first)


@pytest.fixture(
    scope="module",
    params=[
        pytest.param((390, "zh"), id="phone-zh", marks=pytest.mark.thorough),
        pytest.param((1280, "en"), id="wide-en"),
        pytest.param((1280, "zh"), id="wide-zh", marks=pytest.mark.thorough),
    ],
)
def at(browser: Browser, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[At]:
    width, language = request.param
    home = tmp_path_factory.mktemp("home")
    script = home / "answers.json"
    script.write_text(json.dumps([ANSWER]), encoding="utf-8")
    (home / "settings.json").write_text(json.dumps({"language": language, "welcomed": True}), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 800})
    with running(home, str(SCRIPTED_APP), "PORT", "200", str(script)) as address:
        open_app(page, address)
        yield At(page, Language(language))
        page.close()


def test_the_palette_opens_a_chat_by_its_title_and_says_what_enter_would_choose(at: At) -> None:
    at.begin("apples")
    at.begin("pears")
    at.open_palette()
    at.page.keyboard.insert_text("appl")
    wait_until(at.page, lambda: at.say(words.CHAT) in text_of(at.page, "palette-spoken"))
    assert "apples" in text_of(at.page, "palette-spoken")
    at.press("Enter")
    wait_until(at.page, lambda: "apples" in text_of(at.page, "message-0"))
    wait_until(at.page, lambda: named(at.page, "palette-field").count() == 0)


def test_arrows_walk_the_palette_and_escape_gives_the_focus_back(at: At) -> None:
    write(at.page, "")
    at.open_palette()
    first = text_of(at.page, "palette-spoken")
    at.press("ArrowDown")
    wait_until(at.page, lambda: text_of(at.page, "palette-spoken") not in ("", first))
    at.press("ArrowUp")
    wait_until(at.page, lambda: text_of(at.page, "palette-spoken") == first)
    at.press("Escape")
    wait_until(at.page, lambda: at.is_writing_in("composer"))


def test_a_question_mark_is_written_in_a_field_and_opens_the_sheet_elsewhere(at: At) -> None:
    write(at.page, "why")
    at.press("Shift+Slash")
    at.page.wait_for_timeout(400)
    assert named(at.page, "close-shortcuts").count() == 0
    at.press("Control+Comma")
    named(at.page, "settings-page").wait_for(state="attached")
    at.press("Shift+Slash")
    named(at.page, "close-shortcuts").wait_for(state="attached")
    assert at.say(words.PALETTE) in text_of(at.page, "shortcut-2")
    at.press("Escape")
    wait_until(at.page, lambda: named(at.page, "close-shortcuts").count() == 0)
    wait_until(at.page, lambda: named(at.page, "settings-page").count() == 1)
    at.press("Escape")
    wait_until(at.page, lambda: named(at.page, "composer").count() == 1)


def test_chats_are_walked_the_last_message_is_edited_and_the_last_answer_copied(at: At) -> None:
    at.begin("older")
    at.begin("newer")
    at.press("Alt+ArrowDown")
    wait_until(at.page, lambda: "older" in text_of(at.page, "message-0"))
    at.press("Alt+ArrowUp")
    wait_until(at.page, lambda: "newer" in text_of(at.page, "message-0"))
    at.press("Control+E")
    named(at.page, "edit-field").wait_for(state="attached")
    at.press("Escape")
    wait_until(at.page, lambda: named(at.page, "edit-field").count() == 0)
    at.press("Control+Shift+C")
    wait_until(at.page, lambda: at.say(words.ANSWER_COPIED) in text_of(at.page, "told"))


def test_pages_and_the_sheet_open_from_anywhere(at: At) -> None:
    at.press("Control+Shift+L")
    named(at.page, "models-page").wait_for(state="attached")
    at.press("Control+I")
    named(at.page, "close-sheet").wait_for(state="attached")
    at.press("Escape")
    wait_until(at.page, lambda: named(at.page, "close-sheet").count() == 0)


def test_the_search_opens_with_the_focus_in_it_and_escape_leaves_it(at: At) -> None:
    at.begin("apples")
    at.press("Control+F")
    wait_until(at.page, lambda: at.is_writing_in("search"))
    at.page.keyboard.insert_text("appl")
    named(at.page, "found-0").wait_for(state="attached")
    at.press("Escape")
    wait_until(at.page, lambda: named(at.page, "found-0").count() == 0)
    at.press("Escape")
    wait_until(at.page, lambda: named(at.page, "composer").count() == 1)


def test_the_browsers_way_back_closes_what_is_open_before_it_leaves(at: At) -> None:
    at.press("Control+Shift+L")
    named(at.page, "models-page").wait_for(state="attached")
    click(at.page, "import")
    named(at.page, "import-path").wait_for(state="attached")
    address = at.page.url
    for closed in ("import-path", "models-page"):
        wait_until(at.page, lambda: at.page.url.endswith(WITHIN))
        at.page.go_back()
        wait_until(at.page, lambda closed=closed: named(at.page, closed).count() == 0)
    assert named(at.page, "composer").count() == 1
    assert at.page.url == address.removesuffix(WITHIN) + "/"


def test_where_ctrl_enter_sends_enter_breaks_the_line_and_the_composer_says_so(at: At) -> None:
    at.press("Control+Shift+O", "Control+Comma")
    click(at.page, "send-with-ctrl-enter")
    at.press("Escape")
    wait_until(at.page, lambda: named(at.page, "composer").count() == 1)
    assert "Ctrl+Enter" in text_of(at.page, "composer")
    write(at.page, "one")
    at.press("Enter")
    at.page.keyboard.insert_text("two")
    at.page.wait_for_timeout(500)
    assert named(at.page, "message-0").count() == 0
    at.press("Control+Enter")
    wait_until(at.page, lambda: "one\ntwo" in text_of(at.page, "message-0"))
