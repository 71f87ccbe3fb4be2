"""What says that a chat is private: a quiet line above it, and the whole truth where it begins."""

import flet as ft

from chatbelle import words
from chatbelle.chat import Chat
from chatbelle.ui import theme
from chatbelle.ui.history.tab_chats import is_private
from chatbelle.ui.named import named
from chatbelle.ui.start import centred
from chatbelle.ui.state import Layout, Look

PRIVATE_ICON = ft.Icons.VISIBILITY_OFF_OUTLINED


def private_line(look: Look) -> ft.Control:
    """Above the messages of a private chat."""
    title = ft.Text(look.say(words.PRIVATE_CHAT), theme_style=theme.SMALL, weight=ft.FontWeight.W_600)
    text = ft.Text(
        look.say(words.PRIVATE_BANNER), theme_style=theme.SMALL, color=theme.SECONDARY, expand=True, expand_loose=True
    )
    row = ft.Row(
        [ft.Icon(PRIVATE_ICON, size=17, color=theme.SECONDARY), title, text],
        spacing=8,
        alignment=ft.MainAxisAlignment.CENTER,
    )
    wide = look.layout is Layout.WIDE  # the way to the chat's settings lies at the right then
    side_px = 56 if wide else 16
    bar = ft.Container(
        row,
        tooltip=look.say(words.PRIVATE_EXPLAINED),
        height=56 if wide else 40,
        border=ft.Border(bottom=ft.BorderSide(1, theme.HAIRLINE)),
        padding=ft.Padding(left=side_px, right=side_px),
    )
    return ft.Container(named("private", bar), key="private")


def private_start(look: Look) -> ft.Control:
    """A private chat in which nothing was said yet."""
    return centred(
        ft.Icon(PRIVATE_ICON, size=44, color=theme.SECONDARY),
        ft.Text(look.say(words.PRIVATE_CHAT), theme_style=theme.GREETING, weight=ft.FontWeight.W_600),
        ft.Container(
            ft.Text(
                look.say(words.PRIVATE_EXPLAINED),
                theme_style=theme.PLAIN,
                color=theme.SECONDARY,
                text_align=ft.TextAlign.CENTER,
            ),
            width=min(520, look.width - 48),
        ),
    )


def title_above(chat: Chat | None, look: Look) -> ft.Text:
    """What stands above the open chat on a phone: its title, or that it is private."""
    private = chat is not None and is_private(chat.id)
    title = look.say(words.PRIVATE_CHAT) if private else chat.title if chat else "ChatBelle"
    bold, cut = ft.FontWeight.W_600, ft.TextOverflow.ELLIPSIS
    return ft.Text(title, theme_style=theme.NAME, weight=bold, max_lines=1, overflow=cut)
