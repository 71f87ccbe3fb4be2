"""A part of a long chat around one message, which is brought into sight: one that was found, or that one reads on from.

The list of a whole chat builds its messages as they come into sight, so it cannot go to one that has not been. This one
is short enough to be built at once. From its ends one reads on: the next part is around the message there.
"""

import asyncio
from collections.abc import Callable, Sequence

import flet as ft

from chatbelle import words
from chatbelle.chat import Message, Role
from chatbelle.ui import theme
from chatbelle.ui.named import named
from chatbelle.ui.state import Jump, Look
from chatbelle.words import Phrase

BEFORE, AFTER = 12, 24  # how many controls around the message are built
FADE_MS = 600
INSET_PX = 14  # around the message, for its colour
GAP_PX = 8  # the quiet row below each message keeps more room free
SETTLING_SECONDS = (0.05, 0.35)  # the client has to build the messages before it can go to one


@ft.component
def Around(  # noqa: N802 - components are named like classes
    shown: Sequence[ft.Control],
    jump: Jump,
    path: Sequence[Message],
    look: Look,
    side_px: int,
    look_around: Callable[[int], None],
) -> ft.Control:
    """The messages around the one that was jumped to, which stands out for a moment."""
    list_ref = ft.use_memo(ft.Ref[ft.ListView], [])

    async def bring_into_sight() -> None:
        for seconds in SETTLING_SECONDS:
            await asyncio.sleep(seconds)
            if list_ref.current:
                await list_ref.current.scroll_to(scroll_key=f"jump-{jump.number}")

    ft.use_effect(bring_into_sight, [jump.number])
    ids = {key_of(message): message.id for message in path}
    at = next((place for place, control in enumerate(shown) if ids.get(str(control.key)) == jump.message_id), 0)
    start, end = max(0, at - BEFORE), min(len(shown), at + AFTER + 1)
    around = [ids[str(control.key)] for control in shown[start:end] if str(control.key) in ids]
    controls = [
        target(control, jump) if place == at else beside(control)
        for place, control in enumerate(shown[start:end], start=start)
    ]
    if start > 0:
        controls.insert(0, row(way("earlier", words.EARLIER_MESSAGES, look, lambda: look_around(around[0]))))
    if end < len(shown):
        later = way("later", words.LATER_MESSAGES, look, lambda: look_around(around[-1]))
        controls.append(row(later, way("to-the-end", words.TO_THE_END, look, lambda: look_around(0))))
    padding = ft.Padding(left=side_px - INSET_PX, top=24, right=side_px - INSET_PX, bottom=12)
    list_view = ft.ListView(
        controls, ref=list_ref, expand=True, spacing=GAP_PX, padding=padding, build_controls_on_demand=False
    )
    return ft.SelectionArea(list_view, expand=True)


def key_of(message: Message) -> str:
    """Under which key the conversation shows a message: an answer keeps its own while it arrives."""
    return f"said-{message.id}" if message.role is Role.USER else f"answer-{message.parent}"


def target(control: ft.Control, jump: Jump) -> ft.Control:
    """The message that is brought into sight."""
    return ft.Container(
        control,
        padding=ft.Padding(left=INSET_PX, top=10, right=INSET_PX, bottom=4),
        key=ft.ScrollKey(f"jump-{jump.number}"),  # type: ignore[call-arg]  # Flet builds its keys at runtime
        bgcolor=theme.PANEL if jump.marked else ft.Colors.TRANSPARENT,
        border_radius=18,
        animate=FADE_MS,
    )


def beside(control: ft.Control) -> ft.Control:
    """Another message, as wide as that one."""
    return ft.Container(control, padding=ft.Padding(left=INSET_PX, right=INSET_PX), key=control.key)


def way(identifier: str, says: Phrase, look: Look, on_click: Callable[[], None]) -> ft.Control:
    """A way on."""
    return named(identifier, ft.TextButton(look.say(says), on_click=on_click))


def row(*ways: ft.Control) -> ft.Control:
    """Ways on, in the middle."""
    return ft.Row([*ways], alignment=ft.MainAxisAlignment.CENTER, spacing=8)
