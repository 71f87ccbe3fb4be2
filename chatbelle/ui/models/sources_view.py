"""A sheet with the folders that hold models, where downloads come from, and the log of every connection."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import flet as ft

from chatbelle import words
from chatbelle.library.connections import Connection, Purpose
from chatbelle.ui import theme
from chatbelle.ui.models import figures
from chatbelle.ui.models.kept_card import lined
from chatbelle.ui.models.parts import action, field, plain, quiet, text_action
from chatbelle.ui.models.state import Sources
from chatbelle.ui.named import header, icon_button, named
from chatbelle.ui.notice import notice_card
from chatbelle.ui.state import Layout, Look
from chatbelle.words import Phrase

SHEET_PX = 480
MOST_CONNECTIONS = 100  # more would make the sheet slow, and nobody reads them
WHY = {
    Purpose.SEARCH: words.PURPOSE_SEARCH,
    Purpose.LOOK_UP: words.PURPOSE_LOOK_UP,
    Purpose.DOWNLOAD: words.PURPOSE_DOWNLOAD,
    Purpose.PROBE: words.PURPOSE_PROBE,
}


@dataclass(frozen=True, slots=True)
class SourcesVerbs:
    """What the person can do in the sheet."""

    close: Callable[[], None]
    add_folder: Callable[[str], Awaitable[None]]
    drop_folder: Callable[[Path], Awaitable[None]]
    use_endpoint: Callable[[str], None]
    find_fastest: Callable[[], Awaitable[None]]
    dismiss: Callable[[], None]


@ft.component
def SourcesView(sources: Sources, look: Look, verbs: SourcesVerbs) -> ft.Control:  # noqa: N802
    """Shows the sheet as a dialog while it is open; takes no room itself."""
    dialog = None
    if sources.is_open:
        parts: list[ft.Control] = [*folders(sources, look, verbs), *endpoints(sources, look, verbs)]
        if sources.notice:
            parts.insert(0, notice_card(sources.notice, look, verbs.dismiss))
        parts += log(sources, look)
        content = ft.Column(parts, spacing=8, scroll=ft.ScrollMode.AUTO)
        dialog = ft.AlertDialog(
            title=header(ft.Text(look.say(words.SOURCES), theme_style=theme.DIALOG_TITLE, weight=ft.FontWeight.W_600)),
            content=ft.Container(content, width=SHEET_PX, height=520),
            actions=[text_action("close-sources", look.say(words.CLOSE), verbs.close, look)],
            on_dismiss=verbs.close,
            inset_padding=16 if look.layout is Layout.PHONE else None,
        )
    ft.use_dialog(dialog)
    return ft.Container(width=0, height=0)


def part(text: str) -> ft.Control:
    """The name of a part of the sheet."""
    name = ft.Text(text, theme_style=theme.PLAIN, weight=ft.FontWeight.W_600)
    return ft.Container(header(name), padding=ft.Padding(top=8))


def folders(sources: Sources, look: Look, verbs: SourcesVerbs) -> list[ft.Control]:
    """The folders; the first is where downloads go."""

    def row(number: int, folder: Path) -> ft.Control:
        said: list[ft.Control] = [ft.Text(str(folder), theme_style=theme.SMALL)]
        if number == 0:
            said.append(quiet(look.say(words.DOWNLOADS_GO_HERE)))
        line: list[ft.Control] = [ft.Column(said, spacing=0, tight=True, expand=True)]
        if number:
            says = look.say(words.DROP_FOLDER.filled(folder=folder))

            async def drop() -> None:
                await verbs.drop_folder(folder)

            line.append(icon_button(f"drop-folder-{number}", ft.Icons.CLOSE_ROUNDED, says, drop))
        return ft.Row(line)

    rows = lined([row(number, folder) for number, folder in enumerate(sources.folders)])
    return [
        part(look.say(words.FOLDERS)),
        *rows,
        NewLine("new-folder", look, words.ADD_FOLDER, words.ADD, verbs.add_folder),
    ]


@ft.component
def NewLine(  # noqa: N802 - components are named like classes
    identifier: str, look: Look, says: Phrase, button: Phrase, take: Callable[[str], Awaitable[None]]
) -> ft.Control:
    """A line to type into, and the button that takes it."""
    text, set_text = ft.use_state("")

    async def submit() -> None:
        await take(text)
        set_text("")

    entry = field(identifier, text, look.say(says), set_text, submit)
    return ft.Row([entry, action(f"{identifier}-add", look.say(button), submit, look)], spacing=8)


def endpoints(sources: Sources, look: Look, verbs: SourcesVerbs) -> list[ft.Control]:
    """The hub and its mirrors; a probe says how soon each answers."""

    def chosen(event: ft.Event[ft.RadioGroup]) -> None:
        verbs.use_endpoint(str(event.control.value))

    async def own(address: str) -> None:
        verbs.use_endpoint(address)

    rows: list[ft.Control] = [
        ft.Radio(value=address, label=endpoint_label(address, seconds, look), label_style=theme.TYPED)
        for address, seconds in sources.endpoints
    ]
    group = ft.RadioGroup(ft.Column(rows, spacing=0, tight=True), value=sources.endpoint, on_change=chosen)
    says = words.PROBING if sources.probing else words.FIND_FASTEST
    return [
        part(look.say(words.ENDPOINT)),
        quiet(look.say(words.ENDPOINT_EXPLAINED)),
        named("endpoints", group),
        NewLine("own-endpoint", look, words.OWN_ENDPOINT, words.USE, own),
        ft.Row([action("find-fastest", look.say(says), verbs.find_fastest, look)]),
    ]


def endpoint_label(address: str, seconds: float | None, look: Look) -> str:
    """The address without its scheme, and how soon it answered."""
    bare = address.removeprefix("https://")
    if seconds is None:
        return bare
    return look.say(
        words.TWO_NOTES.filled(one=bare, other=words.ANSWER_TIME.filled(milliseconds=round(seconds * 1000)))
    )


def log(sources: Sources, look: Look) -> list[ft.Control]:
    """The last connections, the newest first."""
    rows: list[ft.Control] = [connection_row(each, look) for each in reversed(sources.connections[-MOST_CONNECTIONS:])]
    shown = lined(rows) or [plain(look.say(words.NO_CONNECTIONS))]
    title = [part(look.say(words.CONNECTIONS)), quiet(look.say(words.CONNECTIONS_EXPLAINED))]
    return [*title, named("connections", ft.Column(shown, spacing=0, tight=True))]


def connection_row(connection: Connection, look: Look) -> ft.Control:
    """Host and bytes, and below them when and why."""
    time = connection.began_at.astimezone().strftime("%H:%M:%S")
    first = ft.Row(
        [
            ft.Text(connection.host, theme_style=theme.SMALL, expand=True),
            quiet(figures.size(connection.received_bytes or 0)),
        ],
        spacing=8,
    )
    return ft.Column(
        [first, quiet(f"{time} · {look.say(WHY[connection.purpose])} · {connection.subject}")], spacing=0, tight=True
    )
