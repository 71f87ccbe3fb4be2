"""The Models page as a person meets it: the real app in a real browser, with a hub on this machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request

from benchmarks.driving import chromium, click, named, open_app, running, text_of, wait_until, write
from chatbelle.library.builtin import builtin_model
from tests.library.hub_server import HubServer, hub_server, slowly

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

APP = ("-m", "chatbelle.cli", "--browser", "--port", "PORT")
RELEASE, FILE = "Qwen/Qwen3-0.6B-GGUF", "Qwen3-0.6B-Q8_0.gguf"
CARD = "qwen3-0.6b"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    """A hub that has one release of the catalogue: with the built-in model's bytes, which can really be loaded."""
    model = builtin_model()
    assert model is not None
    with hub_server() as server:
        server.repositories[RELEASE] = {FILE: model.read_bytes()}
        monkeypatch.setenv("HF_ENDPOINT", server.hub)
        yield server


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    asked_for: list[Request] = []

    def note(request: Request) -> None:
        asked_for.append(request)

    page.on("request", note)
    yield page
    page.close()
    outside = [request for request in asked_for if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:"))]
    assert {request.failure for request in outside} <= {"csp"}


def open_models(page: Page, address: str) -> None:
    open_app(page, address)
    click(page, "models")
    named(page, "models-page").wait_for(state="attached")
    named(page, "search").wait_for(state="attached")


def search(page: Page, text: str) -> None:
    named(page, "search").locator("input").first.click()
    page.wait_for_timeout(400)  # Flutter moves its editing element there
    page.keyboard.insert_text(text)


@pytest.mark.model
def test_one_click_on_a_card_ends_in_a_chat(page: Page, hub: HubServer, tmp_path: Path):
    with running(tmp_path / "home", *APP) as address:
        open_models(page, address)
        search(page, "qwen3-0.6b")
        wait_until(page, lambda: named(page, f"get-{CARD}").count() == 1)
        click(page, f"get-{CARD}")
        named(page, "composer").wait_for(state="attached", timeout=60_000)
        wait_until(page, lambda: named(page, "context").count() == 1, seconds=60)
        write(page, "Say hello.")
        page.keyboard.press("Enter")
        wait_until(page, lambda: named(page, "copy-1").count() > 0, seconds=60)
        assert len(text_of(page, "message-1")) > 5
    brought = tmp_path / "home" / "models" / RELEASE / FILE
    assert brought.read_bytes() == hub.repositories[RELEASE][FILE]
