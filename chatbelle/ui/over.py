"""What stands over the window: dialogs, each taking no room until it is shown, and the way back from them."""

import flet as ft

from chatbelle.ui.back import BackGate
from chatbelle.ui.drawn import under_key
from chatbelle.ui.history.rename_view import RenameView
from chatbelle.ui.keys.palette_view import PaletteView
from chatbelle.ui.keys.shortcuts_view import ShortcutsView
from chatbelle.ui.keys.verbs import KeysVerbs
from chatbelle.ui.question import QuestionView
from chatbelle.ui.state import State
from chatbelle.ui.transfer.export_view import ExportView
from chatbelle.ui.verbs import Verbs


def over(state: State, verbs: Verbs, keys: KeysVerbs) -> ft.Control:
    """All of them, in a row without width."""
    look, keyboard = state.look, state.keyboard
    dialogs = [
        under_key("export", ExportView, state.transfer.export, look, verbs.transfer),
        under_key("question", QuestionView, state.asked, look, verbs.answer_no),
        under_key("rename", RenameView, state.shelf, look, verbs.history),
        under_key("palette", PaletteView, keyboard, look, keys),
        under_key("shortcuts", ShortcutsView, keyboard, state.chosen, look, keys),
        under_key("back", BackGate, look, state.sheet, keyboard),
    ]
    return ft.Row(dialogs, tight=True, spacing=0)
