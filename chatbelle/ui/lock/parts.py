"""What the door and the section share: a field whose text is not shown, and a calm line while it takes its time."""

from collections.abc import Callable

import flet as ft

from chatbelle.ui import theme
from chatbelle.ui.models.parts import Act, quiet, stacked
from chatbelle.ui.named import named


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
        text_size=15,
        cursor_color=theme.ACCENT,
        on_change=lambda event: change(str(event.control.value)),
        on_submit=submit,
    )
    return named(identifier, entry)


def working(says: str) -> ft.Control:
    """It takes a moment; nobody knows how long."""
    bar = ft.ProgressBar(bar_height=3, border_radius=2, color=theme.ACCENT, bgcolor=theme.SELECTED)
    return named("working", stacked([quiet(says), bar]))
