"""The first run and the Settings page as a person meets them: the real app in a real browser."""

import json
import zlib
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.driving import SCRIPTED_APP, click, click_at_rest, named, open_app, running, text_of, wait_until, write

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

CLI = ("-m", "chatbelle.cli", "--browser", "--port", "PORT")
PHONE, WIDE = (390, 844), (1280, 900)


def page_of(browser: Browser, size: tuple[int, int]) -> Page:
    return browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme="light")


def chosen(home: Path) -> dict[str, object]:
    return dict(json.loads((home / "settings.json").read_text(encoding="utf-8")))


def open_settings(page: Page, address: str) -> None:
    open_app(page, address)
    if named(page, "settings").count() == 0:  # on a phone it is in the drawer
        click(page, "menu")
        named(page, "settings").wait_for(state="attached")
        page.wait_for_timeout(500)
    click(page, "settings")
    named(page, "language-zh").wait_for(state="attached")


def height_of(page: Page, identifier: str) -> float:
    box = named(page, identifier).bounding_box()
    assert box is not None
    return box["height"]


def paper(page: Page) -> tuple[int, int, int]:
    """The colour of the page at its right edge: in a PNG of one pixel, that pixel is packed behind one byte more."""
    size = page.viewport_size
    assert size is not None
    png = page.screenshot(clip={"x": size["width"] - 3, "y": 300, "width": 1, "height": 1})
    at = png.index(b"IDAT") + 4
    length = int.from_bytes(png[at - 8 : at - 4])
    red, green, blue = zlib.decompressobj().decompress(png[at : at + length])[1:4]
    return red, green, blue


@pytest.mark.parametrize(("language", "size"), [("zh", PHONE), ("en", WIDE)])
def test_what_is_chosen_shows_at_once(browser: Browser, tmp_path: Path, language: str, size: tuple[int, int]):
    home, (other, heading) = tmp_path / "home", {"zh": ("en", "Appearance"), "en": ("zh", "外观")}[language]
    home.mkdir()
    (home / "settings.json").write_text(json.dumps({"language": language}), encoding="utf-8")
    script = tmp_path / "answers.json"
    script.write_text(json.dumps(["好"]), encoding="utf-8")
    page = page_of(browser, size)
    with running(home, str(SCRIPTED_APP), "PORT", "500", str(script)) as address:
        open_settings(page, address)
        click_at_rest(page, f"language-{other}")
        wait_until(page, lambda: heading in text_of(page, "settings-page"))
        click_at_rest(page, "brightness-dark")
        wait_until(page, lambda: max(paper(page)) < 0x20)
        click_at_rest(page, "high-contrast")
        wait_until(page, lambda: paper(page) == (0, 0, 0))
        click_at_rest(page, "brightness-light")
        wait_until(page, lambda: paper(page) == (255, 255, 255))
        before = height_of(page, "high-contrast-words")
        click_at_rest(page, "text-size-largest")
        wait_until(page, lambda: height_of(page, "high-contrast-words") > 1.3 * before)
        wait_until(page, lambda: chosen(home)["text_size"] == "largest")
    assert (chosen(home)["language"], chosen(home)["brightness"]) == (other, "light")
    page.close()


def test_a_clean_up_asks_first_or_can_be_taken_back(browser: Browser, tmp_path: Path):
    home = tmp_path / "home"
    state = home / "cache" / "snapshots" / "1" / "state.kv"
    state.parent.mkdir(parents=True)
    state.write_bytes(bytes(5_000_000))
    script = tmp_path / "answers.json"
    script.write_text(json.dumps(["好"]), encoding="utf-8")
    page = page_of(browser, (1280, 2600))  # all sections at once
    with running(home, str(SCRIPTED_APP), "PORT", "500", str(script)) as address:
        open_settings(page, address)
        wait_until(page, lambda: "5.0 MB" in text_of(page, "size-states"))
        click(page, "clean-states")
        named(page, "no").wait_for(state="attached")
        page.wait_for_timeout(500)
        click(page, "no")
        wait_until(page, lambda: named(page, "no").count() == 0)
        assert state.exists()
        click(page, "clean-states")
        named(page, "yes").wait_for(state="attached")
        page.wait_for_timeout(500)
        click(page, "yes")
        wait_until(page, lambda: "无" in text_of(page, "size-states"))
        assert not state.exists()
        wait_until(page, lambda: named(page, "yes").count() == 0)
        click(page, "licences")
        wait_until(page, lambda: "Noto Sans SC" in text_of(page, "about"))
        click(page, "close-about")
        wait_until(page, lambda: named(page, "about").count() == 0)
        click(page, "back")
        write(page, "留下我")
        page.keyboard.press("Enter")
        wait_until(page, lambda: named(page, "copy-1").count() > 0)
        click(page, "settings")
        click(page, "clean-chats")
        named(page, "yes").wait_for(state="attached")
        page.wait_for_timeout(500)
        click(page, "yes")
        wait_until(page, lambda: named(page, "chat-1").count() == 0)
        click(page, "undo")
        wait_until(page, lambda: named(page, "chat-1").count() == 1)
    page.close()


@pytest.mark.model
@pytest.mark.parametrize(("size", "way"), [(PHONE, "start-with-0"), (WIDE, "skip")])
def test_the_first_run_ends_in_a_chat_and_comes_once(browser: Browser, tmp_path: Path, size: tuple[int, int], way: str):
    home, page = tmp_path / "home", page_of(browser, size)
    with running(home, *CLI, first_run=True) as address:
        open_app(page, address, "welcome")
        page.wait_for_timeout(500)
        click(page, "speak-en")
        wait_until(page, lambda: "this is ChatBelle" in text_of(page, "welcome"))
        click(page, "go-on")
        named(page, "start-with-0").wait_for(state="attached")
        assert "SmolLM2" in text_of(page, "welcome")
        assert page.locator('[flt-semantics-identifier^="release-"]').count() == 1
        click(page, way)
        named(page, "composer").wait_for(state="attached")
        wait_until(page, lambda: "SmolLM2" in text_of(page, "model-name"))
        assert (chosen(home)["welcomed"], chosen(home)["language"]) == (True, "en")
        open_app(page, address)
    page.close()


@pytest.mark.thorough
def test_whoever_has_weights_comes_to_the_wizard(browser: Browser, tmp_path: Path):
    home, page = tmp_path / "home", page_of(browser, WIDE)
    with running(home, *CLI, first_run=True) as address:
        open_app(page, address, "go-on")
        page.wait_for_timeout(500)
        click(page, "go-on")
        named(page, "own-weights").wait_for(state="attached")
        click(page, "own-weights")
        named(page, "import-path").wait_for(state="attached")
    page.close()


def test_the_systems_wishes_for_contrast_hold(browser: Browser, tmp_path: Path):
    context = browser.new_context(color_scheme="light", forced_colors="active", reduced_motion="reduce")
    page = context.new_page()
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    script = tmp_path / "answers.json"
    script.write_text(json.dumps(["好"]), encoding="utf-8")
    with running(tmp_path / "home", str(SCRIPTED_APP), "PORT", "500", str(script)) as address:
        open_app(page, address)
        wait_until(page, lambda: paper(page) == (255, 255, 255))
    context.close()
