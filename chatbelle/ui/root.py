"""The whole window: a list of chats where there is room for one, the open chat, the composer. Entry: `Root`."""

from collections.abc import Callable

import flet as ft

from chatbelle import words
from chatbelle.ui import theme
from chatbelle.ui.chat_list import ChatListView
from chatbelle.ui.composer import Composer
from chatbelle.ui.conversation import ConversationView
from chatbelle.ui.drawn import under_key
from chatbelle.ui.history.private_view import title_above
from chatbelle.ui.keys.verbs import KeysVerbs
from chatbelle.ui.models.page import ModelsVerbs, ReadyBar, models_pane
from chatbelle.ui.models.state import Models
from chatbelle.ui.named import header, icon_button, named
from chatbelle.ui.over import over
from chatbelle.ui.settings.page import settings_pane
from chatbelle.ui.sheet import SHEET_PX, SheetView
from chatbelle.ui.state import Conversation, Layout, Look, Place, Sheet, State
from chatbelle.ui.status_line import SpokenAnswer, StatusLine
from chatbelle.ui.transfer.take_in_view import take_in_pane
from chatbelle.ui.undo_bar import UndoBar
from chatbelle.ui.verbs import Verbs
from chatbelle.ui.welcome import WelcomeView

RAIL_PX, SLIM_RAIL_PX = 280, 64


@ft.component
def Root(  # noqa: N802 - components are named like classes
    state: State, models: Models, look: Look, sheet: Sheet, verbs: Verbs, models_verbs: ModelsVerbs, keys: KeysVerbs
) -> ft.Control:
    """Rail and conversation side by side, or the conversation alone with the list in a drawer."""
    if look.place is Place.WELCOME:
        arguments = (models.shelf, state.model, look, verbs.settings, models_verbs, verbs.load_model)
        return under_key("welcome", WelcomeView, *arguments)
    chats = under_key(
        "chat-list",
        ChatListView,
        state.list,
        state.shelf,
        state.search,
        look,
        verbs,
        models_verbs.open_page,
        verbs.settings.open,
    )

    def room(width_px: int) -> ft.Control:
        if look.place is Place.CHAT:
            return pane(state, models, look, verbs, models_verbs, width_px)
        if look.place is Place.SETTINGS:
            return settings_pane(state, models, verbs, models_verbs, width_px)
        if look.place is Place.TAKE_IN:
            return take_in_pane(state.transfer.take_in, look, verbs.transfer, width_px)
        return models_pane(models, state.model, look, models_verbs, width_px)

    dialogs = over(state, verbs, keys)
    settings = (
        [under_key("sheet", SheetView, sheet, state.model, look, verbs.sheet)] if look.place is Place.CHAT else []
    )
    if look.layout is Layout.WIDE:
        rail = ft.Container(chats, width=RAIL_PX, bgcolor=theme.RAIL)
        sheet_px = SHEET_PX if sheet.is_open and settings else 0
        return ft.Row([rail, room(look.width - RAIL_PX - sheet_px), *settings, dialogs], spacing=0, expand=True)
    if look.layout is Layout.MEDIUM:
        slim = slim_rail(look, verbs, models_verbs)
        main: ft.Control = ft.Row([slim, room(look.width - SLIM_RAIL_PX), *settings, dialogs], spacing=0, expand=True)
    else:
        bar = TopBar(state.conversation, look, verbs.toggle_drawer, verbs.new_chat, verbs.sheet.open)
        top = [bar] if look.place is Place.CHAT else []
        main = ft.Column([*top, room(look.width), *settings, dialogs], spacing=0, expand=True)
    behind = ft.Semantics(content=main, exclude_semantics=look.drawer_open, expand=True)  # nobody is read two lists
    return ft.Stack([behind, *drawer(chats, look, verbs)], expand=True)


