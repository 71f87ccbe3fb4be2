"""Adapters in a chat's sheet: which are shown, and what a switch and a slider do to the chat."""

from pathlib import Path

import pytest

from chatbelle.chat_settings import ChatSettings
from chatbelle.engine.protocol import Adapter
from chatbelle.engine.scripted import ScriptedEngine
from chatbelle.store.chats import Store
from chatbelle.ui.actions import Actions
from chatbelle.ui.adapters import shown_in, with_strength
from chatbelle.ui.state import Sheet
from tests.ui.playing import opens, played

POEMS, SHORT = Path("poems.gguf"), Path("short.gguf")


@pytest.mark.parametrize(
    ("before", "path", "strength", "after"),
    [
        ((), POEMS, 1.0, (Adapter(POEMS),)),
        ((Adapter(POEMS), Adapter(SHORT)), POEMS, 0.3, (Adapter(POEMS, 0.3), Adapter(SHORT))),
        ((Adapter(POEMS),), SHORT, 0.0, (Adapter(POEMS), Adapter(SHORT, 0.0))),
        ((Adapter(POEMS), Adapter(SHORT)), POEMS, None, (Adapter(SHORT),)),
    ],
)
def test_an_adapter_is_turned_on_set_and_turned_off(
    before: tuple[Adapter, ...], path: Path, strength: float | None, after: tuple[Adapter, ...]
) -> None:
    assert with_strength(before, path, strength) == after


def test_one_that_no_longer_fits_can_still_be_turned_off() -> None:
    sheet = Sheet(settings=ChatSettings(adapters=(Adapter(POEMS),)), adapters=(SHORT,))
    assert shown_in(sheet) == (SHORT, POEMS)


def test_those_that_fit_the_chats_own_model_are_found(store: Store) -> None:
    async def play(actions: Actions) -> None:
        own = Path("own.gguf")
        actions.setting.change(ChatSettings(model=own))
        await actions.setting.find_adapters(lambda model: (POEMS,) if model == own else ())
        assert actions.state.sheet.adapters == (POEMS,)
        actions.setting.change(ChatSettings())
        await actions.setting.find_adapters(lambda model: (POEMS,) if model == own else ())
        assert actions.state.sheet.adapters == ()

    played(store, opens(ScriptedEngine()), play)
