"""What went wrong and what to do: calm, and with the details folded away."""

from collections.abc import Awaitable, Callable, Mapping

import flet as ft

from chatbelle import words
from chatbelle.ui import theme
from chatbelle.ui.named import named
from chatbelle.ui.state import Look, Notice, Way

Go = Callable[[], None] | Callable[[], Awaitable[None]]
NO_WAYS: Mapping[Way, Go] = {}
SAYS = {
    Way.ANSWER: words.ANSWER_NOW,
    Way.MODELS: words.GET_MODELS,
    Way.SHORTER_CONTEXT: words.LOAD_SHORTER,
    Way.DROP: words.WHEN_FULL_DROP,
    Way.SUMMARISE: words.WHEN_FULL_SUMMARISE,
}


def notice_card(
    notice: Notice, look: Look, dismiss: Callable[[], None], ways: Mapping[Way, Go] = NO_WAYS
) -> ft.Control:
    """A card with what happened, the remedy, and a button for each way on that is to be had here."""
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
    choices = [named(way, ft.TextButton(look.say(SAYS[way]), on_click=ways[way])) for way in notice.ways if way in ways]
    dismissing = named("dismiss", ft.TextButton(look.say(words.DISMISS), on_click=dismiss))
    lines.append(ft.Row([*choices, dismissing], alignment=ft.MainAxisAlignment.END, wrap=True))
    card = ft.Container(
        ft.Column(lines, spacing=6, tight=True),
        bgcolor=theme.NOTICE,
        border_radius=14,
        padding=ft.Padding(left=18, top=14, right=10, bottom=6),
    )
    return named("notice", card)
