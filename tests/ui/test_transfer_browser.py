"""Chats leave the app and come in again, in a real browser: wide and as a phone, in Chinese and in English."""

import json
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks.driving import SCRIPTED_APP, named, open_app, running, text_of, wait_until
from chatbelle import words
from chatbelle.chat import Message, Role
from chatbelle.store.chats import open_store
from chatbelle.words import Language
from tests.transfer.gpt4all_files import chat_file
from tests.ui.at import HEIGHT_PX, At

pytestmark = pytest.mark.browser


@pytest.fixture(
    scope="module",
    params=[
        pytest.param((390, "zh"), id="phone-zh"),
        pytest.param((1280, "en"), id="wide-en", marks=pytest.mark.thorough),
        pytest.param((390, "en"), id="phone-en", marks=pytest.mark.thorough),
        pytest.param((1280, "zh"), id="wide-zh", marks=pytest.mark.thorough),
    ],
)
def at(browser: Browser, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[At]:
    """The app with two chats, on a machine where GPT4All has two, one of them damaged."""
    width, language = request.param
    machine = tmp_path_factory.mktemp("machine")
    home, other = machine / "home", machine / "share" / "nomic.ai" / "GPT4All"
    for folder in (home, other):
        folder.mkdir(parents=True)
    (other / "gpt4all-abc123.chat").write_bytes(chat_file(12))
    (other / "gpt4all-half.chat").write_bytes(chat_file(10)[:-9])
    look = {"language": language, "brightness": "dark" if width > 1000 else "light"}
    (home / "settings.json").write_text(json.dumps(look), encoding="utf-8")
    with closing(open_store(home / "chats.sqlite3")) as store:
        for title in ("茶", "Fox and crow"):
            store.add(store.new_chat(title).id, Message(Role.USER, f"{title}？"))
    script = machine / "answers.json"
    script.write_text(json.dumps(["好"]), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": HEIGHT_PX})
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(machine / "share"))
        patch.setenv("HOME", str(machine))
        with running(home, str(SCRIPTED_APP), "PORT", "80", str(script)) as address:
            open_app(page, address)
            yield At(page, Language(language), home, width)
            page.close()


def test_all_chats_are_downloaded_as_pages(at: At, tmp_path: Path) -> None:
    at.open_settings()
    at.scroll_to("export-all")
    at.press("export-all")
    at.press("format-html")
    at.see("export", words.FORMAT_HTML_TEXT)
    at.picture("export")
    with at.page.expect_download() as downloads:
        at.press("write-export")
    downloads.value.save_as(tmp_path / "export.zip")
    at.see("written", words.MANY_CHATS.filled(count=2))
    at.picture("exported")
    at.press("close-export")
    with zipfile.ZipFile(tmp_path / "export.zip") as archive:
        assert sorted(archive.namelist()) == ["Fox and crow.html", "茶.html"]
        assert "茶？" in archive.read("茶.html").decode()


def test_the_open_chat_is_downloaded_from_its_settings(at: At, tmp_path: Path) -> None:
    at.to_chats()
    at.press("chat-1")
    at.press("open-sheet")
    at.scroll_to("export-chat", over="sheet")
    at.press("export-chat")
    at.press("format-md")
    at.see("export", words.FORMAT_MARKDOWN_TEXT)
    at.picture("export-one")
    with at.page.expect_download() as downloads:
        at.press("write-export")
    assert downloads.value.suggested_filename == "茶.md"
    downloads.value.save_as(tmp_path / "tea.md")
    assert "茶？" in (tmp_path / "tea.md").read_text(encoding="utf-8")
    at.press("close-export")


def test_what_another_program_has_is_found_looked_at_and_taken_in_once(at: At) -> None:
    at.open_settings()
    at.scroll_to("import-chats")
    at.picture("settings")
    for outcome in (words.TAKEN_IN.filled(count=words.ONE_CHAT), words.WERE_KNOWN.filled(count=words.ONE_CHAT)):
        if named(at.page, "import-chats").count():
            at.press("import-chats")
        wait_until(at.page, lambda: "GPT4All" in text_of(at.page, "found-0"))
        at.picture("import")
        at.press("look-at-0")
        wait_until(at.page, lambda: "gpt4all-half.chat" in text_of(at.page, "left-out"))
        at.picture("seen")
        at.press("take-in")
        at.see("came-in", outcome)
        at.picture("came-in")
        assert "gpt4all-half.chat" in text_of(at.page, "left-out")
        at.press("another-file")


def test_a_file_that_the_browser_hands_over_is_taken_in_and_its_copy_removed(at: At, tmp_path: Path) -> None:
    mine = tmp_path / "gpt4all-mine.chat"
    mine.write_bytes(chat_file(9, given="mine"))
    at.open_settings()
    at.scroll_to("import-chats")
    at.press("import-chats")
    with at.page.expect_file_chooser() as chooser:
        at.press("choose-history")
    chooser.value.set_files(mine)
    at.see("seen", words.SEEN_CHATS.filled(count=words.ONE_CHAT, name=mine.name))
    at.press("take-in")
    at.see("came-in", words.TAKEN_IN.filled(count=words.ONE_CHAT))
    assert not list((at.home / "cache" / "uploads").iterdir())
