"""The search in all chats: a field above the list, and what was found in the list's place."""

from datetime import datetime

import flet as ft

from chatbelle import words
from chatbelle.history import Found
from chatbelle.ui import theme
from chatbelle.ui.entry import Entry
from chatbelle.ui.history.lines import heading, nothing
from chatbelle.ui.history.state import Results, Search
from chatbelle.ui.history.verbs import HistoryVerbs
from chatbelle.ui.named import icon_button, named
from chatbelle.ui.state import Layout, Look


@ft.component
def SearchField(search: Search, look: Look, verbs: HistoryVerbs) -> ft.Control:  # noqa: N802
    """Searches while the person types."""
    field = ft.use_memo(ft.Ref[ft.TextField], [])

    async def focus() -> None:
        if field.current and search.take_focus():
            await field.current.focus()  # type: ignore[no-untyped-call]

    async def typed(event: ft.Event[ft.TextField]) -> None:
        await verbs.typed(str(event.control.value))

    ft.use_effect(focus, [search.asked_for_focus])
    touch = look.layout is not Layout.WIDE
    entry = Entry(
        data="search",
        ref=field,
        value=search.text,
        hint_text=look.say(words.SEARCH_CHATS),
        border=ft.NoInputBorder(),
        hint_style=ft.TextStyle(color=theme.SECONDARY, font_family=theme.FONT),
        cursor_color=theme.ACCENT,
        content_padding=ft.Padding(top=9, bottom=9),
        dense=True,
        on_change=typed,
        expand=True,
    )
    row = [ft.Icon(ft.Icons.SEARCH_ROUNDED, size=19, color=theme.SECONDARY), named("search", entry, expand=True)]
    if search.results:
        row.append(icon_button("end-search", ft.Icons.CLOSE_ROUNDED, look.say(words.END_SEARCH), verbs.clear, touch))
    return ft.Container(
        ft.Row(row, spacing=8),
        bgcolor=theme.SELECTED,
        border_radius=12,
        padding=ft.Padding(left=12, right=4),
        height=48 if touch else 40,
        expand=True,
    )


@ft.component
def ResultsView(search: Search, look: Look, verbs: HistoryVerbs) -> ft.Control:  # noqa: N802
    """What was found, newest first; what to do when nothing was."""
    results = search.results or Results("")
    lines: list[ft.Control] = []
    if results.found:
        says = words.FOUND_NEWEST if results.may_be_more else words.FOUND_PLACES
        lines.append(heading(look.say(says.filled(count=len(results.found)))))
        lines += [found_line(number, found, look, verbs) for number, found in enumerate(results.found)]
        if results.may_be_more:
            more = ft.TextButton(look.say(words.FOUND_MORE), on_click=verbs.more)
            lines.append(ft.Container(named("found-more", more), padding=ft.Padding(left=6), key="found-more"))
    else:
        lines.append(heading(look.say(words.NO_CHAT_SAYS_THAT.filled(typed=results.typed.strip()))))
        lines.append(nothing(look.say(words.NO_CHAT_SAYS_THAT_REMEDY)))
    list_view = ft.ListView(lines, expand=True, spacing=2, padding=ft.Padding(left=10, right=10, bottom=8))
    return named("found", list_view, look.say(words.SEARCH_CHATS), expand=True)


def found_line(number: int, found: Found, look: Look, verbs: HistoryVerbs) -> ft.Control:
    """A place: the chat's title and the day above, the words around what was found below."""
    day = datetime.fromtimestamp(found.said_at).strftime("%Y-%m-%d")
    title = ft.Text(
        found.title or look.say(words.UNTITLED),
        theme_style=theme.SMALL,
        weight=ft.FontWeight.W_600,
        max_lines=1,
        overflow=ft.TextOverflow.ELLIPSIS,
        expand=True,
    )
    top = ft.Row([title, ft.Text(day, theme_style=theme.FINE, color=theme.SECONDARY)], spacing=8)
    in_title = found.message_id is None
    excerpt = ft.Text(
        spans=highlighted(found),
        theme_style=theme.SMALL,
        max_lines=2,
        overflow=ft.TextOverflow.ELLIPSIS,
        color=theme.SECONDARY,
    )
    label = ft.Text(look.say(words.FOUND_IN_TITLE), theme_style=theme.FINE, color=theme.SECONDARY)

    async def open_it() -> None:
        await verbs.open_found(found)

    line = ft.Container(
        ft.Column([top, *([label] if in_title else []), excerpt], spacing=2, tight=True),
        on_click=open_it,
        ink=True,
        border_radius=10,
        padding=ft.Padding(left=12, top=8, right=10, bottom=8),
    )
    return ft.Container(named(f"found-{number}", line), key=f"found-{found.chat_id}-{found.message_id}")


def highlighted(found: Found) -> list[ft.TextSpan]:
    """The excerpt, with what was searched for in the ink of the text, heavier and on a tint."""
    marked = ft.TextStyle(color=theme.INK, weight=ft.FontWeight.W_600, bgcolor=theme.BUBBLE)
    spans: list[ft.TextSpan] = []
    at = 0
    for start, end in found.highlights:
        spans += [ft.TextSpan(found.excerpt[at:start]), ft.TextSpan(found.excerpt[start:end], marked)]
        at = end
    return [span for span in (*spans, ft.TextSpan(found.excerpt[at:])) if span.text]
