"""What a screen reader says by itself after an answer."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks.driving import SCRIPTED_APP, open_app, running, wait_until, write
from chatbelle.ui.spoken import MOST_CHARACTERS, Spoken

# Flutter writes what is to be said into an element that browsers hand to screen readers, and empties it again.
LISTEN = """
window.heard = []
const listener = new MutationObserver(changes => changes.forEach(change => {
    const live = change.target.nodeType === 1 && change.target.closest('[aria-live]')
    if (live && live.textContent) window.heard.push(live.textContent)
}))
listener.observe(document, { subtree: true, childList: true })"""


def test_an_answer_is_said_without_the_thought_before_it():
    spoken = Spoken()
    spoken.say("<think>They ask for a city.</think>\n\nParis.")
    assert spoken.text.strip() == "Paris."


def test_a_long_answer_is_said_only_in_part():
    spoken = Spoken()
    spoken.say("好" * 5000)
    assert spoken.text == "好" * MOST_CHARACTERS


@pytest.mark.browser
def test_a_whole_answer_is_announced_once(browser: Browser, tmp_path: Path):
    script = tmp_path / "answers.json"
    script.write_text(json.dumps(["从前有一座山。"]), encoding="utf-8")
    page = browser.new_page()
    page.add_init_script(LISTEN)
    with running(tmp_path / "home", str(SCRIPTED_APP), "PORT", "50", str(script)) as address:
        open_app(page, address)
        write(page, "讲个故事")
        page.keyboard.press("Enter")
        wait_until(page, lambda: bool(page.evaluate("window.heard.length")))
        page.wait_for_timeout(500)
        assert page.evaluate("window.heard") == ["回答：从前有一座山。"]
    page.close()
