"""Setting, changing and removing the passphrase in a tab, with a real store."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from chatbelle import words
from chatbelle.chat import Message, Role
from chatbelle.engine.scripted import ScriptedEngine
from chatbelle.errors import WrongPassphrase
from chatbelle.store.chats import Store
from chatbelle.store.driver import can_encrypt
from chatbelle.strength import Strength, strength_of
from chatbelle.ui.loading import Phase, SharedModel
from chatbelle.ui.lock.changing import Changing
from chatbelle.ui.lock.state import Change, Lock, Locking
from chatbelle.ui.reply import Reply
from chatbelle.ui.screen import Screen
from chatbelle.ui.state import State
from tests.ui.playing import opens
from tests.ui.waiting import until

pytestmark = pytest.mark.skipif(not can_encrypt(), reason="SQLCipher is not installed")

SECRET = "eight is enough"


class ClosingEngine(ScriptedEngine):
    """Keeps a state on the disk when it is closed, as a real one may."""

    def __init__(self, state: Path) -> None:
        super().__init__("好")
        self.state = state

    def close(self) -> None:
        self.state.write_text("喝什么茶？")
        super().close()


def locked_in_a_tab(store: Store, state: Path, play: Callable[[Changing, Screen], Coroutine[Any, Any, None]]) -> Lock:
    """The section's state after `play`; a chat is there, and a model that is loaded."""
    store.add(store.new_chat("茶").id, Message(Role.USER, "喝什么茶？"))

    async def whole() -> Lock:
        model, shown = SharedModel(opens(ClosingEngine(state))), State()
        model.load(Path("some.gguf"))
        await until(lambda: model.status.phase is Phase.READY)
        screen = Screen(shown, store)
        locking = Locking(lambda: store.is_locked, store.change_passphrase, lambda: state.unlink(missing_ok=True))
        await play(Changing(shown.lock, screen, model, locking), screen)
        await until(lambda: model.status.phase is Phase.READY)
        await model.close()
        return shown.lock

    return asyncio.run(whole())


async def typed(changing: Changing, change: Change, old: str = "", new: str = "", again: str | None = None) -> None:
    changing.begin(change)
    changing.type_old(old)
    changing.type_new(new)
    changing.type_again(new if again is None else again)
    await changing.apply()


def test_the_passphrase_is_set_changed_and_removed_again(store: Store, tmp_path: Path) -> None:
    seen: list[bool] = []

    async def play(changing: Changing, screen: Screen) -> None:
        await typed(changing, Change.SET, new=SECRET)
        seen.append(store.is_locked)
        await typed(changing, Change.CHANGE, SECRET, "another one")
        seen.append(store.is_locked)
        await typed(changing, Change.REMOVE, "another one")

    lock = locked_in_a_tab(store, tmp_path / "state", play)
    assert (seen, store.is_locked, lock.is_locked) == ([True, True], False, False)
    assert (lock.told, lock.old, lock.new) == (words.PASSPHRASE_REMOVED, "", "")


def test_what_the_model_kept_of_the_chats_is_gone_once_they_are_locked(store: Store, tmp_path: Path) -> None:
    state = tmp_path / "state"
    there: list[bool] = []

    async def play(changing: Changing, screen: Screen) -> None:
        state.write_text("喝什么茶？")
        await typed(changing, Change.SET, new=SECRET)
        there.append(state.exists())

    locked_in_a_tab(store, state, play)
    assert there == [False]


def test_a_wrong_passphrase_changes_nothing_and_is_told(store: Store, tmp_path: Path) -> None:
    async def play(changing: Changing, screen: Screen) -> None:
        await typed(changing, Change.SET, new=SECRET)
        await typed(changing, Change.REMOVE, "something else")

    lock = locked_in_a_tab(store, tmp_path / "state", play)
    assert isinstance(lock.error, WrongPassphrase)
    assert (store.is_locked, lock.is_locked, lock.change, lock.busy) == (True, True, Change.REMOVE, False)


@pytest.mark.parametrize(
    ("new", "again", "what"),
    [(SECRET, "eight is not", words.PASSPHRASES_DIFFER), ("short", "short", words.PASSPHRASE_TOO_SHORT)],
)
def test_a_slip_is_told_before_anything_is_locked(
    store: Store, tmp_path: Path, new: str, again: str, what: words.Phrase
) -> None:
    async def play(changing: Changing, screen: Screen) -> None:
        await typed(changing, Change.SET, new=new, again=again)

    lock = locked_in_a_tab(store, tmp_path / "state", play)
    assert lock.error
    assert (lock.error.what, store.is_locked) == (what, False)


def test_while_an_answer_arrives_nothing_is_locked(store: Store, tmp_path: Path) -> None:
    async def play(changing: Changing, screen: Screen) -> None:
        screen.replies[1] = Reply(1)
        await typed(changing, Change.SET, new=SECRET)

    lock = locked_in_a_tab(store, tmp_path / "state", play)
    assert lock.error
    assert (lock.error.what, store.is_locked) == (words.ANSWER_IS_ARRIVING, False)


@pytest.mark.parametrize(
    ("passphrase", "worth"),
    [
        ("password1", Strength.WEAK),
        ("eight is enough", Strength.FAIR),
        ("correct horse battery staple", Strength.STRONG),
        ("茶 crow 七 lamp 河", Strength.STRONG),
    ],
)
def test_a_passphrase_is_told_what_it_is_worth(passphrase: str, worth: Strength) -> None:
    assert strength_of(passphrase) is worth
