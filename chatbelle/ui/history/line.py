"""One chat in the list: its title opens it, a menu does the rest. Drawn again only when something about it changed."""

from dataclasses import dataclass

import flet as ft

from chatbelle import words
from chatbelle.chat import ChatSummary
from chatbelle.ui import theme
from chatbelle.ui.drawn import drawn_when_changed
from chatbelle.ui.menu import UNSEEN, MenuLine, MoreButton, sheet
from chatbelle.ui.named import named
from chatbelle.ui.verbs import Verbs
from chatbelle.words import Language

TOUCH_PX, LINE_PX = 48, 40


@dataclass(frozen=True, slots=True)
class Standing:
    """What a line has to know besides its chat."""

    language: Language
    is_open: bool = False
    answered: bool = False  # an answer has come that was not seen yet
    chosen: bool | None = None  # None: nothing is being chosen
    large: bool = False  # as high as a finger is wide
    touch: bool = False  # a thumb is used, and nothing hovers


@ft.component
def _chat_line(chat: ChatSummary, standing: Standing, verbs: Verbs) -> ft.Control:
    """The open chat is marked by shade, bar and weight. The menu is there while the pointer is, and always on touch."""
    hovered, set_hovered = ft.use_state(False)
    met, set_met = ft.use_state(False)  # a menu that is open outlives the pointer's leaving
    held, set_held = ft.use_state(False)
    ft.use_dialog(sheet(menu_lines(chat, verbs), standing.language, lambda: set_held(False)) if held else None)
    choosing = standing.chosen is not None
    title = chat.title or words.UNTITLED.in_language(standing.language)
    opens = ft.Container(
        ft.Row([sign(standing), title_text(title, standing.is_open), *marks(chat, standing)], spacing=8),
        on_click=lambda: (verbs.history.choose if choosing else verbs.open_chat)(chat.id),
        on_long_press=None if choosing else lambda: set_held(True),
        ink=True,
        border_radius=10,
        padding=ft.Padding(left=4, right=4),
        height=TOUCH_PX if standing.large else LINE_PX,
        expand=True,
    )
    line = named(f"chat-{chat.id}", opens, expand=True)
    line.checked = standing.chosen
    line.key = "choice" if choosing else "way"  # one that turned into the other would be lost to screen readers
    row: list[ft.Control] = [line]
    always = standing.touch or standing.is_open
    if not choosing and (always or met):
        says = words.MORE_ABOUT_CHAT.filled(title=title)
        more = MoreButton(f"chat-more-{chat.id}", says, menu_lines(chat, verbs), standing.language, standing.touch)
        row.append(ft.Container(more, opacity=1 if always or hovered else UNSEEN))

    def hover(event: ft.Event[ft.Container]) -> None:
        set_hovered(bool(event.data))
        set_met(True)

    return ft.Container(
        ft.Row(row, spacing=0),
        bgcolor=theme.SELECTED if standing.is_open or standing.chosen else None,
        border_radius=10,
        on_hover=None if standing.touch else hover,
    )


ChatLine = drawn_when_changed(_chat_line)


def sign(standing: Standing) -> ft.Control:
    """In front of the title: a bar for the open chat, or whether the chat is chosen."""
    if standing.chosen is None:
        return ft.Container(width=3, height=16, border_radius=2, bgcolor=theme.ACCENT if standing.is_open else None)
    icon = ft.Icons.CHECK_CIRCLE_ROUNDED if standing.chosen else ft.Icons.RADIO_BUTTON_UNCHECKED_ROUNDED
    return ft.Icon(icon, size=20, color=theme.ACCENT if standing.chosen else theme.SECONDARY)


def title_text(title: str, is_open: bool) -> ft.Control:
    """The title, on one line."""
    return ft.Text(
        title,
        theme_style=theme.PLAIN,
        max_lines=1,
        overflow=ft.TextOverflow.ELLIPSIS,
        weight=ft.FontWeight.W_600 if is_open else None,
        expand=True,
    )


def marks(chat: ChatSummary, standing: Standing) -> list[ft.Control]:
    """A dot says that an answer has come while another chat was read."""
    if not standing.answered:
        return []
    dot = ft.Container(width=8, height=8, border_radius=4, bgcolor=theme.ACCENT)
    says = words.NEW_ANSWER.in_language(standing.language)
    return [ft.Container(named(f"answered-{chat.id}", dot, says), padding=ft.Padding(right=8))]


def menu_lines(chat: ChatSummary, verbs: Verbs) -> list[MenuLine]:
    """What can be done with a chat besides opening it."""
    history, number = verbs.history, chat.id

    async def pin() -> None:
        await history.pin([chat])

    async def archive() -> None:
        await history.archive([chat])

    async def remove() -> None:
        await history.remove([chat])

    pin_icon = ft.Icons.PUSH_PIN_ROUNDED if chat.pinned else ft.Icons.PUSH_PIN_OUTLINED
    put_icon = ft.Icons.UNARCHIVE_OUTLINED if chat.archived else ft.Icons.ARCHIVE_OUTLINED
    return [
        MenuLine(f"rename-{number}", ft.Icons.EDIT_OUTLINED, words.RENAME, lambda: history.ask_title(chat)),
        MenuLine(f"pin-{number}", pin_icon, words.UNPIN if chat.pinned else words.PIN, pin),
        MenuLine(f"archive-{number}", put_icon, words.UNARCHIVE if chat.archived else words.ARCHIVE, archive),
        MenuLine(f"choose-{number}", ft.Icons.CHECKLIST_ROUNDED, words.CHOOSE_SEVERAL, lambda: history.choose(number)),
        MenuLine(f"remove-{number}", ft.Icons.DELETE_OUTLINE_ROUNDED, words.REMOVE, remove),
    ]
