"""Where the person writes. Send becomes stop, in the same place, while an answer is arriving."""

from collections.abc import Awaitable, Callable

import flet as ft

from chatbelle import words
from chatbelle.ui import theme
from chatbelle.ui.entry import Entry
from chatbelle.ui.keys.shortcuts import COMPOSER, WITH_COMMAND_ENTER
from chatbelle.ui.named import control_named, named
from chatbelle.ui.state import Chosen, Conversation, Draft, Layout, Look

MOST_LINES = 8


@ft.component
def Composer(  # noqa: N802 - components are named like classes
    draft: Draft,
    conversation: Conversation,
    chosen: Chosen,
    look: Look,
    typed: Callable[[str], None],
    send: Callable[[str], Awaitable[None]],
    stop: Callable[[], None],
) -> ft.Control:
    """A field that grows to eight lines, and the one button."""

    async def send_draft() -> None:
        await send(draft.text)

    field = message_field(draft, not chosen.settings.send_with_ctrl_enter, look, typed, send)
    if conversation.reply:
        button = round_button("stop", ft.Icons.STOP_ROUNDED, look, words.STOP, stop)
    else:
        button = round_button("send", ft.Icons.ARROW_UPWARD_ROUNDED, look, words.SEND, send_draft)
    return ft.Container(
        ft.Row(
            [named(COMPOSER, field, expand=True), button],
            vertical_alignment=ft.CrossAxisAlignment.END,
            spacing=8,
        ),
        bgcolor=ft.Colors.SURFACE_CONTAINER_LOWEST,
        border=ft.Border.all(1, theme.LINE),
        border_radius=26,
        padding=ft.Padding(left=18, top=3, right=7, bottom=3),
    )


def message_field(
    draft: Draft, enter_sends: bool, look: Look, typed: Callable[[str], None], send: Callable[[str], Awaitable[None]]
) -> ft.Control:
    """Where Enter sends, Shift+Enter breaks the line; elsewhere Enter breaks it and a shortcut sends."""

    async def submitted(event: ft.Event[ft.TextField]) -> None:
        await send(event.control.value)

    keys = WITH_COMMAND_ENTER[0].keys[0].said(look.apple)
    return Entry(
        data=COMPOSER,
        value=draft.text,
        hint_text=look.say(words.WRITE_HERE if enter_sends else words.WRITE_HERE_THEN.filled(keys=keys)),
        multiline=True,
        min_lines=1,
        max_lines=MOST_LINES,
        shift_enter=enter_sends,
        autofocus=True,
        border=ft.NoInputBorder(),
        content_padding=ft.Padding(left=4, top=12, right=4, bottom=12),
        text_style=theme.TYPED,
        hint_style=ft.TextStyle(color=theme.SECONDARY, font_family=theme.FONT),
        cursor_color=theme.ACCENT,
        on_change=lambda event: typed(event.control.value),
        on_submit=submitted if enter_sends else None,
        expand=True,
    )


def round_button(
    identifier: str,
    icon: ft.IconData,
    look: Look,
    says: words.Phrase,
    on_click: Callable[[], None] | Callable[[], Awaitable[None]],
) -> ft.Control:
    """The primary action."""
    side_px = 48 if look.layout is Layout.PHONE else 40
    button = ft.IconButton(
        icon=icon,
        icon_size=22,
        icon_color=theme.ON_ACCENT,
        bgcolor=theme.ACCENT,
        tooltip=look.say(says),
        on_click=on_click,
        padding=0,
        size_constraints=ft.BoxConstraints(min_width=side_px, min_height=side_px),
    )
    return ft.Container(control_named(identifier, button), padding=ft.Padding(bottom=4), key=identifier)
