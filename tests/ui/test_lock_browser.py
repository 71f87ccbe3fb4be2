"""The passphrase in a real browser: it is set, then asked for at the next start; a wrong one is told."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks.driving import SCRIPTED_APP, named, open_app, running, text_of, type_into, wait_until, write
from chatbelle import words
from chatbelle.chat import Message, Role
from chatbelle.store.chats import open_store
from chatbelle.store.driver import can_encrypt
from chatbelle.words import Language
from tests.ui.at import HEIGHT_PX, At

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(240),
    pytest.mark.skipif(not can_encrypt(), reason="SQLCipher is not installed"),
]

APP = ("-m", "chatbelle.cli", "--browser", "--port", "PORT")
PASSPHRASE = "茶 crow 七 lamp 河"
SAID = ("topsecret", "绝密的问题", "draftsecret")


@pytest.fixture(
    params=[
        pytest.param((390, "zh"), id="phone-zh", marks=pytest.mark.thorough),
        pytest.param((1280, "en"), id="wide-en"),
        pytest.param((390, "en"), id="phone-en", marks=pytest.mark.thorough),
        pytest.param((1280, "zh"), id="wide-zh", marks=pytest.mark.thorough),
    ],
)
def at(browser: Browser, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[At]:
    """A page, and a home with a chat."""
    width, language = request.param
    home = tmp_path / "home"
    states = home / "cache" / "snapshots" / "1"
    states.mkdir(parents=True)
    (states / "read.kv").write_text(SAID[0])
    look = {"language": language, "brightness": "dark" if width > 1000 else "light"}
    (home / "settings.json").write_text(json.dumps(look), encoding="utf-8")
    with closing(open_store(home / "chats.sqlite3")) as store:
        store.add(store.new_chat("问茶").id, Message(Role.USER, f"{SAID[0]} {SAID[1]}"))
    page = browser.new_page(viewport={"width": width, "height": HEIGHT_PX})
    yield At(page, Language(language), home, width)
    page.close()


def words_on_the_disk(folder: Path) -> list[tuple[str, Path]]:
    """Which of the words lie in clear in which file."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    spellings = [(word, word.encode(encoding)) for word in SAID for encoding in ("utf-8", "utf-16-le")]
    return [(word, file) for file in files for word, spelled in spellings if spelled in file.read_bytes()]


def test_chats_that_are_locked_in_the_app_leave_no_word_on_the_disk(at: At, tmp_path: Path) -> None:
    script = tmp_path / "answers.json"
    script.write_text(json.dumps(["好"]), encoding="utf-8")
    with running(at.home, str(SCRIPTED_APP), "PORT", "80", str(script)) as address:
        open_app(at.page, address)
        write(at.page, SAID[2])
        assert {word for word, _ in words_on_the_disk(at.home)} >= {SAID[0]}
        at.open_settings()
        at.scroll_to("passphrase-set")
        at.picture("section")
        at.press("passphrase-set")
        type_into(at.page, "new-passphrase", PASSPHRASE)
        at.see("strength", words.STRENGTH_STRONG)
        type_into(at.page, "passphrase-again", PASSPHRASE[:-1])
        at.press("apply-passphrase")
        at.see("wrong", words.PASSPHRASES_DIFFER)
        type_into(at.page, "passphrase-again", PASSPHRASE)
        at.picture("dialog")
        at.press("apply-passphrase")
        at.see("passphrase-told", words.PASSPHRASE_SET)
        at.picture("locked")
        assert words_on_the_disk(at.home) == []
    assert words_on_the_disk(at.home) == []
    with closing(open_store(at.home / "chats.sqlite3", PASSPHRASE)) as store:
        assert store.draft(0) == SAID[2]
        assert len(store.search(SAID[1][:2])) == 1


def test_locked_chats_are_unlocked_in_the_app(at: At) -> None:
    with closing(open_store(at.home / "chats.sqlite3")) as store:
        store.change_passphrase(None, PASSPHRASE)
    with running(at.home, *APP) as address:
        open_app(at.page, address, "unlock")
        at.picture("door")
        type_into(at.page, "passphrase", "something else")
        at.press("unlock")
        at.see("wrong", words.WRONG_PASSPHRASE)
        at.press("lost")
        at.see("lost", words.LOST_PASSPHRASE_TOLD.filled(path=at.home / "chats.sqlite3"))
        at.picture("wrong")
        type_into(at.page, "passphrase", PASSPHRASE)
        at.page.keyboard.press("Enter")
        named(at.page, "composer").wait_for(state="attached", timeout=60_000)
        if named(at.page, "chats").count() == 0:
            at.press("menu")
        wait_until(at.page, lambda: "问茶" in text_of(at.page, "chats"))
        at.picture("unlocked")
    assert not list((at.home / "cache" / "snapshots").iterdir())


@pytest.mark.parametrize("at", [(390, "zh")], indirect=True)
def test_the_app_can_be_left_at_the_door(at: At) -> None:
    with closing(open_store(at.home / "chats.sqlite3")) as store:
        store.change_passphrase(None, PASSPHRASE)
    with running(at.home, *APP) as address:
        open_app(at.page, address, "unlock")
        at.press("quit")
        at.see("ended", words.APP_HAS_ENDED)
