"""The quiet row below a message: what can be done with it. Seen while the pointer or the keyboard is there."""

from collections.abc import Callable, Sequence

import flet as ft

from chatbelle import words
from chatbelle.chat import Message
from chatbelle.ui import theme
from chatbelle.ui.menu import UNSEEN, MenuLine, MoreButton
from chatbelle.ui.message_verbs import MessageVerbs
from chatbelle.ui.named import Watch, icon_button, named
from chatbelle.ui.standing import Standing
from chatbelle.words import Phrase

FADE_MS = 150


def quiet_row(controls: Sequence[ft.Control], seen: bool, standing: Standing, at_end: bool = False) -> ft.Container:
    """The controls in a row whose place is kept while it is not seen."""
    side = ft.MainAxisAlignment.END if at_end else ft.MainAxisAlignment.START
    return ft.Container(
        ft.Row([*controls], spacing=2, alignment=side),
        height=48 if standing.touch else 36,
        opacity=1 if seen or standing.touch else UNSEEN,
        animate_opacity=None if standing.still else FADE_MS,
    )


def versions_walk(standing: Standing, walk_to: Callable[[int], None], watch: Watch) -> list[ft.Control]:
    """‹ 2/3 ›, where there is more than one version."""
    versions = standing.versions
    if versions.count < 2:
        return []

    def step(identifier: str, icon: ft.IconData, says: Phrase, target: int) -> ft.Control:
        name, text = f"{identifier}-{standing.number}", says.in_language(standing.language)
        return icon_button(name, icon, text, lambda: walk_to(target), standing.touch, watch, enabled=target != 0)

    text = ft.Text(f"{versions.number}/{versions.count}", theme_style=theme.FINE, color=theme.SECONDARY)
    return [
        step("version-before", ft.Icons.CHEVRON_LEFT_ROUNDED, words.VERSION_BEFORE, versions.before),
        named(f"version-{standing.number}", text),
        step("version-after", ft.Icons.CHEVRON_RIGHT_ROUNDED, words.VERSION_AFTER, versions.after),
    ]


def lines_for_all(number: int, message: Message, verbs: MessageVerbs) -> list[MenuLine]:
    """What the menu of every message has."""

    async def remove() -> None:
        await verbs.remove(message.id)

    return [
        MenuLine(f"fork-{number}", ft.Icons.CALL_SPLIT_ROUNDED, words.FORK, lambda: verbs.fork(message.id)),
        MenuLine(f"remove-message-{number}", ft.Icons.DELETE_OUTLINE_ROUNDED, words.REMOVE_FROM_HERE, remove),
    ]


def more_button(standing: Standing, lines: Sequence[MenuLine], watch: Watch) -> ft.Control:
    """The menu of a message."""
    return MoreButton(f"more-{standing.number}", words.MORE, lines, standing.language, standing.touch, watch)
