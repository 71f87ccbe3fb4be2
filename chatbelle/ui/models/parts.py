"""What the parts of the page are made of: headings, cards, buttons and facts."""

from collections.abc import Awaitable, Callable, Sequence
from functools import reduce

import flet as ft

from chatbelle import words
from chatbelle.library.fit import Fit, Room
from chatbelle.ui import theme
from chatbelle.ui.entry import Entry
from chatbelle.ui.named import header, named
from chatbelle.ui.state import Layout, Look

Act = Callable[[], None] | Callable[[], Awaitable[None]]
PAGE_PX = 760  # wider than the reading column: cards have a button at the right
_VERDICTS = {
    Room.FITS: (ft.Icons.CHECK_CIRCLE_OUTLINE_ROUNDED, ft.Colors.TERTIARY),
    Room.TIGHT: (ft.Icons.HOURGLASS_BOTTOM_ROUNDED, theme.SECONDARY),
    Room.WILL_NOT_FIT: (ft.Icons.BLOCK_ROUNDED, ft.Colors.ERROR),
}
_LANGUAGES = {"zh": words.CHINESE, "en": words.ENGLISH}


def heading(text: str, aside: str = "") -> ft.Control:
    """A section's name, with a quiet word at its right."""
    title = header(ft.Text(text, theme_style=theme.NAME, weight=ft.FontWeight.W_600))
    row: list[ft.Control] = [title]
    if aside:
        row.append(ft.Text(aside, theme_style=theme.FINE, color=theme.SECONDARY))
    return ft.Container(
        ft.Row(row, alignment=ft.MainAxisAlignment.SPACE_BETWEEN),
        padding=ft.Padding(left=4, top=18, right=4, bottom=2),
        key=f"heading-{text}",
    )


def card(content: ft.Control) -> ft.Container:
    """A sheet of paper with a hairline around it."""
    return ft.Container(
        content,
        bgcolor=ft.Colors.SURFACE_CONTAINER_LOWEST,
        border=ft.Border.all(1, theme.HAIRLINE),
        border_radius=16,
        padding=ft.Padding(left=18, top=14, right=16, bottom=14),
    )


def stacked(controls: Sequence[ft.Control], spacing: int = 10) -> ft.Column:
    """One below the other, each as wide as the page."""
    stretched = ft.CrossAxisAlignment.STRETCH
    return ft.Column([*controls], spacing=spacing, tight=True, horizontal_alignment=stretched)


def name_text(text: str) -> ft.Text:
    """A model's name."""
    return ft.Text(text, theme_style=theme.NAME, weight=ft.FontWeight.W_600)


def plain(text: str) -> ft.Text:
    """A sentence."""
    return ft.Text(text, theme_style=theme.PLAIN)


def quiet(text: str) -> ft.Text:
    """Facts, small and secondary."""
    return ft.Text(text, theme_style=theme.FINE, color=theme.SECONDARY)


def verdict_row(fit: Fit, look: Look) -> ft.Control:
    """Whether it fits, by a sign and in words."""
    fits_slowly = fit.room is Room.FITS and not fit.quick
    icon, colour = _VERDICTS[Room.TIGHT if fits_slowly else fit.room]
    said = ft.Text(look.say(fit.verdict), theme_style=theme.FINE, color=colour, expand=True, expand_loose=True)
    return ft.Row([ft.Icon(icon, size=16, color=colour), said], spacing=6)


def language_names(codes: Sequence[str], look: Look) -> str:
    """The languages by name, as a list; only the first three of many."""
    known = [look.say(_LANGUAGES[code]) for code in codes if code in _LANGUAGES]
    if len(codes) > len(known):
        known.append(look.say(words.MORE_LANGUAGES.filled(count=len(codes) - len(known))))
    return reduce(lambda one, other: look.say(words.AND_ALSO.filled(one=one, other=other)), known) if known else ""


def action(identifier: str, says: str, on_click: Act, look: Look, primary: bool = False) -> ft.Control:
    """A button that says what will happen. Only the one primary action is filled."""
    made = ft.FilledButton if primary else ft.OutlinedButton
    button = made(says, on_click=on_click, height=height_px(look), style=None if primary else _outlined())
    return named(identifier, button)


def _outlined() -> ft.ButtonStyle:
    return ft.ButtonStyle(side=ft.BorderSide(1, theme.LINE), color=theme.INK)


def text_action(identifier: str, says: str, on_click: Act, look: Look) -> ft.Control:
    """A button without a frame."""
    return named(identifier, ft.TextButton(says, on_click=on_click, height=height_px(look)))


def height_px(look: Look) -> int:
    """The height of a button: at least 48 px where it is touched."""
    return 48 if look.layout is Layout.PHONE else 40


def field(
    identifier: str,
    value: str,
    hint: str,
    on_change: Callable[[str], None],
    on_submit: Act,
    icon: ft.IconData | None = None,
) -> ft.Control:
    """A line to type into."""
    entry = Entry(
        data=identifier,
        value=value,
        hint_text=hint,
        prefix_icon=icon,
        border=ft.OutlineInputBorder(border_radius=12, side=ft.BorderSide(1, theme.LINE)),
        content_padding=ft.Padding(left=14, top=12, right=14, bottom=12),
        hint_style=ft.TextStyle(color=theme.SECONDARY, font_family=theme.FONT),
        cursor_color=theme.ACCENT,
        on_change=lambda event: on_change(str(event.control.value)),
        on_submit=on_submit,
        expand=True,
    )
    return named(identifier, entry, expand=True)
