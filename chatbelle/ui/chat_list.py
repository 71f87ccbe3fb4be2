"""The list of chats, newest first under headings for the days, with what belongs to the whole app above and below."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime, timedelta

import flet as ft

from chatbelle import words
from chatbelle.chat import ChatSummary
from chatbelle.ui import theme
from chatbelle.ui.named import icon_button, named
from chatbelle.ui.state import ChatList, Layout, Look, Place
from chatbelle.words import Phrase


@ft.component
def ChatListView(  # noqa: N802 - components are named like classes
    chats: ChatList,
    look: Look,
    new_chat: Callable[[], None],
    open_chat: Callable[[int], None],
    remove: Callable[[ChatSummary], Awaitable[None]],
    open_models: Callable[[], Awaitable[None]],
    open_settings: Callable[[], Awaitable[None]],
) -> ft.Control:
    """New chat, the chats by day, the models and the settings."""
    lines: list[ft.Control] = []
    for heading, group in by_day(chats.chats, date.today()):
        text = ft.Text(look.say(heading), theme_style=theme.FINE, color=theme.SECONDARY)
        lines.append(ft.Container(text, padding=ft.Padding(left=12, top=14, bottom=4), key=heading.en))
        lines += [chat_line(chat, chats, look, open_chat, remove) for chat in group]
    if not lines:
        text = ft.Text(look.say(words.NO_CHATS), theme_style=theme.SMALL, color=theme.SECONDARY)
        lines.append(ft.Container(text, padding=12, key="none"))
    list_view = ft.ListView(lines, expand=True, spacing=2, padding=ft.Padding(left=10, right=10))
    return ft.Column(
        [
            heading_row(look, new_chat),
            named("chats", list_view, look.say(words.CHATS), expand=True),
            models_line(look, open_models),
            settings_line(look, open_settings),
        ],
        spacing=0,
        expand=True,
    )


def by_day(chats: Sequence[ChatSummary], today: date) -> list[tuple[Phrase, list[ChatSummary]]]:
    """The chats under today, yesterday, the last 7 and 30 days, and earlier; headings without chats are left out."""
    spans = ((0, words.TODAY), (1, words.YESTERDAY), (7, words.LAST_7_DAYS), (30, words.LAST_30_DAYS))
    groups: list[tuple[Phrase, list[ChatSummary]]] = []
    for chat in chats:
        age = today - datetime.fromtimestamp(chat.changed_at).date()
        heading = next((phrase for days, phrase in spans if age <= timedelta(days)), words.EARLIER)
        if not groups or groups[-1][0] is not heading:
            groups.append((heading, []))
        groups[-1][1].append(chat)
    return groups


def heading_row(look: Look, new_chat: Callable[[], None]) -> ft.Control:
    """The app's name and the way to a new chat."""
    name = ft.Row(
        [
            ft.Image(src="icon.png", width=26, height=26, border_radius=7, exclude_from_semantics=True),
            ft.Text("ChatBelle", theme_style=theme.NAME, weight=ft.FontWeight.W_600),
        ],
        spacing=10,
        expand=True,
    )
    new = icon_button(
        "new-chat", ft.Icons.ADD_ROUNDED, look.say(words.NEW_CHAT), new_chat, look.layout is not Layout.WIDE
    )
    return ft.Container(ft.Row([name, new]), padding=ft.Padding(left=20, top=14, right=12, bottom=4))


def chat_line(
    chat: ChatSummary,
    chats: ChatList,
    look: Look,
    open_chat: Callable[[int], None],
    remove: Callable[[ChatSummary], Awaitable[None]],
) -> ft.Control:
    """One chat: its title opens it. The open one is marked by shade, bar and weight, and can be removed.

    A dot says that an answer has come which was not seen yet.
    """
    is_open = chat.id == chats.open_id
    title = chat.title or look.say(words.UNTITLED)
    touch = look.layout is not Layout.WIDE
    text = ft.Text(
        title,
        theme_style=theme.PLAIN,
        max_lines=1,
        overflow=ft.TextOverflow.ELLIPSIS,
        weight=ft.FontWeight.W_600 if is_open else None,
        expand=True,
    )
    bar = ft.Container(width=3, height=16, border_radius=2, bgcolor=theme.ACCENT if is_open else None)
    opens = ft.Container(
        ft.Row([bar, text, *([answered_dot(chat, look)] if chat.id in chats.answered else [])], spacing=8),
        on_click=lambda: open_chat(chat.id),
        ink=True,
        border_radius=10,
        padding=ft.Padding(left=4, right=4),
        height=48 if touch else 40,
        expand=True,
    )

    async def remove_this() -> None:
        await remove(chat)

    button = icon_button(
        f"remove-{chat.id}",
        ft.Icons.DELETE_OUTLINE_ROUNDED,
        look.say(words.REMOVE_CHAT.filled(title=title)),
        remove_this,
        touch,
    )
    return ft.Container(
        ft.Row([named(f"chat-{chat.id}", opens, expand=True), *([button] if is_open else [])], spacing=0),
        bgcolor=theme.SELECTED if is_open else None,
        border_radius=10,
        key=f"chat-{chat.id}",
    )


def answered_dot(chat: ChatSummary, look: Look) -> ft.Control:
    """An answer has come while another chat was read."""
    dot = ft.Container(width=8, height=8, border_radius=4, bgcolor=theme.ACCENT)
    return ft.Container(named(f"answered-{chat.id}", dot, look.say(words.NEW_ANSWER)), padding=ft.Padding(right=8))


def models_line(look: Look, open_models: Callable[[], Awaitable[None]]) -> ft.Control:
    """The way to the Models page."""
    here = look.place in (Place.MODELS, Place.IMPORT)
    line = place_line("models", ft.Icons.MEMORY_OUTLINED, look.say(words.MODELS), here, look, open_models)
    return ft.Container(line, padding=ft.Padding(left=10, top=6, right=10))


def settings_line(look: Look, open_settings: Callable[[], Awaitable[None]]) -> ft.Control:
    """The way to the settings."""
    here = look.place is Place.SETTINGS
    line = place_line("settings", ft.Icons.SETTINGS_OUTLINED, look.say(words.SETTINGS), here, look, open_settings)
    return ft.Container(line, padding=ft.Padding(left=10, top=2, right=10, bottom=10))


def place_line(
    identifier: str, icon: ft.IconData, says: str, here: bool, look: Look, open_place: Callable[[], Awaitable[None]]
) -> ft.Control:
    """The way to a page; shaded while it is open."""
    text = ft.Text(says, theme_style=theme.PLAIN, weight=ft.FontWeight.W_600 if here else None)
    line = ft.Container(
        ft.Row([ft.Icon(icon, size=18, color=theme.ACCENT if here else theme.SECONDARY), text], spacing=10),
        on_click=open_place,
        ink=True,
        bgcolor=theme.SELECTED if here else None,
        border_radius=10,
        padding=ft.Padding(left=12, right=12),
        height=40 if look.layout is Layout.WIDE else 48,
    )
    return named(identifier, line)
