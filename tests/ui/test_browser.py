"""The app as a person meets it: a program of its own in a real headless Chromium. No request may leave the machine."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request

from benchmarks.driving import (
    SCRIPTED_APP,
    click,
    click_at_rest,
    listed_chats,
    named,
    open_app,
    running,
    text_of,
    wait_until,
    write,
)
from chatbelle.library.builtin import builtin_model

pytestmark = pytest.mark.browser

LONG = "从前有一座山，山里有一座庙。" * 40
ELSEWHERE = "http://192.0.2.1"  # an address that is never anybody's
RISKY = f"前 ![一只猫]({ELSEWHERE}/cat.png) 后\n\n[说明]({ELSEWHERE}/page)\n\n<img src='{ELSEWHERE}/x.png' alt='图'>\n"


@pytest.fixture
def asked_for() -> list[Request]:
    return []


@pytest.fixture
def page(browser: Browser, asked_for: list[Request]) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 800})

    def note(request: Request) -> None:
        asked_for.append(request)

    page.on("request", note)
    yield page
    outside = [request for request in asked_for if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:"))]
    page.close()
    assert asked_for
    # Flet asks for a script of its own at every start; the page's policy refuses it before the network hears of it.
    assert {request.failure for request in outside} <= {"csp"}


def scripted(tmp_path: Path, *answers: str, tokens_per_second: float = 50) -> tuple[str, ...]:
    script = tmp_path / "answers.json"
    script.write_text(json.dumps(answers), encoding="utf-8")
    return (str(SCRIPTED_APP), "PORT", str(tokens_per_second), str(script))


def ask(page: Page, text: str) -> None:
    write(page, text)
    page.keyboard.press("Enter")


def answered(page: Page, number: int) -> bool:
    return named(page, f"copy-{number}").count() > 0


def see_it_grow(page: Page, identifier: str, readings: int) -> None:
    """Take readings, each longer than the one before."""
    named(page, identifier).wait_for(state="attached")
    for _ in range(readings):
        before = len(text_of(page, identifier))
        wait_until(page, lambda before=before: len(text_of(page, identifier)) > before)


@pytest.mark.model
def test_a_real_model_answers_and_the_chats_are_there_after_a_restart(page: Page, tmp_path: Path):
    command = ("-m", "chatbelle.cli", "--browser", "--port", "PORT", "--model", str(builtin_model()))
    with running(tmp_path / "home", *command) as address:
        open_app(page, address)
        ask(page, "Write a very long story about a fox and a crow.")
        see_it_grow(page, "message-1", readings=1)
        click(page, "stop")
        wait_until(page, lambda: "你停止了这次回答" in text_of(page, "message-1"))
        ask(page, "用一句话介绍你自己。")
        see_it_grow(page, "message-3", readings=2)
        page.keyboard.press("Escape")  # stops it, unless it has just ended by itself
        wait_until(page, lambda: answered(page, 3))
    with running(tmp_path / "home", *command) as address:
        open_app(page, address)
        wait_until(page, lambda: listed_chats(page) == ["chat-1"])  # the idle model may have named it anew
        click_at_rest(page, "chat-1")
        wait_until(page, lambda: "用一句话介绍你自己" in text_of(page, "message-2"))
        assert len(text_of(page, "message-3")) > 20


def test_a_stopped_answer_says_so_and_stays(page: Page, tmp_path: Path):
    with running(tmp_path / "home", *scripted(tmp_path, LONG)) as address:
        open_app(page, address)
        ask(page, "讲个故事")
        wait_until(page, lambda: "山里" in text_of(page, "message-1"))
        click(page, "stop")
        wait_until(page, lambda: "你停止了这次回答" in text_of(page, "message-1"), seconds=3)
        assert named(page, "send").count() == 1
        assert "山里" in text_of(page, "message-1")


def test_an_enter_that_ends_an_ime_composition_does_not_send(page: Page, tmp_path: Path):
    with running(tmp_path / "home", *scripted(tmp_path, "好")) as address:
        open_app(page, address)
        write(page, "")
        keys = page.context.new_cdp_session(page)
        keys.send("Input.imeSetComposition", {"text": "nihao", "selectionStart": 5, "selectionEnd": 5})
        for kind in ("rawKeyDown", "keyUp"):
            keys.send(
                "Input.dispatchKeyEvent",
                {"type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229},
            )
        page.wait_for_timeout(800)
        assert named(page, "message-0").count() == 0
        keys.send("Input.insertText", {"text": "你好"})
        page.wait_for_timeout(300)
        page.keyboard.press("Enter")
        wait_until(page, lambda: "你好" in text_of(page, "message-0"))


def test_images_are_not_fetched_and_links_ask_first(page: Page, tmp_path: Path, asked_for: list[Request]):
    with running(tmp_path / "home", *scripted(tmp_path, RISKY)) as address:
        open_app(page, address)
        ask(page, "看")
        wait_until(page, lambda: answered(page, 1))
        assert "一只猫" in text_of(page, "message-1")
        link = page.get_by_text("说明", exact=True).first
        link.wait_for(state="attached")
        box = link.bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        wait_until(page, lambda: f"{ELSEWHERE}/page" in text_of(page, "address"))
        click(page, "no")
        page.wait_for_timeout(500)
        assert not [request for request in asked_for if ELSEWHERE in request.url]


def remove_chat(page: Page, number: int) -> None:
    """By the menu of the open chat's line."""
    click(page, f"chat-more-{number}")
    click_at_rest(page, f"remove-{number}")


