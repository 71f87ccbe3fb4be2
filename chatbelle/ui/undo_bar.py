"""What was just removed, and the way to take that back: one calm line above the composer."""

from collections.abc import Callable

import flet as ft

from chatbelle import words
from chatbelle.ui import theme
from chatbelle.ui.named import named
from chatbelle.ui.state import Look, RecentlyRemoved


@ft.component
def UndoBar(removed: RecentlyRemoved, look: Look, undo: Callable[[], None]) -> ft.Control:  # noqa: N802
    """Takes no room while there is nothing to take back."""
    offer = removed.undo
    if offer is None:
        return ft.Container(height=0)
    text = ft.Text(
        look.say(offer.what), theme_style=theme.PLAIN, max_lines=1, overflow=ft.TextOverflow.ELLIPSIS, expand=True
    )
    button = ft.TextButton(look.say(words.UNDO), on_click=undo)
    bar = ft.Container(
        ft.Row([text, named("undo", button)], spacing=8),
        bgcolor=theme.SELECTED,
        border_radius=14,
        height=48,
        padding=ft.Padding(left=18, right=8),
        margin=ft.Margin(bottom=8),
    )
    return named("removed", bar)
