"""What changing a setting does in a tab, where it is kept, and what a clean-up leaves."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from chatbelle.disk import Disk
from chatbelle.engine.protocol import Loading
from chatbelle.engine.scripted import ScriptedEngine
from chatbelle.library.catalogue import catalogue
from chatbelle.library.job import Job, Progress, Step, Wanted
from chatbelle.paths import made
from chatbelle.settings import KeptSettings, TextSize
from chatbelle.store.chats import Store
from chatbelle.ui.actions import Actions
from chatbelle.ui.loading import SharedModel
from chatbelle.ui.model_status import Phase
from chatbelle.ui.models.scripted import ScriptedQueue
from chatbelle.ui.settings.actions import SettingsActions
from chatbelle.ui.settings.state import Cleanup
from chatbelle.ui.state import Place, State
from chatbelle.words import Language, system_language
from tests.ui.playing import opens
from tests.ui.waiting import until


class Opened:
    """A tab over the settings in a folder, with a model that is not loaded yet and jobs that stand still."""

    def __init__(self, home: Path, *steps: Step) -> None:
        release = catalogue()[0]
        jobs = [Job(number, Wanted(release, "models"), Progress(step)) for number, step in enumerate(steps, start=1)]
        self.state, self.kept, self.queue = State(), KeptSettings(home / "settings.json"), ScriptedQueue(*jobs)
        self.rests: list[float | None] = []
        self.model = SharedModel(opens(ScriptedEngine("hi")), rest_after_seconds=self._rest_after_seconds)
        self.disk = Disk(home / "chats.sqlite3", made(home / "models"), home / "states")
        self.emptied = False
        self.actions = SettingsActions(
            self.state, self.kept.change, self.model, self.queue, self.disk, self._remove_chats
        )

    async def _remove_chats(self) -> None:
        self.emptied = True

    def waits(self) -> bool:
        return self.state.settings.loading.waits

    def _rest_after_seconds(self) -> float | None:
        self.rests.append(self.kept.settings.rest_after_seconds)
        return self.rests[-1]


def opened(home: Path) -> tuple[State, SettingsActions, KeptSettings]:
    tab = Opened(home)
    return tab.state, tab.actions, tab.kept


def with_model(tab: Opened, play: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Play once the model is loaded."""

    async def whole() -> None:
        tab.model.load(Path("some.gguf"))
        await until(lambda: tab.model.status.phase is Phase.READY)
        await play()
        await tab.model.close()

    asyncio.run(whole())


def test_another_language_is_spoken_at_once_and_after_the_next_start(tmp_path: Path) -> None:
    state, actions, _ = opened(tmp_path)
    actions.change(language=Language.EN)
    assert state.look.language is Language.EN
    assert KeptSettings(tmp_path / "settings.json").settings.language is Language.EN


def test_the_systems_language_can_be_had_back(tmp_path: Path) -> None:
    state, actions, kept = opened(tmp_path)
    actions.change(language=Language.EN)
    actions.change(language=None)
    assert (state.look.language, kept.settings.language) == (system_language(), None)


def test_what_is_changed_leaves_the_rest_as_it_is(tmp_path: Path) -> None:
    state, actions, kept = opened(tmp_path)
    actions.change(text_size=TextSize.LARGE)
    actions.change(send_with_ctrl_enter=True)
    assert state.chosen.settings == kept.settings
    assert (kept.settings.text_size, kept.settings.send_with_ctrl_enter) == (TextSize.LARGE, True)


def test_the_page_closes_the_drawer_and_leads_back_to_the_conversation(tmp_path: Path) -> None:
    state, actions, _ = opened(tmp_path)
    state.look.drawer_open = True
    asyncio.run(actions.open())
    assert (state.look.place, state.look.drawer_open) == (Place.SETTINGS, False)
    actions.leave()
    assert state.look.place is Place.CHAT