def test_a_removed_chat_can_be_brought_back(page: Page, tmp_path: Path):
    with running(tmp_path / "home", *scripted(tmp_path, "好", tokens_per_second=500)) as address:
        open_app(page, address)
        ask(page, "第一个")
        wait_until(page, lambda: answered(page, 1))
        remove_chat(page, 1)
        wait_until(page, lambda: named(page, "chat-1").count() == 0)
        click(page, "undo")
        wait_until(page, lambda: named(page, "chat-1").count() == 1)
        remove_chat(page, 1)
        wait_until(page, lambda: named(page, "removed").count() == 1)
        wait_until(page, lambda: named(page, "removed").count() == 0)  # the bar goes by itself
        assert named(page, "chat-1").count() == 0


def test_two_tabs_wait_for_each_other(page: Page, browser: Browser, tmp_path: Path):
    with running(tmp_path / "home", *scripted(tmp_path, "一" * 60, "二" * 5)) as address:
        other = browser.new_page()
        open_app(page, address)
        open_app(other, address)
        ask(page, "甲")
        wait_until(page, lambda: "一一" in text_of(page, "message-1"))
        ask(other, "乙")
        wait_until(other, lambda: answered(other, 1))
        assert "二二二二二" in text_of(other, "message-1")
        wait_until(page, lambda: answered(page, 1))
        other.close()


def test_a_phone_has_one_pane_and_a_drawer(page: Page, tmp_path: Path):
    page.set_viewport_size({"width": 390, "height": 844})
    with running(tmp_path / "home", *scripted(tmp_path, "好", tokens_per_second=500)) as address:
        open_app(page, address)
        ask(page, "手机上")
        wait_until(page, lambda: answered(page, 1))
        assert named(page, "chats").count() == 0
        click(page, "menu")
        wait_until(page, lambda: "手机上" in text_of(page, "chats"))
        box = named(page, "chat-1").bounding_box()
        assert box is not None
        assert box["height"] >= 48


def test_a_missing_model_says_what_to_do_and_the_app_stays_usable(page: Page, tmp_path: Path):
    missing = tmp_path / "gone.gguf"
    missing.write_bytes(b"no model at all")
    command = ("-m", "chatbelle.cli", "--browser", "--port", "PORT", "--model", str(missing))
    with running(tmp_path / "home", *command) as address:
        open_app(page, address)
        wait_until(page, lambda: "gone.gguf" in text_of(page, "no-model"))
        assert named(page, "model-path").count() == 1
        assert named(page, "composer").count() == 1
