"""What the sections of the page are made of: a heading with a card, and rows of a name and a control."""

from collections.abc import Callable, Sequence

import flet as ft

from chatbelle.ui import theme
from chatbelle.ui.models.parts import card, heading, quiet, stacked
from chatbelle.ui.named import control_named, named
from chatbelle.ui.sheet_parts import pills
from chatbelle.ui.state import Layout, Look
from chatbelle.words import Phrase


def section(title: Phrase, look: Look, *rows: ft.Control) -> ft.Control:
    """A heading, and a card with one row below the other."""
    return stacked([heading(look.say(title)), card(stacked(rows, 18))])


def row(
    title: Phrase, look: Look, control: ft.Control, explains: Phrase | None = None, is_wide: bool = False
) -> ft.Control:
    """What can be set, in words, and the control: beside the words where there is room, else below them."""
    said = named_in_words(title, look, explains)
    control = ft.Semantics(container=True, label=look.say(title), content=control)
    if is_wide or look.layout is Layout.PHONE:
        return ft.Column([said, control], spacing=8, tight=True)
    return ft.Row([ft.Container(said, expand=True), control], spacing=24)


def named_in_words(title: Phrase, look: Look, explains: Phrase | None) -> ft.Control:
    """What can be set, and what that means."""
    said: list[ft.Control] = [ft.Text(look.say(title), theme_style=theme.PLAIN)]
    if explains:
        said.append(quiet(look.say(explains)))
    return ft.Column(said, spacing=2, tight=True)


def choice(
    name: str, options: Sequence[tuple[str, Phrase]], chosen: str, look: Look, choose: Callable[[str], None]
) -> ft.Control:
    """Options as pills; `name-option` finds one."""

    def chose(identifier: str) -> None:
        choose(identifier.removeprefix(f"{name}-"))

    said = [(f"{name}-{option}", look.say(phrase)) for option, phrase in options]
    return pills(said, f"{name}-{chosen}", look.layout is Layout.PHONE, chose)


def switch(
    identifier: str,
    title: Phrase,
    is_on: bool,
    look: Look,
    turn: Callable[[bool], None],
    explains: Phrase | None = None,
) -> ft.Control:
    """A row with a switch, which has room beside its words on a phone too."""
    control = ft.Switch(
        value=is_on,
        active_track_color=theme.ACCENT,
        inactive_thumb_color=theme.SECONDARY,
        track_outline_color={ft.ControlState.SELECTED: theme.ACCENT, ft.ControlState.DEFAULT: theme.SECONDARY},
        on_change=lambda event: turn(bool(event.control.value)),
    )
    said = named(f"{identifier}-words", named_in_words(title, look, explains), expand=True)
    return ft.Row([said, control_named(identifier, control, look.say(title))], spacing=16)
