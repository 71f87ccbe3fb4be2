"""What the door and the section share: a field whose text is not shown, what went wrong, and how it goes on."""

from collections.abc import Callable

import flet as ft

from chatbelle.errors import ChatBelleError
from chatbelle.ui import theme
from chatbelle.ui.models.parts import Act, plain, quiet, stacked
from chatbelle.ui.named import named
from chatbelle.ui.state import Look


def secret_field(
    identifier: str, value: str, says: str, change: Callable[[str], None], submit: Act, autofocus: bool = False
) -> ft.Control:
    """A line for a passphrase; an eye shows what is typed."""
    entry = ft.TextField(
        value=value,
        label=says,
        password=True,
        can_reveal_password=True,
        autofocus=autofocus,
        autocorrect=False,
        enable_suggestions=False,
        border=ft.OutlineInputBorder(border_radius=12, side=ft.BorderSide(1, theme.LINE)),
        cursor_color=theme.ACCENT,
        on_change=lambda event: change(str(event.control.value)),
        on_submit=submit,
    )
    return named(identifier, entry)


def wrong(error: ChatBelleError, look: Look) -> ft.Control:
    """What is wrong, and what to do about it right here."""
    text = ft.Column([plain(look.say(error.what)), quiet(look.say(error.remedy))], spacing=4, tight=True)
    icon = ft.Icon(ft.Icons.ERROR_OUTLINE_ROUNDED, size=20, color=ft.Colors.ERROR)
    row = ft.Row([icon, ft.Container(text, expand=True)], spacing=10, vertical_alignment=ft.CrossAxisAlignment.START)
    padding = ft.Padding(left=14, top=12, right=14, bottom=12)
    return named("wrong", ft.Container(row, bgcolor=theme.NOTICE, border_radius=14, padding=padding))


def working(says: str) -> ft.Control:
    """It takes a moment; nobody knows how long."""
    bar = ft.ProgressBar(bar_height=3, border_radius=2, color=theme.ACCENT, bgcolor=theme.SELECTED)
    return named("working", stacked([quiet(says), bar]))