def pane(
    state: State, models: Models, look: Look, verbs: Verbs, models_verbs: ModelsVerbs, width_px: int
) -> ft.Control:
    """The open chat with the composer below it, in one reading column."""
    conversation = under_key(
        "conversation",
        ConversationView,
        state.conversation,
        look,
        state.model,
        width_px,
        verbs.message,
        verbs.sheet,
        verbs.notice,
        verbs.load_model,
        verbs.load_again,
        verbs.settings.load_shorter,
        models.shelf,
        models_verbs.open_page,
        models_verbs.take,
    )
    side_px = max(10 if look.layout is Layout.PHONE else 24, (width_px - look.column_px) // 2 - 18)
    composer = ft.Column(
        [
            UndoBar(state.removed, look, verbs.undo),
            ReadyBar(models.told, look, models_verbs.start_ready, models_verbs.forget_ready),
            Composer(state.draft, state.conversation, state.chosen, look, verbs.typed, verbs.send, verbs.stop),
            StatusLine(
                state.model,
                state.conversation,
                state.speed,
                state.told,
                look,
                verbs.stop_loading,
                models_verbs.open_page,
            ),
        ],
        spacing=2,
        tight=True,
    )
    below = ft.Container(composer, padding=ft.Padding(left=side_px, top=4, right=side_px, bottom=4))
    room = ft.Column([ft.Container(conversation, expand=True), below], spacing=0, expand=True)
    spoken = ft.Container(SpokenAnswer(state.spoken, look), left=0, bottom=0, key="spoken")
    layers: list[ft.Control] = [room, spoken]
    if look.layout is Layout.WIDE and not state.sheet.is_open:  # elsewhere it stands in the rail or the top bar
        button = ft.Container(sheet_button(look, verbs.sheet.open), bgcolor=theme.PAPER, border_radius=24)
        layers.append(ft.Container(button, top=10, right=12, key="open-sheet"))
    return ft.Container(ft.Stack(layers, expand=True), expand=True, bgcolor=theme.PAPER, key="pane")


def sheet_button(look: Look, open_sheet: Callable[[], None]) -> ft.Control:
    """The way to the settings of the open chat."""
    touch = look.layout is not Layout.WIDE
    return icon_button("open-sheet", ft.Icons.TUNE_ROUNDED, look.say(words.CHAT_SETTINGS), open_sheet, touch)


def slim_rail(look: Look, verbs: Verbs, models_verbs: ModelsVerbs) -> ft.Control:
    """The rail as icons."""
    icons = ft.Column(
        [
            icon_button("menu", ft.Icons.MENU_ROUNDED, look.say(words.SHOW_CHATS), verbs.toggle_drawer, touch=True),
            icon_button("new-chat", ft.Icons.ADD_ROUNDED, look.say(words.NEW_CHAT), verbs.new_chat, touch=True),
            icon_button("models", ft.Icons.MEMORY_OUTLINED, look.say(words.MODELS), models_verbs.open_page, touch=True),
            sheet_button(look, verbs.sheet.open),
            icon_button(
                "settings", ft.Icons.SETTINGS_OUTLINED, look.say(words.SETTINGS), verbs.settings.open, touch=True
            ),
        ],
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        spacing=4,
    )
    return ft.Container(icons, width=SLIM_RAIL_PX, bgcolor=theme.RAIL, padding=ft.Padding(top=10))


@ft.component
def TopBar(  # noqa: N802 - components are named like classes
    conversation: Conversation,
    look: Look,
    toggle_drawer: Callable[[], None],
    new_chat: Callable[[], None],
    open_sheet: Callable[[], None],
) -> ft.Control:
    """The phone's top: the drawer, the open chat's title, a new chat."""
    bar = ft.Row(
        [
            icon_button("menu", ft.Icons.MENU_ROUNDED, look.say(words.SHOW_CHATS), toggle_drawer, touch=True),
            ft.Container(header(title_above(conversation.chat, look)), expand=True, alignment=ft.Alignment.CENTER),
            sheet_button(look, open_sheet),
            icon_button("new-chat", ft.Icons.ADD_ROUNDED, look.say(words.NEW_CHAT), new_chat, touch=True),
        ],
        height=56,
    )
    edge = ft.Border(bottom=ft.BorderSide(1, theme.HAIRLINE))
    return ft.SafeArea(
        ft.Container(bar, bgcolor=theme.PAPER, border=edge, padding=ft.Padding(left=4, right=4)),
        avoid_intrusions_bottom=False,
    )


def drawer(chats: ft.Control, look: Look, verbs: Verbs) -> list[ft.Control]:
    """The list of chats over the conversation, sliding in from the left; a tap beside it closes it."""
    if not look.drawer_open:
        return []
    scrim = ft.Container(bgcolor=ft.Colors.with_opacity(0.38, theme.SCRIM), on_click=verbs.toggle_drawer, expand=True)
    panel = ft.Container(
        ft.SafeArea(chats, expand=True),
        width=min(300, look.width - 48),
        bgcolor=theme.RAIL,
        left=0,
        top=0,
        bottom=0,
        shadow=ft.BoxShadow(blur_radius=24, color=ft.Colors.with_opacity(0.18, theme.SCRIM)),
    )
    beside = ft.Container(
        named("hide-chats", scrim, look.say(words.HIDE_CHATS)), left=0, top=0, right=0, bottom=0, key="scrim"
    )
    return [beside, panel]
