"""Names for controls: what a screen reader says, and what the tests find them by."""

from collections.abc import Callable

import flet as ft

from chatbelle.ui import theme

Watch = Callable[[bool], None]  # whether the keyboard is there now


def named(identifier: str, content: ft.Control, label: str | None = None, expand: bool | None = None) -> ft.Semantics:
    """`content` under a name of its own; `label` is spoken in front of what is in it."""
    return ft.Semantics(identifier=identifier, container=True, label=label, content=content, expand=expand)


def control_named(identifier: str, control: ft.Control, label: str | None = None) -> ft.Control:
    """A control that has no text of its own, under a name: one node for both, or the name would stand beside it."""
    return ft.MergeSemantics(named(identifier, control, label))


def header(text: ft.Text, expand: bool | None = None) -> ft.Semantics:
    """A heading, by which screen readers jump."""
    return ft.Semantics(content=text, header=True, container=True, expand=expand)


def icon_button(
    identifier: str,
    icon: ft.IconData,
    says: str,
    on_click: ft.ControlEventHandler[ft.IconButton],
    touch: bool = False,
    watch: Watch | None = None,
    enabled: bool = True,
) -> ft.Control:
    """A quiet button with an icon; at least 48 px where it is touched. `watch` hears of the keyboard."""
    side_px = 48 if touch else 36
    button = ft.IconButton(
        icon=icon,
        icon_size=20,
        icon_color=theme.SECONDARY,
        tooltip=says,
        on_click=on_click,
        on_focus=(lambda: watch(True)) if watch else None,
        on_blur=(lambda: watch(False)) if watch else None,
        disabled=not enabled,
        padding=0,
        size_constraints=ft.BoxConstraints(min_width=side_px, min_height=side_px),
    )
    return control_named(identifier, button)
