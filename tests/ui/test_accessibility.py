"""What screen readers and thumbs meet, on every page and in every dialog: read from the accessibility tree."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as WaitedInVain

from benchmarks.driving import SCRIPTED_APP, click, draw_frames, named, open_app, running, wait_until, write
from chatbelle import words
from chatbelle.ui.state import PHONE as PHONE_PX
from chatbelle.words import Language, Phrase
from tests.ui.semantics import Control, controls, headings, named_alike, nameless, too_small

pytestmark = pytest.mark.browser

ANSWER = "<think>\nThe fox is hungry.\n</think>\n\n从前有一座山。\n\n```python\nprint(1)\n```\n"
PHONE = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36"
)

FOCUSED = "document.activeElement.closest('[flt-semantics-identifier]')?.getAttribute('flt-semantics-identifier')"


@dataclass(frozen=True, slots=True)
class At:
    """The app with one answered message, on a phone or in a wide window."""

    page: Page
    language: Language
    phone: bool
    met: dict[str, list[Control]] = field(default_factory=dict)  # by place

    def go(self, keys: str, place: str) -> None:
        """Press a shortcut, again where the place before was still closing, and look at what it brings."""
        for _ in range(3):
            self.page.keyboard.press(keys)
            with suppress(WaitedInVain):
                named(self.page, place).first.wait_for(state="attached", timeout=10_000)
                break
        self.look(place)

    def tap(self, identifier: str, place: str) -> None:
        click(self.page, identifier)
        self.look(place)

    def look(self, place: str) -> None:
        """Keep what is met once it rests."""
        named(self.page, place).first.wait_for(state="attached")
        seen: list[list[Control]] = []

        def rests() -> bool:
            self.page.wait_for_timeout(400)
            seen.append(controls(self.page))
            return len(seen) > 2 and seen[-1] == seen[-2]

        wait_until(self.page, rests)
        self.met[place] = seen[-1]

    def leave(self, place: str) -> None:
        self.page.keyboard.press("Escape")
        wait_until(self.page, lambda: named(self.page, place).count() == 0)

    def say(self, phrase: Phrase) -> str:
        return phrase.in_language(self.language)


@pytest.fixture(
    scope="module",
    params=[
        pytest.param((390, "zh"), id="phone-zh"),
        pytest.param((1280, "en"), id="wide-en"),
        pytest.param((844, "en"), id="landscape-phone-en", marks=pytest.mark.thorough),
    ],
)
def at(browser: Browser, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[At]:
    width, language = request.param
    home = tmp_path_factory.mktemp("home")
    script = home / "answers.json"
    script.write_text(json.dumps([ANSWER]), encoding="utf-8")
    (home / "settings.json").write_text(json.dumps({"language": language, "welcomed": True}), encoding="utf-8")
    phone = width < 1000
    size = {"width": width, "height": 390 if width == 844 else 844}
    page = browser.new_page(viewport=size, user_agent=PHONE if phone else None, has_touch=phone)
    with running(home, str(SCRIPTED_APP), "PORT", "200", str(script)) as address:
        open_app(page, address)
        write(page, "apples")
        page.keyboard.press("Enter")
        wait_until(page, lambda: named(page, "answer-anew-1").count() > 0)
        yield walked(At(page, Language(language), phone))
        page.close()


def walked(at: At) -> At:
    """Once through every page and dialog."""
    at.look("composer")
    if at.phone:
        at.tap("menu", "chats")
        at.page.mouse.click(at.page.evaluate("innerWidth") - 8, 200)  # beside the drawer
        wait_until(at.page, lambda: named(at.page, "chats").count() == 0)
    at.go("Control+I", "close-sheet")
    at.leave("close-sheet")
    at.go("Control+Shift+L", "models-page")
    at.tap("import", "import-path")
    at.leave("import-path")
    at.tap("sources", "endpoints")
    at.leave("endpoints")
    at.go("Control+Comma", "settings-page")
    at.leave("settings-page")
    at.go("Control+K", "palette-field")
    at.leave("palette-field")
    at.go("Control+Slash", "close-shortcuts")
    at.leave("close-shortcuts")
    return at


def test_everything_that_can_be_used_has_a_name(at: At) -> None:
    assert not {place: found for place, met in at.met.items() if (found := nameless(met))}


def test_no_two_controls_in_one_place_have_the_same_name(at: At) -> None:
    assert not {place: found for place, met in at.met.items() if (found := named_alike(met))}


def test_a_thumb_meets_what_it_aims_at(at: At) -> None:
    if at.page.evaluate("innerWidth") < PHONE_PX:
        assert not {place: found for place, met in at.met.items() if (found := too_small(met))}


def test_the_tab_key_reaches_everything_and_walks_messages_in_the_order_of_reading(at: At) -> None:
    write(at.page, "")
    here = [each.identifier for each in at.met["composer"]]
    walked: list[str] = []
    for _ in range(len(here) + 4):  # some stops have no control: a list that scrolls, text that can be selected
        at.page.keyboard.press("Tab")
        draw_frames(at.page)
        walked.append(str(at.page.evaluate(FOCUSED)))
    assert set(here) <= {*walked, "composer"}
    in_messages = [
        each for each in here if each.endswith(("-0", "-1", "-code")) and not each.startswith(("chat", "remove"))
    ]
    assert [each for each in dict.fromkeys(walked) if each in in_messages] == in_messages


def test_pages_have_headings(at: At) -> None:
    at.page.keyboard.press("Control+Comma")
    named(at.page, "settings-page").wait_for(state="attached")
    wait_until(at.page, lambda: {at.say(words.SETTINGS), at.say(words.APPEARANCE)} <= set(headings(at.page)))
    at.leave("settings-page")
