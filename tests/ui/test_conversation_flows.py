"""What can be done in a conversation, in a real browser: wide and as a phone, in Chinese and in English."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.driving import (
    SCRIPTED_APP,
    click,
    click_at_rest,
    named,
    open_app,
    running,
    text_of,
    type_into,
    wait_until,
    write,
)
from chatbelle import words
from chatbelle.words import Language, Phrase

pytestmark = pytest.mark.browser

THOUGHT = "The fox is hungry and the crow has cheese. " * 3 + "So be it."
ANSWER = "从前有一座山，山里有一座庙。The crow sang and the cheese fell. " * 3
CODE = "\n```python\nprint(1)\n```\n"


@dataclass(frozen=True, slots=True)
class At:
    """The app, open at one width in one language."""

    page: Page
    language: Language
    wide: bool

    def say(self, phrase: Phrase) -> str:
        return phrase.in_language(self.language)

    def ask(self, text: str) -> None:
        write(self.page, text)
        self.page.keyboard.press("Enter")

    def new_chat(self) -> None:
        click(self.page, "new-chat")
        wait_until(self.page, lambda: named(self.page, "message-0").count() == 0)

    def answered(self, number: int = 1) -> None:
        wait_until(self.page, lambda: named(self.page, f"copy-{number}").count() > 0)

    def begin(self, text: str) -> None:
        self.new_chat()
        self.ask(text)
        self.answered()

    def choose(self, number: int, line: str) -> None:
        """Choose a line of a message's menu."""
        click(self.page, f"more-{number}")
        click_at_rest(self.page, f"{line}-{number}")


@pytest.fixture(
    scope="module",
    params=[
        pytest.param((1280, "zh"), id="wide-zh"),
        pytest.param((390, "en"), id="phone-en", marks=pytest.mark.thorough),
        pytest.param((390, "zh"), id="phone-zh", marks=pytest.mark.thorough),
        pytest.param((1280, "en"), id="wide-en", marks=pytest.mark.thorough),
    ],
)
def at(browser: Browser, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[At]:
    width, language = request.param
    home = tmp_path_factory.mktemp("home")
    script = home / "answers.json"
    script.write_text(json.dumps([f"<think>\n{THOUGHT}\n</think>\n\n{ANSWER}{CODE}"]), encoding="utf-8")
    (home / "settings.json").write_text(json.dumps({"language": language}), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 800})
    with running(home, str(SCRIPTED_APP), "PORT", "80", str(script)) as address:
        open_app(page, address)
        yield At(page, Language(language), width >= 1000)
        page.close()


def test_a_sent_message_is_edited_in_its_place_and_the_earlier_version_stays(at: At) -> None:
    at.begin("first")
    if at.wide:
        click(at.page, "edit-0")
    else:
        at.choose(0, "edit")
    type_into(at.page, "edit-field", "second")
    click(at.page, "send-edited")
    wait_until(at.page, lambda: "2/2" in text_of(at.page, "version-0"))
    at.answered()
    assert "second" in text_of(at.page, "message-0")
    click(at.page, "version-before-0")
    wait_until(at.page, lambda: "first" in text_of(at.page, "message-0"))


def test_escape_leaves_a_message_as_it_was(at: At) -> None:
    at.begin("stays")
    if at.wide:
        click(at.page, "edit-0")
    else:
        at.choose(0, "edit")
    wait_until(at.page, lambda: named(at.page, "edit-field").count() == 1)
    at.page.wait_for_timeout(400)
    at.page.keyboard.press("Escape")
    wait_until(at.page, lambda: named(at.page, "edit-field").count() == 0)
    assert "stays" in text_of(at.page, "message-0")


def test_another_answer_stands_beside_the_first(at: At) -> None:
    at.begin("again")
    click(at.page, "answer-anew-1")
    wait_until(at.page, lambda: "2/2" in text_of(at.page, "version-1"))
    click(at.page, "version-before-1")
    wait_until(at.page, lambda: "1/2" in text_of(at.page, "version-1"))


def test_a_stopped_answer_goes_on_in_the_same_message(at: At) -> None:
    at.new_chat()
    at.ask("go on")
    wait_until(at.page, lambda: "庙" in text_of(at.page, "message-1"))
    click(at.page, "stop")
    wait_until(at.page, lambda: at.say(words.STOPPED_BY_YOU) in text_of(at.page, "message-1"))
    before = len(text_of(at.page, "message-1"))
    click(at.page, "go-on-1")
    wait_until(at.page, lambda: at.say(words.STOPPED_BY_YOU) not in text_of(at.page, "message-1"))
    at.answered()
    assert len(text_of(at.page, "message-1")) > before
    assert named(at.page, "version-1").count() == 0


def test_a_copied_message_says_so_for_a_moment(at: At) -> None:
    at.begin("copy")
    at.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    click(at.page, "copy-1")
    wait_until(at.page, lambda: at.say(words.COPIED) in text_of(at.page, "copy-1"))
    assert at.page.evaluate("navigator.clipboard.readText()") == ANSWER + CODE
    wait_until(at.page, lambda: at.say(words.COPY) in text_of(at.page, "copy-1"))
    click(at.page, "copy-code")
    wait_until(at.page, lambda: at.page.evaluate("navigator.clipboard.readText()") == "print(1)")


