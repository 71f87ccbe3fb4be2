"""Asks for a chat's new title."""

import flet as ft

from chatbelle import words
from chatbelle.chat import ChatSummary
from chatbelle.ui import theme
from chatbelle.ui.entry import Entry
from chatbelle.ui.history.state import Shelf
from chatbelle.ui.history.verbs import HistoryVerbs
from chatbelle.ui.named import header, named
from chatbelle.ui.state import Look


@ft.component
def RenameView(shelf: Shelf, look: Look, verbs: HistoryVerbs) -> ft.Control:  # noqa: N802
    """Shows the question as a dialog; takes no room itself."""
    ft.use_dialog(dialog(shelf.renaming, look, verbs) if shelf.renaming else None)
    return ft.Container(width=0, height=0)


def dialog(chat: ChatSummary, look: Look, verbs: HistoryVerbs) -> ft.AlertDialog:
    """Enter keeps the title; Escape, or a tap beside it, leaves the one there is."""
    field = Entry(
        data="title",
        value=chat.title,
        autofocus=True,
        selection=ft.TextSelection(base_offset=0, extent_offset=len(chat.title)),
        border=ft.OutlineInputBorder(border_radius=12, side=ft.BorderSide(1, theme.LINE)),
        cursor_color=theme.ACCENT,
        on_submit=lambda event: verbs.rename(str(event.control.value)),
    )
    return ft.AlertDialog(
        title=header(ft.Text(look.say(words.RENAME_CHAT), theme_style=theme.DIALOG_TITLE, weight=ft.FontWeight.W_600)),
        content=ft.Container(named("title", field), width=420),
        actions=[
            named("keep-title", ft.TextButton(look.say(words.CANCEL), on_click=verbs.leave_title)),
            named("rename", ft.FilledButton(look.say(words.RENAME), on_click=lambda: verbs.rename(str(field.value)))),
        ],
        on_dismiss=verbs.leave_title,
    )
