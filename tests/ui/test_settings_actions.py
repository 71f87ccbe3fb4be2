"""What changing a setting does in a tab, and where it is kept."""

import asyncio
from pathlib import Path

from chatbelle.settings import KeptSettings, TextSize
from chatbelle.ui.settings.actions import SettingsActions
from chatbelle.ui.state import Place, State
from chatbelle.words import Language, system_language


def opened(file: Path) -> tuple[State, SettingsActions, KeptSettings]:
    """A tab over the settings in `file`."""
    state, kept = State(), KeptSettings(file)
    return state, SettingsActions(state, kept.change), kept


def test_another_language_is_spoken_at_once_and_after_the_next_start(tmp_path: Path) -> None:
    state, actions, _ = opened(tmp_path / "settings.json")
    actions.change(language=Language.EN)
    assert state.look.language is Language.EN
    assert KeptSettings(tmp_path / "settings.json").settings.language is Language.EN


def test_the_systems_language_can_be_had_back(tmp_path: Path) -> None:
    state, actions, kept = opened(tmp_path / "settings.json")
    actions.change(language=Language.EN)
    actions.change(language=None)
    assert (state.look.language, kept.settings.language) == (system_language(), None)


def test_what_is_changed_leaves_the_rest_as_it_is(tmp_path: Path) -> None:
    state, actions, kept = opened(tmp_path / "settings.json")
    actions.change(text_size=TextSize.LARGE)
    actions.change(send_with_ctrl_enter=True)
    assert state.chosen.settings == kept.settings
    assert (kept.settings.text_size, kept.settings.send_with_ctrl_enter) == (TextSize.LARGE, True)


def test_the_page_closes_the_drawer_and_leads_back_to_the_conversation(tmp_path: Path) -> None:
    state, actions, _ = opened(tmp_path / "settings.json")
    state.look.drawer_open = True
    asyncio.run(actions.open())
    assert (state.look.place, state.look.drawer_open) == (Place.SETTINGS, False)
    actions.leave()
    assert state.look.place is Place.CHAT
