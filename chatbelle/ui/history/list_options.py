"""How the list of chats is shown: sorting, the archive, and choosing several chats at once."""

from collections.abc import Awaitable, Callable, Sequence

import flet as ft

from chatbelle import words
from chatbelle.chat import ChatSummary
from chatbelle.history import ChatOrder
from chatbelle.ui import theme
from chatbelle.ui.history.state import Shelf
from chatbelle.ui.history.verbs import HistoryVerbs
from chatbelle.ui.menu import MenuLine, MoreButton
from chatbelle.ui.named import icon_button, named
from chatbelle.ui.state import ChatList, Layout, Look
from chatbelle.words import Phrase

ORDERS = {
    ChatOrder.CHANGED: words.SORT_CHANGED,
    ChatOrder.CREATED: words.SORT_CREATED,
    ChatOrder.TITLE: words.SORT_TITLE,
}


def list_options(shelf: Shelf, look: Look, verbs: HistoryVerbs) -> ft.Control:
    """The menu of the list."""

    def sorting(order: ChatOrder, says: Phrase) -> MenuLine:
        icon = (
            ft.Icons.RADIO_BUTTON_CHECKED_ROUNDED if shelf.order is order else ft.Icons.RADIO_BUTTON_UNCHECKED_ROUNDED
        )
        return MenuLine(f"sort-{order}", icon, says, lambda: verbs.sort(order))

    lines = [
        *(sorting(order, says) for order, says in ORDERS.items()),
        MenuLine("choose-several", ft.Icons.CHECKLIST_ROUNDED, words.CHOOSE_SEVERAL, verbs.begin_choosing),
        MenuLine("show-archive", ft.Icons.ARCHIVE_OUTLINED, words.ARCHIVED_CHATS, lambda: verbs.show_archive(True)),
    ]
    touch = look.layout is Layout.PHONE
    return MoreButton("list-options", words.LIST_OPTIONS, lines, look.language, touch)


def archive_heading(look: Look, verbs: HistoryVerbs) -> ft.Control:
    """Above the archive: what it is, and the way back."""
    touch = look.layout is not Layout.WIDE
    back = icon_button(
        "leave-archive",
        ft.Icons.ARROW_BACK_ROUNDED,
        look.say(words.BACK_TO_LIST),
        lambda: verbs.show_archive(False),
        touch,
    )
    text = ft.Text(look.say(words.ARCHIVED_CHATS), theme_style=theme.PLAIN, weight=ft.FontWeight.W_600)
    return ft.Container(ft.Row([back, text], spacing=4), padding=ft.Padding(left=8, top=4))


def chosen_bar(chats: ChatList, shelf: Shelf, look: Look, verbs: HistoryVerbs) -> ft.Control:
    """Below the list while chats are chosen: how many there are, and what can be done with them."""
    chosen = [chat for chat in chats.chats if chat.id in (shelf.chosen or ())]
    touch = look.layout is not Layout.WIDE
    put_away = words.UNARCHIVE if shelf.archived else words.ARCHIVE
    put_icon = ft.Icons.UNARCHIVE_OUTLINED if shelf.archived else ft.Icons.ARCHIVE_OUTLINED
    pinned = bool(chosen) and all(chat.pinned for chat in chosen)

    def button(
        identifier: str,
        icon: ft.IconData,
        says: Phrase,
        does: Callable[[Sequence[ChatSummary]], Awaitable[None]],
    ) -> ft.Control:
        async def act() -> None:
            await does(chosen)

        return icon_button(identifier, icon, look.say(says), act, touch, enabled=bool(chosen))

    count = ft.Text(look.say(words.CHOSEN_COUNT.filled(count=len(chosen))), theme_style=theme.SMALL, expand=True)
    everything = ft.TextButton(look.say(words.CHOOSE_ALL), on_click=verbs.choose_all)
    done = icon_button(
        "end-choosing", ft.Icons.CLOSE_ROUNDED, look.say(words.END_CHOOSING), verbs.leave_choosing, touch
    )
    actions = [
        button("pin-chosen", ft.Icons.PUSH_PIN_OUTLINED, words.UNPIN if pinned else words.PIN, verbs.pin),
        button("archive-chosen", put_icon, put_away, verbs.archive),
        button("remove-chosen", ft.Icons.DELETE_OUTLINE_ROUNDED, words.REMOVE, verbs.remove),
    ]
    bar = ft.Column(
        [
            ft.Row([named("chosen-count", count, expand=True), named("choose-all", everything), done], spacing=2),
            ft.Row(actions, spacing=6, alignment=ft.MainAxisAlignment.SPACE_AROUND),
        ],
        spacing=0,
        tight=True,
    )
    edge = ft.Border(top=ft.BorderSide(1, theme.HAIRLINE))
    return ft.Container(bar, border=edge, padding=ft.Padding(left=16, top=4, right=8, bottom=4), key="chosen")
