"""The list of chats in a real browser: finding, naming, putting away, and a private chat; as a phone and wide."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

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
from chatbelle.chat import AnswerFacts, Message, Role, StopReason
from chatbelle.store.chats import open_store
from chatbelle.words import Language, Phrase

pytestmark = pytest.mark.browser

SECRET = "seventeen emeralds"


def fill(home: Path) -> None:
    """Six chats of one turn, and a seventh in which the tea is far above."""
    store = open_store(home / "chats.sqlite3")
    for number in range(1, 8):
        chat = store.new_chat(f"chat {number}")
        for turn in range(1 if number < 7 else 30):
            question = store.add(chat.id, Message(Role.USER, f"question {turn}", parent=chat.tip))
            text = "龙井茶最好在清明前喝" if (number, turn) == (7, 3) else f"answer {turn}"
            facts = AnswerFacts(StopReason.END, "Demo")
            chat = chat.add(store.add(chat.id, Message(Role.ASSISTANT, text, parent=question.id, facts=facts)))
    store.close()


@dataclass(frozen=True, slots=True)
class At:
    """The app, open at one width in one language."""

    page: Page
    home: Path
    language: Language
    wide: bool

    def say(self, phrase: Phrase) -> str:
        return phrase.in_language(self.language)

    def show_list(self) -> None:
        """Where the list has no place of its own, slide it in."""
        if not self.wide and named(self.page, "search").count() == 0:
            click(self.page, "menu")
            wait_until(self.page, lambda: named(self.page, "search").count() == 1)
            self.page.wait_for_timeout(300)

    def hide_list(self) -> None:
        if not self.wide and named(self.page, "search").count():
            self.page.mouse.click(380, 400)
            wait_until(self.page, lambda: named(self.page, "search").count() == 0)

    def search(self, text: str) -> None:
        self.show_list()
        type_into(self.page, "search", text)
        wait_until(self.page, lambda: named(self.page, "found").count() == 1)

    def choose(self, chat: int, line: str) -> None:
        """Choose a line of a chat's menu."""
        self.show_list()
        box = named(self.page, f"chat-{chat}").bounding_box()
        assert box is not None
        self.page.mouse.move(box["x"] + 30, box["y"] + 10)
        wait_until(self.page, lambda: named(self.page, f"chat-more-{chat}").count() == 1)
        click(self.page, f"chat-more-{chat}")
        click_at_rest(self.page, f"{line}-{chat}")

    def choose_of_list(self, line: str) -> None:
        """Choose a line of the list's menu."""
        self.show_list()
        click(self.page, "list-options")
        click_at_rest(self.page, line)

    def listed(self, chat: int) -> bool:
        return named(self.page, f"chat-{chat}").count() == 1

    def top_of(self, identifier: str) -> float:
        box = named(self.page, identifier).bounding_box()
        assert box is not None
        return box["y"]


@pytest.fixture(
    scope="module",
    params=[
        pytest.param((390, "zh"), id="phone-zh"),
        pytest.param((1280, "en"), id="wide-en", marks=pytest.mark.thorough),
        pytest.param((1280, "zh"), id="wide-zh", marks=pytest.mark.thorough),
        pytest.param((390, "en"), id="phone-en", marks=pytest.mark.thorough),
    ],
)
def at(browser: Browser, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[At]:
    width, language = request.param
    home = tmp_path_factory.mktemp("home")
    fill(home)
    script = home / "answers.json"
    script.write_text(json.dumps(["A quiet answer."]), encoding="utf-8")
    (home / "settings.json").write_text(json.dumps({"language": language, "welcomed": True}), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 844})
    with running(home, str(SCRIPTED_APP), "PORT", "200", str(script)) as address:
        open_app(page, address)
        yield At(page, home, Language(language), width >= 1000)
        page.close()


def test_a_found_message_is_shown_where_it_stands(at: At) -> None:
    at.search("茶")
    assert "龙井茶" in text_of(at.page, "found-0")
    click(at.page, "found-0")
    wait_until(at.page, lambda: "龙井茶" in text_of(at.page, "message-7"))
    assert 0 < at.top_of("message-7") < 300
    at.show_list()
    click(at.page, "end-search")
    wait_until(at.page, lambda: at.listed(7))
    at.hide_list()


def test_words_that_nobody_said_find_what_to_do_instead(at: At) -> None:
    at.search("没有人说过")
    wait_until(at.page, lambda: at.say(words.NO_CHAT_SAYS_THAT_REMEDY) in text_of(at.page, "found"))
    at.page.keyboard.press("Escape")
    wait_until(at.page, lambda: named(at.page, "found").count() == 0)
    at.hide_list()


def test_a_chat_is_renamed_and_pinned(at: At) -> None:
    at.choose(2, "rename")
    wait_until(at.page, lambda: named(at.page, "title").count() == 1)
    type_into(at.page, "title", "西湖 tea")
    click(at.page, "rename")
    wait_until(at.page, lambda: "西湖 tea" in text_of(at.page, "chat-2"))
    at.choose(2, "pin")
    wait_until(at.page, lambda: at.say(words.PINNED) in text_of(at.page, "chats"))
    assert at.top_of("chat-2") < at.top_of("chat-7")
    at.hide_list()


def test_an_archived_chat_leaves_the_list_and_comes_back_from_the_archive(at: At) -> None:
    at.choose(3, "archive")
    wait_until(at.page, lambda: not at.listed(3))
    at.choose_of_list("show-archive")
    wait_until(at.page, lambda: at.listed(3) and not at.listed(4))
    at.choose(3, "archive")
    wait_until(at.page, lambda: not at.listed(3))
    at.show_list()
    click(at.page, "leave-archive")
    wait_until(at.page, lambda: at.listed(3) and at.listed(4))
    at.hide_list()


def test_several_chats_are_removed_at_once_and_one_undo_brings_them_back(at: At) -> None:
    at.choose(5, "choose")
    wait_until(at.page, lambda: named(at.page, "chosen-count").count() == 1)
    click(at.page, "chat-6")
    two = at.say(words.CHOSEN_COUNT.filled(count=2))
    wait_until(at.page, lambda: two in text_of(at.page, "chosen-count"))
    click(at.page, "remove-chosen")
    wait_until(at.page, lambda: at.say(words.CHATS_REMOVED.filled(count=2)) in text_of(at.page, "removed"))
    click(at.page, "undo")
    at.show_list()
    wait_until(at.page, lambda: at.listed(5) and at.listed(6))
    at.hide_list()


def test_a_private_chat_says_what_it_is_and_leaves_nothing_behind(at: At) -> None:
    at.show_list()
    click(at.page, "new-private-chat")
    wait_until(at.page, lambda: named(at.page, "search").count() == at.wide)
    write(at.page, SECRET)
    at.page.keyboard.press("Enter")
    wait_until(at.page, lambda: "quiet answer" in text_of(at.page, "message-1"))
    assert at.say(words.PRIVATE_BANNER) in text_of(at.page, "private")
    click(at.page, "new-chat")
    wait_until(at.page, lambda: named(at.page, "message-0").count() == 0)
    written = [file for file in at.home.rglob("*") if file.is_file() and SECRET.encode() in file.read_bytes()]
    assert not written
    at.search(SECRET)
    wait_until(at.page, lambda: at.say(words.NO_CHAT_SAYS_THAT_REMEDY) in text_of(at.page, "found"))
    click(at.page, "end-search")
    at.hide_list()
