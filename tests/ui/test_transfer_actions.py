"""What happens when chats leave or come in, with a real store and real files."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from chatbelle import words
from chatbelle.chat import Message, Role
from chatbelle.store.chats import Store
from chatbelle.transfer.format import Format
from chatbelle.ui.state import Place, State
from chatbelle.ui.transfer.exporting import Exporting, Picker
from chatbelle.ui.transfer.state import Imported
from chatbelle.ui.transfer.taking_in import TakingIn
from chatbelle.words import Language
from tests.transfer.gpt4all_files import chat_file


@pytest.fixture
def chats(store: Store) -> Store:
    """Three chats, one of them in the archive."""
    for title in ("茶", "狐狸", "旧事"):
        store.add(store.new_chat(title).id, Message(Role.USER, f"{title}？"))
    store.archive([3])
    return store


def exported(store: Store, picker: Picker, ids: tuple[int, ...], wanted: Format) -> State:
    state = State()
    state.look.language = Language.ZH
    exporting = Exporting(state.transfer.export, state.look, store.beside, picker, lambda: store.is_locked)
    exporting.open(ids)
    exporting.choose(wanted)
    asyncio.run(exporting.write())
    return state


def window(folder: Path | None) -> Picker:
    """The person saves under the name that is offered in `folder`, or changes their mind."""

    async def file(name: str) -> Path | None:
        return folder / name if folder else None

    async def chosen() -> Path | None:
        return folder

    async def download(name: str, content: bytes) -> bool:
        raise AssertionError(name)

    return Picker(True, file, chosen, download)


def test_a_chat_goes_into_a_file_that_has_its_title(chats: Store, tmp_path: Path) -> None:
    state = exported(chats, window(tmp_path), (1,), Format.MARKDOWN)
    assert "茶？" in (tmp_path / "茶.md").read_text(encoding="utf-8")
    assert state.transfer.export.written == words.WRITTEN_TO.filled(count=words.ONE_CHAT, path=tmp_path / "茶.md")


def test_several_chats_go_into_a_folder_of_their_own(chats: Store, tmp_path: Path) -> None:
    exported(chats, window(tmp_path), (1, 2), Format.HTML)
    (folder,) = tmp_path.glob("ChatBelle *")
    assert {path.name for path in folder.iterdir()} == {"茶.html", "狐狸.html"}


def test_all_chats_are_those_of_the_archive_too(chats: Store, tmp_path: Path) -> None:
    exported(chats, window(tmp_path), (), Format.JSON)
    (file,) = tmp_path.glob("ChatBelle-*.json")
    assert {chat["title"] for chat in json.loads(file.read_text(encoding="utf-8"))["chats"]} == {"茶", "狐狸", "旧事"}


def test_what_cannot_be_written_is_told_and_the_dialog_stays(chats: Store, tmp_path: Path) -> None:
    (tmp_path / "茶.md").write_text("mine")
    export = exported(chats, window(tmp_path), (1,), Format.MARKDOWN).transfer.export
    assert export.error
    assert (export.is_open, export.written, export.share) == (True, None, None)
    assert (tmp_path / "茶.md").read_text() == "mine"


def test_who_changes_their_mind_gets_nothing_written(chats: Store, tmp_path: Path) -> None:
    export = exported(chats, window(None), (1, 2), Format.HTML).transfer.export
    assert (export.written, export.error, export.is_open) == (None, None, True)


def taken(store: Store, play: Callable[[TakingIn], Coroutine[Any, Any, None]]) -> State:
    state = State()

    async def pick(a_folder: bool) -> Path | None:
        return None

    asyncio.run(play(TakingIn(state.transfer.take_in, state.look, store.beside, pick, lambda path: None, lambda: None)))
    return state


def gpt4all(folder: Path, count: int) -> Path:
    for number in range(count):
        (folder / f"gpt4all-{number}.chat").write_bytes(chat_file(12, given=str(number)))
    return folder


def test_nothing_comes_in_before_the_person_says_so(store: Store, tmp_path: Path) -> None:
    async def play(taking_in: TakingIn) -> None:
        await taking_in.look_at(gpt4all(tmp_path, 3))

    seen = taken(store, play).transfer.take_in.seen
    assert seen
    assert (seen.chats, store.chats()) == (3, ())


def test_the_sound_chats_come_in_and_the_others_are_named(store: Store, tmp_path: Path) -> None:
    (gpt4all(tmp_path, 2) / "gpt4all-x.chat").write_bytes(chat_file(7)[:50])

    async def play(taking_in: TakingIn) -> None:
        for _ in range(2):
            await taking_in.look_at(tmp_path)
            await taking_in.take_in()

    done = taken(store, play).transfer.take_in.done
    assert done
    assert (done.added, done.known, [each.name for each in done.left_out]) == (0, 2, ["gpt4all-x.chat"])
    assert len(store.chats()) == 2


def test_an_import_that_is_stopped_keeps_what_came_in(store: Store, tmp_path: Path) -> None:
    async def play(taking_in: TakingIn) -> None:
        await taking_in.look_at(gpt4all(tmp_path, 200))
        importing = asyncio.create_task(taking_in.take_in())
        await asyncio.sleep(0)
        taking_in.stop()
        await importing

    done = taken(store, play).transfer.take_in.done
    assert done
    assert isinstance(done, Imported)
    assert done.stopped
    assert len(store.chats()) >= done.added > 0


def test_a_file_that_holds_no_chats_says_why(store: Store, tmp_path: Path) -> None:
    (tmp_path / "tax.json").write_text("{}")

    async def play(taking_in: TakingIn) -> None:
        taking_in.type_path(f'"{tmp_path / "tax.json"}"')
        await taking_in.look_at_typed()

    seen = taken(store, play).transfer.take_in.seen
    assert seen
    assert (seen.chats, seen.left_out[0].why) == (0, words.UNKNOWN_HISTORY.filled(name="tax.json"))


def test_the_page_leads_back_to_the_settings_it_was_opened_from(store: Store) -> None:
    async def play(taking_in: TakingIn) -> None:
        await taking_in.open()
        taking_in.leave()

    assert taken(store, play).look.place is Place.SETTINGS
