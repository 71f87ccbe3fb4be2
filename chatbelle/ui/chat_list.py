"""The rail: the list of chats, with what belongs to the whole app above and below."""

from collections.abc import Awaitable, Callable

import flet as ft

from chatbelle import words
from chatbelle.settings import Brightness
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

BRIGHTNESS = {
    Brightness.SYSTEM: (ft.Icons.BRIGHTNESS_AUTO_OUTLINED, words.BRIGHTNESS_SYSTEM),
    Brightness.LIGHT: (ft.Icons.LIGHT_MODE_OUTLINED, words.BRIGHTNESS_LIGHT),
    Brightness.DARK: (ft.Icons.DARK_MODE_OUTLINED, words.BRIGHTNESS_DARK),
}


@ft.component
def ChatListView(  # noqa: N802 - components are named like classes
    chats: ChatList,
    shelf: Shelf,
    search: Search,
    look: Look,
    verbs: Verbs,
    open_models: Callable[[], Awaitable[None]],
) -> ft.Control:
    """New chat, the search, the chats or what was found in them, the models, language and brightness."""
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
            switches(look, verbs.switch_language, verbs.switch_brightness),
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
            ft.Text("ChatBelle", size=16, weight=ft.FontWeight.W_600),
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
    """The way to the Models page; shaded while it is open."""
    here = look.place is not Place.CHAT
    text = ft.Text(look.say(words.MODELS), size=14.5, weight=ft.FontWeight.W_600 if here else None)
    icon = ft.Icon(ft.Icons.MEMORY_OUTLINED, size=18, color=theme.ACCENT if here else theme.SECONDARY)
    line = ft.Container(
        ft.Row([icon, text], spacing=10),
        on_click=open_models,
        ink=True,
        bgcolor=theme.SELECTED if here else None,
        border_radius=10,
        padding=ft.Padding(left=12, right=12),
        height=40 if look.layout is Layout.WIDE else 48,
    )
    return ft.Container(named("models", line), padding=ft.Padding(left=10, top=6, right=10))


def switches(look: Look, switch_language: Callable[[], None], switch_brightness: Callable[[], None]) -> ft.Control:
    """Language and brightness."""
    icon, says = BRIGHTNESS[look.brightness]
    language = ft.TextButton(
        ft.Text(look.say(words.OTHER_LANGUAGE), size=13, color=theme.SECONDARY),
        tooltip=look.say(words.SWITCH_LANGUAGE),
        on_click=switch_language,
    )
    touch = look.layout is not Layout.WIDE
    row = [icon_button("brightness", icon, look.say(says), switch_brightness, touch), named("language", language)]
    return ft.Container(ft.Row(row, spacing=2), padding=ft.Padding(left=12, top=4, right=12, bottom=10))
