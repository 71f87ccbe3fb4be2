"""What went wrong and what to do: calm, and with the details folded away."""

from collections.abc import Awaitable, Callable

import flet as ft

from chatbelle import words
from chatbelle.context import WhenFull
from chatbelle.ui import theme
from chatbelle.ui.named import named
from chatbelle.ui.state import Look, Notice


def notice_card(
    notice: Notice,
    look: Look,
    dismiss: Callable[[], None],
    choose_when_full: Callable[[WhenFull], Awaitable[None]] | None = None,
) -> ft.Control:
    """A card with what happened, the remedy, and a button; where there is a choice, one for each."""
    lines: list[ft.Control] = [
        ft.Text(look.say(notice.what), theme_style=theme.NAME, weight=ft.FontWeight.W_600),
        ft.Text(look.say(notice.remedy), theme_style=theme.PLAIN),
    ]
    if notice.details:
        text = ft.Text(
            notice.details, theme_style=theme.FINE, font_family=theme.MONO, font_family_fallback=[theme.FONT]
        )
        lines.append(
            ft.ExpansionTile(
                title=ft.Text(look.say(words.DETAILS), theme_style=theme.SMALL, color=theme.SECONDARY),
                controls=[ft.Row([text], scroll=ft.ScrollMode.AUTO)],
                tile_padding=0,
                dense=True,
            )
        )
    choices = when_full_choices(look, choose_when_full) if choose_when_full and notice.context_full else []
    dismissing = named("dismiss", ft.TextButton(look.say(words.DISMISS), on_click=dismiss))
    lines.append(ft.Row([*choices, dismissing], alignment=ft.MainAxisAlignment.END, wrap=True))
    card = ft.Container(
        ft.Column(lines, spacing=6, tight=True),
        bgcolor=theme.NOTICE,
        border_radius=14,
        padding=ft.Padding(left=18, top=14, right=10, bottom=6),
    )
    return named("notice", card)


def when_full_choices(look: Look, choose: Callable[[WhenFull], Awaitable[None]]) -> list[ft.Control]:
    """The ways on when a conversation no longer fits."""

    async def drop() -> None:
        await choose(WhenFull.DROP)

    async def sum_up() -> None:
        await choose(WhenFull.SUMMARISE)

    return [
        named("choose-drop", ft.TextButton(look.say(words.WHEN_FULL_DROP), on_click=drop)),
        named("choose-summarise", ft.TextButton(look.say(words.WHEN_FULL_SUMMARISE), on_click=sum_up)),
    ]
