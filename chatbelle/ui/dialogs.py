"""What may lie over everything: questions, the palette, the way back, the shortcuts, an export."""

import flet as ft

from chatbelle.ui.back import BackGate
from chatbelle.ui.drawn import under_key
from chatbelle.ui.history.rename_view import RenameView
from chatbelle.ui.keys.palette_view import PaletteView
from chatbelle.ui.keys.shortcuts_view import ShortcutsView
from chatbelle.ui.keys.verbs import KeysVerbs
from chatbelle.ui.question import QuestionView
from chatbelle.ui.state import Look, State
from chatbelle.ui.transfer.export_view import ExportView
from chatbelle.ui.verbs import Verbs


def dialogs(state: State, look: Look, verbs: Verbs, keys: KeysVerbs) -> ft.Control:
    """What may lie over everything; it takes no room in the window itself."""
    over = [
        under_key("question", QuestionView, state.asked, look, verbs.answer_no),
        under_key("rename", RenameView, state.shelf, look, verbs.history),
        under_key("palette", PaletteView, state.keyboard, look, keys),
        under_key("back", BackGate, look, state.sheet, state.keyboard),
        under_key("shortcuts", ShortcutsView, state.keyboard, state.chosen, look, keys),
        under_key("export", ExportView, state.transfer.export, look, verbs.transfer),
    ]
    return ft.Row(over, tight=True, spacing=0)
