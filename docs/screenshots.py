"""Makes the screenshots of the README: the real app, a scripted conversation and shelf, a real browser.

python -m docs.screenshots
"""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from benchmarks.driving import SCRIPTED_APP, chromium, click, named, open_app, running, wait_until, write
from chatbelle.demo import ENGLISH, LEARNING

HERE = Path(__file__).parent
SHOTS = (("light", 1280, 800, 1), ("dark", 1280, 800, 1), ("phone", 390, 844, 2))  # width, height, pixels a point
MODELS_SHOTS = (("models", 1280, 1100, 1), ("models-phone", 390, 844, 2))
EARLIER = ("用三句话介绍《红楼梦》", "Explain GGUF to a colleague", "周末做一道清淡的家常菜")
QUESTION = "我想用一个月学会一门新技能，每天只有半小时，帮我安排一下。"


def main() -> None:
    """Converse, then take the pictures."""
    with TemporaryDirectory() as folder:
        home, script = Path(folder) / "home", Path(folder) / "answers.json"
        script.write_text(json.dumps([ENGLISH] * len(EARLIER) + [LEARNING]), encoding="utf-8")
        home.mkdir()
        (home / "settings.json").write_text('{"language": "zh"}', encoding="utf-8")
        command = (str(SCRIPTED_APP), "PORT", "2000", str(script))
        with running(home, *command) as address, chromium() as browser:
            converse(browser, address)
            for name, width, height, scale in SHOTS:
                shoot(browser, address, name, width, height, scale)
            for name, width, height, scale in MODELS_SHOTS:
                shoot_models(browser, address, name, width, height, scale)


def converse(browser: Browser, address: str) -> None:
    """Hold the conversations that the pictures show."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    open_app(page, address)
    for question in (*EARLIER, QUESTION):
        click(page, "new-chat")
        page.wait_for_timeout(300)
        write(page, question)
        page.keyboard.press("Enter")
        wait_until(page, lambda: named(page, "copy-1").count() > 0)
    page.close()


def shoot(browser: Browser, address: str, name: str, width: int, height: int, scale: int) -> None:
    """One picture of the newest conversation."""
    scheme = "dark" if name == "dark" else "light"
    page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=scale, color_scheme=scheme)
    open_app(page, address)
    if name == "phone":
        click(page, "menu")
        page.wait_for_timeout(500)
    newest = page.locator('[flt-semantics-identifier^="chat-"]').first.get_attribute("flt-semantics-identifier")
    click(page, str(newest))
    page.wait_for_timeout(1500)
    page.mouse.move(width / 2, height / 2)
    page.mouse.wheel(0, -SCROLL[name])
    page.wait_for_timeout(1500)
    page.screenshot(path=HERE / f"{name}.png")
    page.close()


def shoot_models(browser: Browser, address: str, name: str, width: int, height: int, scale: int) -> None:
    """One picture of the Models page: the middle of it, where each section shows."""
    page = browser.new_page(
        viewport={"width": width, "height": height}, device_scale_factor=scale, color_scheme="light"
    )
    open_app(page, address)
    if name == "models-phone":
        click(page, "menu")
        page.wait_for_timeout(500)
    click(page, "models")
    named(page, "search-models").wait_for(state="attached")
    page.mouse.move(width / 2, height / 2)
    page.mouse.wheel(0, SCROLL[name])
    page.wait_for_timeout(1500)
    page.screenshot(path=HERE / f"{name}.png")
    page.close()


SCROLL = {"light": 330, "dark": 0, "phone": 0, "models": 0, "models-phone": 0}  # up from a chat's end, down the page

if __name__ == "__main__":
    main()