def test_a_setting_of_the_loading_waits_for_it_and_says_so(tmp_path: Path, store: Store) -> None:
    tab = Opened(tmp_path)

    async def play() -> None:
        following = asyncio.ensure_future(Actions(tab.state, store, tab.model).follow_model())
        tab.actions.change(text_size=TextSize.LARGE)
        assert not tab.waits()
        tab.actions.change(threads=1)
        assert tab.waits()
        tab.actions.load_again()
        await until(lambda: not tab.waits() and tab.model.status.phase is Phase.READY)
        following.cancel()

    with_model(tab, play)


def test_llama_cpps_defaults_wait_for_the_next_loading(tmp_path: Path) -> None:
    tab = Opened(tmp_path)

    async def play() -> None:
        tab.actions.change(tuned=False)

    with_model(tab, play)
    assert tab.state.settings.loading.waits
    assert tab.kept.settings.loading(Loading()) == Loading(tuned=False)


def test_without_a_model_nothing_waits(tmp_path: Path) -> None:
    tab = Opened(tmp_path)
    tab.actions.change(threads=1)
    assert (tab.waits(), tab.kept.settings.threads) == (False, 1)


def test_another_idle_time_counts_from_now_on(tmp_path: Path) -> None:
    tab = Opened(tmp_path)

    async def play() -> None:
        tab.actions.change(rest_after_minutes=None)

    with_model(tab, play)
    assert tab.rests == [600.0, None]


def test_a_smaller_budget_for_states_holds_at_once(tmp_path: Path) -> None:
    tab = Opened(tmp_path)
    state = made(tab.disk.states / "1") / "a.kv"
    state.write_bytes(bytes(10))
    asyncio.run(tab.actions.keep_states(0))
    assert not state.exists()
    assert tab.kept.settings.snapshot_bytes == 0


def test_a_clean_up_asks_first_and_shows_what_is_left(tmp_path: Path) -> None:
    tab = Opened(tmp_path)
    (made(tab.disk.states / "1") / "a.kv").write_bytes(bytes(10))
    tab.actions.ask_clean(Cleanup.STATES)
    tab.actions.answer_no()
    assert tab.disk.storage().states_bytes == 10
    asyncio.run(tab.actions.clean(Cleanup.STATES))
    assert tab.state.settings.disk.storage is not None
    assert tab.state.settings.disk.storage.states_bytes == 0


def test_downloads_that_rest_are_given_up_and_what_nobody_wants_goes(tmp_path: Path) -> None:
    tab = Opened(tmp_path, Step.PAUSED, Step.FAILED, Step.READY)
    (tab.disk.models / "a.gguf.part").write_bytes(b"half")
    asyncio.run(tab.actions.clean(Cleanup.UNFINISHED))
    assert [job.progress.step for job in tab.queue.jobs] == [Step.READY]
    assert tab.disk.storage().unfinished_bytes == 0


def test_a_download_that_runs_keeps_what_it_has_brought(tmp_path: Path) -> None:
    tab = Opened(tmp_path, Step.PAUSED, Step.DOWNLOADING)
    (tab.disk.models / "a.gguf.part").write_bytes(b"half")
    asyncio.run(tab.actions.clean(Cleanup.UNFINISHED))
    assert [job.progress.step for job in tab.queue.jobs] == [Step.DOWNLOADING]
    assert tab.disk.storage().unfinished_bytes == 4


def test_a_model_that_memory_was_short_for_is_loaded_with_half_the_context_and_half_again(tmp_path: Path) -> None:
    tab = Opened(tmp_path)

    async def load_shorter() -> None:
        tab.actions.load_shorter()
        assert tab.model.status.phase is Phase.LOADING
        assert tab.kept.settings.context_tokens == 2048
        tab.actions.load_shorter()
        assert tab.kept.settings.context_tokens == 1024

    with_model(tab, load_shorter)


def test_all_chats_go_only_after_a_yes_and_where_that_can_be_taken_back(tmp_path: Path) -> None:
    tab = Opened(tmp_path)
    asyncio.run(tab.actions.open())
    tab.actions.ask_clean(Cleanup.CHATS)
    assert (tab.emptied, tab.state.look.place) == (False, Place.SETTINGS)
    asyncio.run(tab.actions.clean(Cleanup.CHATS))
    assert (tab.emptied, tab.state.look.place) == (True, Place.CHAT)
