"""The models on this machine: ChatBelle's own and those of other programs, used where they lie."""

from collections.abc import Callable, Sequence
from pathlib import Path

import flet as ft

from chatbelle import words
from chatbelle.ui import theme
from chatbelle.ui.models import figures
from chatbelle.ui.models.parts import action, card, heading, name_text, plain, quiet, stacked
from chatbelle.ui.models.state import Kept, Shelf
from chatbelle.ui.named import icon_button, named
from chatbelle.ui.state import Layout, Look, Model


@ft.component
def KeptView(  # noqa: N802 - components are named like classes
    shelf: Shelf,
    model: Model,
    look: Look,
    open_model: Callable[[Path], None],
    ask_remove: Callable[[Kept], None],
) -> ft.Control:
    """One card with a row for each model; a calm line while there is none."""
    if shelf.kept is None:
        return ft.Container(height=0)

    def row(number: int, kept: Kept) -> ft.Control:
        return kept_row(number, kept, kept.path == model.status.path, look, open_model, ask_remove)

    shown = [row(number, kept) for number, kept in enumerate([*shelf.kept, *shelf.elsewhere])]
    taken = figures.size(sum(kept.disk_bytes for kept in shelf.kept))
    aside = words.DISK_USE.filled(taken=taken, free=figures.size(shelf.free_bytes))
    rows = lined(shown) or [plain(look.say(words.NONE_KEPT))]
    body = named("kept", card(stacked(rows, 0)))
    return stacked([heading(look.say(words.KEPT_HERE), look.say(aside)), body])


def lined(rows: Sequence[ft.Control]) -> list[ft.Control]:
    """Rows with a hairline between each two."""
    lines: list[ft.Control] = []
    for row in rows:
        if lines:
            lines.append(ft.Container(height=1, bgcolor=theme.HAIRLINE, margin=ft.Margin(top=10, bottom=10)))
        lines.append(row)
    return lines


def kept_row(
    number: int,
    kept: Kept,
    in_use: bool,
    look: Look,
    open_model: Callable[[Path], None],
    ask_remove: Callable[[Kept], None],
) -> ft.Control:
    """A model's name and facts, what is wrong with it, and the button that opens it."""
    said: list[ft.Control] = [name_text(kept.name), quiet(" · ".join(facts(kept, look)))]
    if kept.trouble:
        said.append(trouble_row(look.say(kept.trouble)))
        if kept.remedy:
            said.append(quiet(look.say(kept.remedy)))
    buttons: list[ft.Control] = []
    if in_use:
        buttons.append(quiet(look.say(words.IN_USE)))
    elif not kept.trouble:
        buttons.append(action(f"open-{number}", look.say(words.OPEN_LINK), lambda: open_model(kept.path), look))
    if kept.may_remove:
        says = look.say(words.REMOVE_MODEL.filled(name=kept.name))
        touch = look.layout is not Layout.WIDE
        icon = ft.Icons.DELETE_OUTLINE_ROUNDED
        buttons.append(icon_button(f"remove-model-{number}", icon, says, lambda: ask_remove(kept), touch))
    column = ft.Column(said, spacing=3, tight=True, expand=True)
    return named(f"kept-{number}", ft.Row([column, *buttons], spacing=10))


def facts(kept: Kept, look: Look) -> list[str]:
    """Size, type, and whose it is when it is not ours."""
    said = [figures.size(kept.disk_bytes)]
    if kept.about:
        said.append(kept.about)
    if kept.owner:
        said.append(look.say(words.KEPT_BY.filled(owner=kept.owner)))
    return said


def trouble_row(text: str) -> ft.Control:
    """What is wrong with a model, said calmly."""
    sign = ft.Icon(ft.Icons.INFO_OUTLINE_ROUNDED, size=16, color=ft.Colors.ERROR)
    return ft.Row(
        [sign, ft.Text(text, theme_style=theme.FINE, color=ft.Colors.ERROR, expand=True, expand_loose=True)], spacing=6
    )
