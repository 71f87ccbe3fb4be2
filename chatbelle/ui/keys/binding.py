"""Binds the keyboard to one tab."""

import flet as ft

from chatbelle.ui.entry import writing_in
from chatbelle.ui.keys.actions import KeyActions
from chatbelle.ui.keys.shortcuts import pressed
from chatbelle.ui.keys.verbs import KeysVerbs
from chatbelle.ui.models.page import ModelsVerbs
from chatbelle.ui.models.state import Models
from chatbelle.ui.state import State
from chatbelle.ui.verbs import Verbs


def follow_keys(page: ft.Page, state: State, models: Models, verbs: Verbs, models_verbs: ModelsVerbs) -> KeysVerbs:
    """Act on the page's keys from now on; returns what its views can do. The verbs are guarded already."""
    apple = state.look.apple
    actions = KeyActions(state, models, verbs, models_verbs)

    async def heard(event: ft.KeyboardEvent) -> None:
        if keys := pressed(event.key, event.ctrl, event.meta, event.shift, event.alt, apple):
            await actions.pressed(keys, writing_in(page))

    page.on_keyboard_event = heard
    return KeysVerbs(actions.entries, actions.typed, actions.choose, actions.enter, actions.close, actions.step_back)
