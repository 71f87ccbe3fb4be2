"""The quiet row below a message: what can be done with it. Seen while the pointer or the keyboard is there."""

import inspect
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import flet as ft

from chatbelle import words
from chatbelle.chat import Message
from chatbelle.ui import theme
from chatbelle.ui.message_verbs import MessageVerbs
from chatbelle.ui.named import Watch, control_named, icon_button, named
from chatbelle.ui.standing import Standing
from chatbelle.words import Language, Phrase

UNSEEN = 0.01  # at 0 the client takes the row out of the keyboard's and the screen reader's way as well
FADE_MS = 150


@dataclass(frozen=True, slots=True)
class MenuLine:
    """Something in the menu of a message."""

    identifier: str
    icon: ft.IconData
    says: Phrase
    does: Callable[[], None] | Callable[[], Awaitable[None]]


def quiet_row(controls: Sequence[ft.Control], seen: bool, touch: bool, at_end: bool = False) -> ft.Control:
    """The controls in a row whose place is kept while it is not seen."""
    side = ft.MainAxisAlignment.END if at_end else ft.MainAxisAlignment.START
    return ft.Container(
        ft.Row([*controls], spacing=2, alignment=side),
        height=48 if touch else 36,
        opacity=1 if seen or touch else UNSEEN,
        animate_opacity=FADE_MS,
    )


def versions_walk(standing: Standing, walk_to: Callable[[int], None], watch: Watch) -> list[ft.Control]:
    """‹ 2/3 ›, where there is more than one version."""
    versions = standing.versions
    if versions.count < 2:
        return []

    def step(identifier: str, icon: ft.IconData, says: Phrase, target: int) -> ft.Control:
        name, text = f"{identifier}-{standing.number}", says.in_language(standing.language)
        return icon_button(name, icon, text, lambda: walk_to(target), standing.touch, watch, enabled=target != 0)

    text = ft.Text(f"{versions.number}/{versions.count}", theme_style=theme.FINE, color=theme.SECONDARY)
    return [
        step("version-before", ft.Icons.CHEVRON_LEFT_ROUNDED, words.VERSION_BEFORE, versions.before),
        named(f"version-{standing.number}", text),
        step("version-after", ft.Icons.CHEVRON_RIGHT_ROUNDED, words.VERSION_AFTER, versions.after),
    ]


def lines_for_all(number: int, message: Message, verbs: MessageVerbs) -> list[MenuLine]:
    """What the menu of every message has."""

    async def remove() -> None:
        await verbs.remove(message.id)

    return [
        MenuLine(f"fork-{number}", ft.Icons.CALL_SPLIT_ROUNDED, words.FORK, lambda: verbs.fork(message.id)),
        MenuLine(f"remove-message-{number}", ft.Icons.DELETE_OUTLINE_ROUNDED, words.REMOVE_FROM_HERE, remove),
    ]


@ft.component
def MoreButton(  # noqa: N802 - components are named like classes
    standing: Standing, lines: Sequence[MenuLine], watch: Watch
) -> ft.Control:
    """Opens the menu of a message: beside the pointer, or as a sheet from below where it is touched."""
    sheet_open, set_sheet_open = ft.use_state(False)
    says = words.MORE.in_language(standing.language)
    ft.use_dialog(sheet(lines, standing.language, lambda: set_sheet_open(False)) if sheet_open else None)
    if standing.touch:
        name = f"more-{standing.number}"
        return icon_button(name, ft.Icons.MORE_HORIZ_ROUNDED, says, lambda: set_sheet_open(True), touch=True)
    menu = ft.PopupMenuButton(
        icon=ft.Icons.MORE_HORIZ_ROUNDED,
        icon_size=20,
        icon_color=theme.SECONDARY,
        tooltip=says,
        items=[popup_item(line, standing.language) for line in lines],
        bgcolor=ft.Colors.SURFACE_CONTAINER_LOWEST,
        shape=theme.rounded(14),
        padding=0,
        menu_position=ft.PopupMenuPosition.UNDER,
        size_constraints=ft.BoxConstraints(min_width=220),
        on_open=lambda: watch(True),
    )
    return control_named(f"more-{standing.number}", menu)


def popup_item(line: MenuLine, language: Language) -> ft.PopupMenuItem:
    """A line of the menu beside the pointer."""
    return ft.PopupMenuItem(content=menu_row(line, language), height=42, on_click=line.does)


def menu_row(line: MenuLine, language: Language) -> ft.Control:
    """Icon and words of a line."""
    row = ft.Row(
        [
            ft.Icon(line.icon, size=19, color=theme.SECONDARY),
            ft.Text(line.says.in_language(language), theme_style=theme.PLAIN, color=theme.INK),
        ],
        spacing=12,
    )
    return named(line.identifier, row)


def sheet(lines: Sequence[MenuLine], language: Language, close: Callable[[], None]) -> ft.BottomSheet:
    """The menu as a sheet: lines of 52 px for a thumb."""

    def tappable(line: MenuLine) -> ft.Control:
        async def tapped() -> None:
            close()
            if inspect.isawaitable(done := line.does()):
                await done

        row = menu_row(line, language)
        return ft.Container(row, on_click=tapped, ink=True, height=52, padding=ft.Padding(left=22, right=22))

    column = ft.Column([tappable(line) for line in lines], spacing=0, tight=True)
    return ft.BottomSheet(
        ft.Container(column, padding=ft.Padding(top=4, bottom=16)),
        on_dismiss=close,
        bgcolor=ft.Colors.SURFACE_CONTAINER_LOWEST,
        show_drag_handle=True,
        use_safe_area=True,
    )
