"""The app in a real browser, at one width and in one language, for the tests of whole flows."""

import os
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from benchmarks.driving import click, named, text_of, text_of_page, wait_until
from chatbelle.words import Language, Phrase

HEIGHT_PX = 844


@dataclass(frozen=True, slots=True)
class At:
    """The app, open at one width in one language, with its home."""

    page: Page
    language: Language
    home: Path
    width_px: int

    def say(self, phrase: Phrase) -> str:
        return phrase.in_language(self.language)

    def see(self, identifier: str, phrase: Phrase) -> None:
        """Wait until it is said there, or anywhere where no node has that name: Flutter loses one now and then."""

        def is_said() -> bool:
            there = text_of(self.page, identifier) or text_of_page(self.page)
            return self.say(phrase) in there

        wait_until(self.page, is_said)

    def press(self, identifier: str) -> None:
        """Click a control once it no longer moves: a dialog slides in, and fonts change the lines above."""
        control = named(self.page, identifier)
        control.wait_for(state="attached")
        seen: list[object] = []

        def rests() -> bool:
            seen.append(control.bounding_box())
            self.page.wait_for_timeout(200)
            return len(seen) > 2 and seen[-1] == seen[-2] == seen[-3] is not None

        wait_until(self.page, rests)
        click(self.page, identifier)

    def picture(self, name: str) -> None:
        """Keep a picture where a person asked for some."""
        if folder := os.environ.get("PICTURES"):
            self.page.wait_for_timeout(500)
            self.page.screenshot(path=f"{folder}/{name}-{self.width_px}.png")

    def to_chats(self) -> None:
        """Go back to the conversation, and show the list of chats."""

        def is_there() -> bool:
            if named(self.page, "composer").count():
                return True
            if named(self.page, "back").count():
                click(self.page, "back")
                self.page.wait_for_timeout(700)
            return False

        wait_until(self.page, is_there)
        if named(self.page, "settings").count() == 0:
            self.press("menu")

    def open_settings(self) -> None:
        self.to_chats()
        self.press("settings")
        named(self.page, "settings-page").wait_for(state="attached")

    def scroll_to(self, identifier: str, over: str = "settings-page") -> None:
        """Turn the wheel over a page until a control of it can be clicked."""
        page = named(self.page, over).bounding_box()
        assert page is not None
        self.page.mouse.move(page["x"] + page["width"] / 2, page["y"] + page["height"] / 2)

        def is_seen() -> bool:
            box = named(self.page, identifier).bounding_box() if named(self.page, identifier).count() else None
            if box and box["y"] + box["height"] <= HEIGHT_PX:
                return True
            self.page.mouse.wheel(0, 300)
            self.page.wait_for_timeout(200)
            return False

        wait_until(self.page, is_seen)
