"""The Models page as a person meets it: the real app in a real browser, with a hub on this machine."""

from collections.abc import Iterator
from hashlib import sha256
from os import walk
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request

from benchmarks.driving import click, named, open_app, running, text_of, type_into, wait_until, write
from chatbelle.library.builtin import builtin_model
from tests.library.hub_server import HubServer, hub_server, slowly
from tests.quant.smollm2_checkpoint import write_smollm2

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

APP = ("-m", "chatbelle.cli", "--browser", "--port", "PORT")
RELEASE, FILE = "Qwen/Qwen3-0.6B-GGUF", "Qwen3-0.6B-Q8_0.gguf"
CARD = "qwen3-0.6b"


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
    named(page, "search-models").wait_for(state="attached")


def download(page: Page) -> None:
    """Press the button of the one release that the hub has."""
    type_into(page, "search-models", CARD)
    wait_until(page, lambda: named(page, f"get-{CARD}").count() == 1)
    click(page, f"get-{CARD}")


def answer_to(page: Page, question: str) -> str:
    """Ask, and wait for the whole answer; the chat is new."""
    wait_until(page, lambda: named(page, "context").count() == 1, seconds=90)
    write(page, question)
    page.keyboard.press("Enter")
    wait_until(page, lambda: named(page, "copy-1").count() > 0, seconds=90)
    return text_of(page, "message-1")


@pytest.mark.model
def test_one_click_on_a_card_ends_in_a_chat(page: Page, hub: HubServer, tmp_path: Path):
    with running(tmp_path / "home", *APP) as address:
        open_models(page, address)
        download(page)
        named(page, "composer").wait_for(state="attached", timeout=60_000)
        assert len(answer_to(page, "Say hello.")) > 5
    brought = tmp_path / "home" / "models" / RELEASE / FILE
    assert brought.read_bytes() == hub.repositories[RELEASE][FILE]


def test_a_download_is_paused_and_goes_on_where_it_was(page: Page, hub: HubServer, tmp_path: Path):
    hub.pace = slowly(0.002)
    with running(tmp_path / "home", *APP) as address:
        open_models(page, address)
        download(page)
        wait_until(page, lambda: "MB" in text_of(page, "progress-1"))
        click(page, "pause-1")
        wait_until(page, lambda: "已暂停" in text_of(page, "progress-1"))
        wait_until(page, lambda: named(page, "continue-1").count() == 1)
        hub.pace = lambda: None
        click(page, "continue-1")
        named(page, "composer").wait_for(state="attached", timeout=60_000)
    assert hub.sent_bytes < 1.2 * len(hub.repositories[RELEASE][FILE])


def test_a_job_goes_on_when_the_app_is_opened_again(page: Page, hub: HubServer, tmp_path: Path):
    hub.pace = slowly(0.002)
    with running(tmp_path / "home", *APP) as address:
        open_models(page, address)
        download(page)
        wait_until(page, lambda: "MB" in text_of(page, "progress-1"))
    hub.pace = lambda: None
    with running(tmp_path / "home", *APP) as address:
        open_app(page, address)
        wait_until(page, lambda: "Qwen3-0.6B" in text_of(page, "ready"), seconds=60)
        click(page, "start-ready")
        settings = tmp_path / "home" / "settings.json"
        wait_until(page, lambda: settings.exists() and FILE in settings.read_text(encoding="utf-8"))
    assert hub.sent_bytes < 1.2 * len(hub.repositories[RELEASE][FILE])


def test_cancelling_leaves_nothing_behind(page: Page, hub: HubServer, tmp_path: Path):
    hub.pace = slowly(0.002)
    with running(tmp_path / "home", *APP) as address:
        open_models(page, address)
        download(page)
        wait_until(page, lambda: "MB" in text_of(page, "progress-1"))
        click(page, "cancel-1")
        wait_until(page, lambda: named(page, "progress-1").count() == 0)
        wait_until(page, lambda: not [*walk(tmp_path / "home" / "models")][1:])


def test_a_repository_is_asked_only_when_the_button_is_pressed(page: Page, hub: HubServer, tmp_path: Path):
    with running(tmp_path / "home", *APP) as address:
        open_models(page, address)
        type_into(page, "search-models", RELEASE)
        named(page, "look-up").wait_for(state="attached")
        page.wait_for_timeout(500)
        assert not hub.asked
        click(page, "look-up")
        card = f"{RELEASE}/Qwen3-0.6B-Q8_0".lower()
        wait_until(
            page, lambda: "92 MB" in text_of(page, f"release-{card}") or "98 MB" in text_of(page, f"release-{card}")
        )
        click(page, "sources")
        wait_until(page, lambda: "127.0.0.1" in text_of(page, "connections"))


