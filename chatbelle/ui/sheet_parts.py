"""What the sheet of a chat's settings is made of: sections, pills to choose from, fields for numbers and text."""

from collections.abc import Callable, Sequence

import flet as ft

from chatbelle.ui import theme
from chatbelle.ui.entry import Entry
from chatbelle.ui.named import header, named
from chatbelle.words import Language, Phrase


def section(title: Phrase, language: Language, *controls: ft.Control, explains: Phrase | None = None) -> ft.Control:
    """A heading, a line that explains, and what is set there."""
    lines: list[ft.Control] = [
        header(ft.Text(title.in_language(language), theme_style=theme.PLAIN, weight=ft.FontWeight.W_600))
    ]
    if explains:
        lines.append(quiet(explains.in_language(language)))
    stretch = ft.CrossAxisAlignment.STRETCH
    return ft.Column([*lines, *controls], spacing=8, tight=True, horizontal_alignment=stretch)


def quiet(text: str) -> ft.Control:
    """A line of small secondary text."""
    return ft.Text(text, theme_style=theme.FINE, color=theme.SECONDARY)


def pills(
    options: Sequence[tuple[str, str]], chosen: str | None, touch: bool, choose: Callable[[str], None]
) -> ft.Control:
    """Options of which one is chosen: by shade, weight and a check, not by colour alone."""
    return ft.Row([pill(name, says, name == chosen, touch, choose) for name, says in options], spacing=8, wrap=True)


def pill(name: str, says: str, is_chosen: bool, touch: bool, choose: Callable[[str], None]) -> ft.Control:
    """One option."""
    text = ft.Text(says, theme_style=theme.SMALL, weight=ft.FontWeight.W_600 if is_chosen else None)
    check = [ft.Icon(ft.Icons.CHECK_ROUNDED, size=16, color=theme.ACCENT)] if is_chosen else []
    body = ft.Container(
        ft.Row([*check, text], spacing=5, tight=True, vertical_alignment=ft.CrossAxisAlignment.CENTER),
        on_click=lambda: choose(name),
        ink=True,
        bgcolor=theme.SELECTED if is_chosen else None,
        border=ft.Border.all(1, theme.LINE),
        border_radius=24,
        height=48 if touch else 34,
        padding=ft.Padding(left=20 if touch else 13, right=20 if touch else 13),
    )
    return ft.Semantics(identifier=name, container=True, selected=is_chosen, button=True, content=body)


def text_field(
    identifier: str, value: str, hint: str, change: Callable[[str], None], lines: int = 1, error: str = ""
) -> ft.Control:
    """A field that tells every change."""
    field = Entry(
        data=identifier,
        value=value,
        hint_text=hint,
        multiline=lines > 1,
        min_lines=lines,
        max_lines=max(lines, 8) if lines > 1 else 1,
        text_style=theme.TYPED,
        hint_style=ft.TextStyle(color=theme.SECONDARY, font_family=theme.FONT),
        border=ft.OutlineInputBorder(border_radius=12, side=ft.BorderSide(1, theme.LINE)),
        content_padding=ft.Padding(left=12, top=10, right=12, bottom=10),
        cursor_color=theme.ACCENT,
        error=error or None,
        on_change=lambda event: change(str(event.control.value)),
    )
    return named(identifier, field)


@ft.component
def NumberField(  # noqa: N802 - components are named like classes
    name: str,
    says: Phrase,
    value: float | None,
    hint: str,
    least: float,
    most: float,
    wrong: Phrase,
    language: Language,
    change: Callable[[float | None], None],
) -> ft.Control:
    """A number with its name; empty means as the hint says."""
    typed, set_typed = ft.use_state("" if value is None else f"{value:g}")
    is_wrong, set_wrong = ft.use_state(False)
    shown = typed if is_wrong or number_in(typed, least, most) == value else "" if value is None else f"{value:g}"

    def read(text: str) -> None:
        number = number_in(text, least, most)
        set_typed(text)
        set_wrong(bool(text.strip()) and number is None)
        if number is not None or not text.strip():
            change(number)

    label = ft.Text(says.in_language(language), theme_style=theme.SMALL, expand=True)
    error = wrong.filled(least=f"{least:g}", most=f"{most:g}").in_language(language) if is_wrong else ""
    field = ft.Container(text_field(name, shown, hint, read, error=error), width=132)
    return ft.Row([label, field], spacing=10)


@ft.component
def LinesField(  # noqa: N802 - components are named like classes
    identifier: str, lines: tuple[str, ...], hint: str, change: Callable[[tuple[str, ...]], None]
) -> ft.Control:
    """A list, one entry a line."""
    typed, set_typed = ft.use_state("\n".join(lines))
    shown = typed if lines_in(typed) == lines else "\n".join(lines)

    def read(text: str) -> None:
        set_typed(text)
        change(lines_in(text))

    return text_field(identifier, shown, hint, read, lines=2)


def lines_in(text: str) -> tuple[str, ...]:
    """The lines that are not empty."""
    return tuple(line for line in text.split("\n") if line)


def number_in(text: str, least: float, most: float) -> float | None:
    """The number that was typed, None when there is none or it is out of bounds."""
    try:
        number = float(text.strip())
    except ValueError:
        return None
    return number if least <= number <= most else None
