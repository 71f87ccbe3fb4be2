"""The lines of the list of chats under their headings; a long list grows as it is scrolled."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import flet as ft

from chatbelle import words
from chatbelle.chat import ChatSummary
from chatbelle.history import ChatOrder
from chatbelle.ui import theme
from chatbelle.ui.history.line import ChatLine, Standing
from chatbelle.ui.history.state import Shelf
from chatbelle.ui.named import header, named
from chatbelle.ui.state import ChatList, Layout, Look
from chatbelle.ui.verbs import Verbs
from chatbelle.words import Phrase

AT_ONCE = 40  # lines that are built: each costs time, and 1,600 px of them fill a tall window
NEAR_END_PX = 800


@ft.component
def Lines(chats: ChatList, shelf: Shelf, look: Look, verbs: Verbs) -> ft.Control:  # noqa: N802
    """As many lines as have been scrolled to, and some more."""
    count, set_count = ft.use_state(AT_ONCE)

    def scrolled(event: ft.OnScrollEvent) -> None:
        if event.max_scroll_extent - event.pixels < NEAR_END_PX and count < len(chats.chats):
            set_count(count + AT_ONCE)

    controls: list[ft.Control] = []
    for phrase, group in groups(chats.chats[:count], shelf.order, date.today()):
        if phrase:
            controls.append(heading(look.say(phrase)))
        controls += [
            ChatLine(chat, standing_of(chat, chats, shelf, look), verbs, key=f"chat-{chat.id}") for chat in group
        ]
    if not controls:
        controls.append(nothing(look.say(words.ARCHIVE_EMPTY if shelf.archived else words.NO_CHATS)))
    list_view = ft.ListView(
        controls,
        expand=True,
        spacing=2,
        padding=ft.Padding(left=10, right=10, bottom=8),
        on_scroll=scrolled if count < len(chats.chats) else None,
        scroll_interval=100,
    )
    return named("chats", list_view, look.say(words.CHATS), expand=True)


def groups(
    chats: Sequence[ChatSummary], order: ChatOrder, today: date
) -> list[tuple[Phrase | None, list[ChatSummary]]]:
    """The pinned chats, then the others: by day, or under one heading where they are sorted by their titles."""
    pinned = [chat for chat in chats if chat.pinned]
    others = [chat for chat in chats if not chat.pinned]
    above: list[tuple[Phrase | None, list[ChatSummary]]] = [(words.PINNED, pinned)] if pinned else []
    if order is ChatOrder.TITLE:
        return [*above, (words.OTHER_CHATS if pinned else None, others)] if others else above
    return [*above, *by_day(others, today, order)]


def by_day(
    chats: Sequence[ChatSummary], today: date, order: ChatOrder = ChatOrder.CHANGED
) -> list[tuple[Phrase | None, list[ChatSummary]]]:
    """The chats under today, yesterday, the last 7 and 30 days, and earlier; headings without chats are left out."""
    spans = ((0, words.TODAY), (1, words.YESTERDAY), (7, words.LAST_7_DAYS), (30, words.LAST_30_DAYS))
    days: list[tuple[Phrase | None, list[ChatSummary]]] = []
    for chat in chats:
        moment = chat.created_at if order is ChatOrder.CREATED else chat.changed_at
        age = today - datetime.fromtimestamp(moment).date()
        phrase = next((phrase for days_ago, phrase in spans if age <= timedelta(days_ago)), words.EARLIER)
        if not days or days[-1][0] is not phrase:
            days.append((phrase, []))
        days[-1][1].append(chat)
    return days


def standing_of(chat: ChatSummary, chats: ChatList, shelf: Shelf, look: Look) -> Standing:
    """What the line of a chat has to know."""
    return Standing(
        look.language,
        is_open=chat.id == chats.open_id,
        answered=chat.id in chats.answered,
        chosen=None if shelf.chosen is None else chat.id in shelf.chosen,
        large=look.layout is not Layout.WIDE,
        touch=look.layout is Layout.PHONE,
    )


def heading(text: str) -> ft.Control:
    """What stands above a group of lines."""
    label = header(ft.Text(text, theme_style=theme.FINE, color=theme.SECONDARY))
    return ft.Container(label, padding=ft.Padding(left=12, top=14, bottom=4), key=f"heading-{text}")


def nothing(text: str) -> ft.Control:
    """What stands where there are no lines."""
    said = ft.Text(text, theme_style=theme.SMALL, color=theme.SECONDARY)
    return ft.Container(said, padding=12, key="none")