def test_a_server_that_is_gone_is_said_calmly_and_the_job_can_go_on_later(page: Page, hub: HubServer, tmp_path: Path):
    hub.instead = ("text/html", b"<html>Please log in to this network</html>")
    with running(tmp_path / "home", *APP) as address:
        open_models(page, address)
        download(page)
        wait_until(page, lambda: "已中断" in text_of(page, "progress-1"))
        hub.instead = None
        click(page, "continue-1")
        named(page, "composer").wait_for(state="attached", timeout=60_000)


def test_a_full_disk_is_foreseen(page: Page, hub: HubServer, tmp_path: Path):
    hub.repositories[RELEASE] = {FILE: Vast(b"GGUF")}
    with running(tmp_path / "home", *APP) as address:
        open_models(page, address)
        download(page)
        wait_until(page, lambda: "已中断" in text_of(page, "progress-1"))
        wait_until(page, lambda: "需要" in text_of(page, "models-page") and "空间" in text_of(page, "models-page"))


class Vast(bytes):
    """A file that says it is larger than any disk."""

    def __len__(self) -> int:
        return 10**18


@pytest.mark.model
def test_weights_are_imported_converted_and_answer(page: Page, smollm2: Path, tmp_path: Path):
    weights = write_smollm2(smollm2, tmp_path / "SmolLM2")
    with running(tmp_path / "home", *APP) as address:
        open_models(page, address)
        click(page, "import")
        type_into(page, "import-path", str(weights))
        page.keyboard.press("Enter")
        wait_until(page, lambda: "存有完整模型权重的文件夹" in text_of(page, "seen"))
        click(page, "convert")
        named(page, "composer").wait_for(state="attached", timeout=120_000)
        assert len(answer_to(page, "Say hello.")) > 5
        assert "SmolLM2" in text_of(page, "model-name")


def test_the_wizard_says_what_a_path_is_and_asks_for_the_key(page: Page, tmp_path: Path):
    digest = sha256(b"weights").digest()
    (tmp_path / "enc").mkdir()
    (tmp_path / "enc" / f"config.json.{digest.hex()}.enc").write_bytes(digest + b"........")
    with running(tmp_path / "home", *APP) as address:
        open_models(page, address)
        click(page, "import")
        type_into(page, "import-path", str(tmp_path / "enc"))
        page.keyboard.press("Enter")
        wait_until(page, lambda: "加密" in text_of(page, "seen"))
        named(page, "import-key").wait_for(state="attached")
        page.mouse.move(700, 600)
        page.mouse.wheel(0, 2000)
        named(page, "convert").wait_for(state="attached")
        click(page, "convert")
        page.mouse.wheel(0, -2000)
        wait_until(page, lambda: "密钥" in text_of(page, "notice"))


@pytest.mark.parametrize(
    ("width", "language"),
    [
        (1280, "zh"),
        (390, "en"),
        *(
            pytest.param(*at, marks=pytest.mark.thorough)
            for at in [(800, "zh"), (390, "zh"), (1280, "en"), (800, "en")]
        ),
    ],
)
def test_the_page_opens_filters_and_leads_back(page: Page, tmp_path: Path, width: int, language: str):
    page.set_viewport_size({"width": width, "height": 844})
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.json").write_text(f'{{"language": "{language}"}}', encoding="utf-8")
    with running(home, *APP) as address:
        open_app(page, address)
        if width < 600:
            click(page, "menu")
            page.wait_for_timeout(400)
        click(page, "models")
        named(page, "search-models").wait_for(state="attached")
        type_into(page, "search-models", "qwen3")
        wait_until(page, lambda: named(page, "release-qwen3-0.6b").count() == 1)
        assert named(page, "release-belle-7b-2m").count() == 0
        wait_until(page, lambda: named(page, "filter-large").count() == 1)
        click(page, "filter-large")
        wait_until(page, lambda: named(page, "release-qwen3-0.6b").count() == 0)
        page.keyboard.press("Escape")
        wait_until(page, lambda: named(page, "composer").count() == 1)
        wait_until(page, lambda: "SmolLM2" in text_of(page, "model-name"))
        click(page, "model-name")
        named(page, "models-page").wait_for(state="attached")


def test_a_model_is_removed_only_after_a_question(page: Page, hub: HubServer, tmp_path: Path):
    with running(tmp_path / "home", *APP) as address:
        open_models(page, address)
        download(page)
        named(page, "composer").wait_for(state="attached", timeout=60_000)
        click(page, "models")
        wait_until(page, lambda: named(page, "remove-model-0").count() == 1)
        click(page, "remove-model-0")
        click(page, "no")
        page.wait_for_timeout(500)
        brought = tmp_path / "home" / "models" / RELEASE / FILE
        assert brought.exists()
        click(page, "remove-model-0")
        click(page, "for-good")
        wait_until(page, lambda: not brought.exists())
