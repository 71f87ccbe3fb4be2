"""The very tokens that the model would read: shaded in turn, so that one sees where each ends."""

from collections.abc import Awaitable, Callable, Sequence

import flet as ft

from chatbelle import words
from chatbelle.engine.protocol import PromptToken
from chatbelle.ui import theme
from chatbelle.ui.named import named
from chatbelle.words import Language

MOST_SHOWN = 600  # tokens, the newest; more would only be slow


def prompt_preview(
    tokens: Sequence[PromptToken], language: Language, show: Callable[[], Awaitable[None]]
) -> ft.Control:
    """A button, and the tokens once it was pressed."""
    if not tokens:
        return ft.Row([named("show-prompt", ft.TextButton(words.SHOW_PROMPT.in_language(language), on_click=show))])
    heading = words.PROMPT_TOKENS.filled(count=f"{len(tokens):,}").in_language(language)
    spans = [span(token, number % 2 == 1) for number, token in enumerate(tokens[-MOST_SHOWN:])]
    text = ft.Text(
        spans=spans, theme_style=theme.FINE, font_family=theme.MONO, font_family_fallback=[theme.FONT], selectable=True
    )
    card = ft.Container(
        text, bgcolor=theme.PAPER, border_radius=12, padding=12, border=ft.Border.all(1, theme.HAIRLINE)
    )
    parts: list[ft.Control] = [
        ft.Text(heading, theme_style=theme.FINE, color=theme.SECONDARY),
        named("prompt", card, "".join(token.text for token in tokens[-MOST_SHOWN:])),
    ]
    return ft.Column(parts, spacing=6, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def span(token: PromptToken, shaded: bool) -> ft.TextSpan:
    """One token; line ends are shown as such."""
    style = ft.TextStyle(
        color=theme.ACCENT_INK if token.special else theme.INK,
        weight=ft.FontWeight.W_600 if token.special else None,
        bgcolor=theme.SELECTED if shaded else None,
        height=1.7,
    )
    return ft.TextSpan(token.text.replace("\n", "⏎\n"), style=style)
