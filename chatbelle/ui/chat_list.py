"""The rail: the list of chats, with what belongs to the whole app above and below."""

from collections.abc import Awaitable, Callable

import flet as ft

from chatbelle import words
from chatbelle.ui import theme
from chatbelle.ui.drawn import under_key
from chatbelle.ui.history.lines import Lines
from chatbelle.ui.history.list_options import archive_heading, chosen_bar, list_options
from chatbelle.ui.history.private_view import PRIVATE_ICON
from chatbelle.ui.history.search_view import ResultsView, SearchField
from chatbelle.ui.history.state import Search, Shelf
from chatbelle.ui.named import icon_button, named
from chatbelle.ui.state import ChatList, Layout, Look, Place
from chatbelle.ui.verbs import Verbs


@ft.component
def ChatListView(  # noqa: N802 - components are named like classes
    chats: ChatList,
    shelf: Shelf,
    search: Search,
    look: Look,
    verbs: Verbs,
    open_models: Callable[[], Awaitable[None]],
    open_settings: Callable[[], Awaitable[None]],
) -> ft.Control:
    """New chat, the search, the chats or what was found in them, the models and the settings."""
    if search.results:
        middle = [under_key("found", ResultsView, search, look, verbs.history)]
    else:
        middle = [*([archive_heading(look, verbs.history)] if shelf.archived else [])]
        middle.append(under_key("lines", Lines, chats, shelf, look, verbs))
        if shelf.chosen is not None:
            middle.append(chosen_bar(chats, shelf, look, verbs.history))
    field = under_key("search", SearchField, search, look, verbs.history)
    options = list_options(shelf, look, verbs.history)
    return ft.Column(
        [
            heading_row(look, verbs),
            ft.Container(ft.Row([field, options], spacing=2), padding=ft.Padding(left=10, top=4, right=10)),
            *middle,
            models_line(look, open_models),
            settings_line(look, open_settings),
        ],
        spacing=0,
        expand=True,
    )


def heading_row(look: Look, verbs: Verbs) -> ft.Control:
    """The app's name and the ways to a new chat."""
    touch = look.layout is not Layout.WIDE
    name = ft.Row(
        [
            ft.Image(src="icon.png", width=26, height=26, border_radius=7, exclude_from_semantics=True),
            ft.Text("ChatBelle", theme_style=theme.NAME, weight=ft.FontWeight.W_600),
        ],
        spacing=10,
        expand=True,
    )
    private = icon_button(
        "new-private-chat", PRIVATE_ICON, look.say(words.NEW_PRIVATE_CHAT), verbs.history.new_private_chat, touch
    )
    new = icon_button("new-chat", ft.Icons.ADD_ROUNDED, look.say(words.NEW_CHAT), verbs.new_chat, touch)
    return ft.Container(
        ft.Row([name, private, new], spacing=0), padding=ft.Padding(left=20, top=14, right=12, bottom=4)
    )


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
