"""A menu of things to do: beside the pointer where there is one, as a sheet from below where it is touched."""

import inspect
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import flet as ft

from chatbelle.ui import theme
from chatbelle.ui.named import Watch, control_named, icon_button, named
from chatbelle.words import Language, Phrase

UNSEEN = 0.01  # at 0 the client takes what can be done out of the keyboard's and the screen reader's way as well


@dataclass(frozen=True, slots=True)
class MenuLine:
    """Something to do."""

    identifier: str
    icon: ft.IconData
    says: Phrase
    does: Callable[[], None] | Callable[[], Awaitable[None]]


@ft.component
def MoreButton(  # noqa: N802 - components are named like classes
    identifier: str,
    says: Phrase,
    lines: Sequence[MenuLine],
    language: Language,
    touch: bool,
    watch: Watch | None = None,
) -> ft.Control:
    """Opens a menu: beside the pointer, or as a sheet from below where it is touched."""
    sheet_open, set_sheet_open = ft.use_state(False)
    ft.use_dialog(sheet(lines, language, lambda: set_sheet_open(False)) if sheet_open else None)
    if touch:
        name, opens = says.in_language(language), lambda: set_sheet_open(True)
        return icon_button(identifier, ft.Icons.MORE_HORIZ_ROUNDED, name, opens, touch=True)
    menu = ft.PopupMenuButton(
        icon=ft.Icons.MORE_HORIZ_ROUNDED,
        icon_size=20,
        icon_color=theme.SECONDARY,
        tooltip=says.in_language(language),
        items=[popup_item(line, language) for line in lines],
        bgcolor=ft.Colors.SURFACE_CONTAINER_LOWEST,
        shape=theme.rounded(14),
        padding=0,
        menu_position=ft.PopupMenuPosition.UNDER,
        size_constraints=ft.BoxConstraints(min_width=220),
        on_open=(lambda: watch(True)) if watch else None,
    )
    return control_named(identifier, menu)


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
