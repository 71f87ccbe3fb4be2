"""The line where the model's sight begins, and the summary that stands for what it no longer sees."""

from collections.abc import Callable

import flet as ft

from chatbelle import words
from chatbelle.context import Summary
from chatbelle.ui import theme
from chatbelle.ui.entry import Entry
from chatbelle.ui.named import icon_button, named
from chatbelle.words import Language


def still_seen(language: Language) -> ft.Control:
    """The hairline below what the model no longer sees."""
    text = ft.Text(words.STILL_SEEN.in_language(language), theme_style=theme.FINE, color=theme.SECONDARY)
    return named("still-seen", ft.Row([hairline(), text, hairline()], spacing=12))


def hairline() -> ft.Control:
    """A line as wide as there is room."""
    return ft.Container(height=1, bgcolor=theme.LINE, expand=True)


@ft.component
def SummaryCard(summary: Summary, language: Language, touch: bool, edit: Callable[[str], None]) -> ft.Control:  # noqa: N802
    """What the model is told in place of the messages above; the person can put it differently."""
    typed, set_typed = ft.use_state("")
    editing, set_editing = ft.use_state(False)

    def begin() -> None:
        set_typed(summary.text)
        set_editing(True)

    def keep() -> None:
        edit(typed.strip() or summary.text)
        set_editing(False)

    title = ft.Text(words.SUMMARY.in_language(language), theme_style=theme.FINE, color=theme.SECONDARY, expand=True)
    icon, says, does = (
        (ft.Icons.CHECK_ROUNDED, words.KEEP_SUMMARY, keep) if editing else (ft.Icons.EDIT_OUTLINED, words.EDIT, begin)
    )
    button = icon_button("keep-summary" if editing else "edit-summary", icon, says.in_language(language), does, touch)
    text: ft.Control = ft.Text(summary.text, theme_style=theme.PLAIN)
    if editing:
        text = Entry(
            data="summary-field",
            value=typed,
            multiline=True,
            max_lines=12,
            autofocus=True,
            border=ft.NoInputBorder(),
            text_style=theme.TYPED,
            cursor_color=theme.ACCENT,
            on_change=lambda event: set_typed(str(event.control.value)),
        )
    card = ft.Container(
        ft.Column(
            [ft.Row([title, button]), named("summary-text", text)],
            spacing=2,
            tight=True,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        ),
        bgcolor=theme.PANEL,
        border_radius=14,
        padding=ft.Padding(left=16, top=4, right=8, bottom=12),
    )
    return named("summary", card)