def test_a_new_chat_begins_with_everything_up_to_a_message(at: At) -> None:
    at.begin("fork me")
    at.ask("left behind")
    at.answered(3)
    at.choose(1, "fork")
    wait_until(at.page, lambda: named(at.page, "message-2").count() == 0)
    wait_until(at.page, lambda: "fork me" in text_of(at.page, "message-0"))


def test_a_removed_message_can_be_brought_back(at: At) -> None:
    at.begin("remove me")
    at.choose(1, "remove-message")
    wait_until(at.page, lambda: at.say(words.MESSAGE_REMOVED) in text_of(at.page, "removed"))
    assert named(at.page, "message-1").count() == 0
    click(at.page, "undo")
    wait_until(at.page, lambda: "山里" in text_of(at.page, "message-1"))


def test_thoughts_are_folded_away_until_somebody_wants_them(at: At) -> None:
    at.new_chat()
    at.ask("think")
    wait_until(at.page, lambda: at.say(words.THINKING).partition("{")[0] in text_of(at.page, "message-1"))
    at.answered()
    assert THOUGHT not in text_of(at.page, "message-1")
    click(at.page, "thought-1")
    wait_until(at.page, lambda: THOUGHT in text_of(at.page, "message-1"))


def test_an_answer_tells_how_it_came_about_on_demand(at: At) -> None:
    at.begin("facts")
    at.choose(1, "about")
    wait_until(at.page, lambda: at.say(words.FACT_ENDED) in text_of(at.page, "facts-1"))
    assert "Demo 演示" in text_of(at.page, "facts-1")


def test_a_chat_keeps_what_it_is_set_to(at: At) -> None:
    at.begin("settings")
    click(at.page, "open-sheet")
    click_at_rest(at.page, "teacher")
    click_at_rest(at.page, "creative")
    wait_until(at.page, lambda: at.say(words.CREATIVE_EXPLAINED) in text_of(at.page, "sheet"))
    at.page.keyboard.press("Escape")
    wait_until(at.page, lambda: named(at.page, "sheet").count() == 0)
    at.new_chat()
    click(at.page, "open-sheet")
    wait_until(at.page, lambda: at.say(words.BALANCED_EXPLAINED) in text_of(at.page, "sheet"))
    at.page.keyboard.press("Escape")
    wait_until(at.page, lambda: named(at.page, "sheet").count() == 0)


def test_a_persona_of_ones_own_is_there_for_every_chat(at: At) -> None:
    at.new_chat()
    click(at.page, "open-sheet")
    click_at_rest(at.page, "system")
    type_into(at.page, "system", "You are a poet.")
    click_at_rest(at.page, "keep-persona")
    named(at.page, "own-0").wait_for(state="attached")
    at.page.keyboard.press("Escape")
    wait_until(at.page, lambda: named(at.page, "sheet").count() == 0)
    at.begin("poem")  # takes the persona along
    at.new_chat()
    click(at.page, "open-sheet")
    click_at_rest(at.page, "own-0")
    wait_until(at.page, lambda: at.say(words.FORGET_PERSONA) in text_of(at.page, "sheet"))
    click_at_rest(at.page, "keep-persona")
    wait_until(at.page, lambda: named(at.page, "own-0").count() == 0)
    at.page.keyboard.press("Escape")
    wait_until(at.page, lambda: named(at.page, "sheet").count() == 0)


def test_what_the_model_would_read_can_be_seen_token_by_token(at: At) -> None:
    at.begin("tokens please")
    click(at.page, "open-sheet")
    named(at.page, "sheet").wait_for(state="attached")
    for _ in range(20):
        at.page.mouse.move(at.page.viewport_size["width"] - 100, 600)
        at.page.mouse.wheel(0, 300)
        at.page.wait_for_timeout(150)
        box = named(at.page, "show-prompt").bounding_box() if named(at.page, "show-prompt").count() else None
        if box and box["y"] < 700:
            break
    click_at_rest(at.page, "show-prompt")
    wait_until(at.page, lambda: "tokens" in text_of(at.page, "prompt"))
    at.page.keyboard.press("Escape")
    wait_until(at.page, lambda: named(at.page, "sheet").count() == 0)


def test_an_answer_is_given_anew_with_other_settings(at: At) -> None:
    at.begin("other settings")
    at.choose(1, "anew-with")
    click_at_rest(at.page, "precise")
    click_at_rest(at.page, "answer-anew-now")
    wait_until(at.page, lambda: "2/2" in text_of(at.page, "version-1"))


def test_every_target_on_a_phone_is_large_enough_for_a_thumb(at: At) -> None:
    if at.wide:
        pytest.skip("a phone's matter")
    at.begin("thumb")
    for name in ("copy-1", "answer-anew-1", "more-1", "more-0", "copy-code", "open-sheet", "send"):
        box = named(at.page, name).bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 48, name


def test_the_list_tells_of_an_answer_that_came_while_another_chat_was_read(at: At) -> None:
    at.new_chat()
    at.ask("meanwhile")
    wait_until(at.page, lambda: named(at.page, "message-1").count() == 1)
    at.new_chat()
    if not at.wide:
        click(at.page, "menu")
    wait_until(at.page, lambda: at.say(words.NEW_ANSWER) in text_of(at.page, "chats"))
    if not at.wide:
        at.page.mouse.click(370, 400)  # beside the drawer
        wait_until(at.page, lambda: named(at.page, "chats").count() == 0)
