"""What a model thinks before it speaks: folded away, with how long it has been at it."""

import flet as ft

from chatbelle import words
from chatbelle.ui import theme
from chatbelle.ui.drawn import drawn_when_changed
from chatbelle.ui.named import named
from chatbelle.ui.reply import Thought
from chatbelle.words import Language, Phrase


@ft.component
def _thought_view(number: int, text: str, live: Thought | None, language: Language, touch: bool) -> ft.Control:
    """One line that unfolds; a live thought grows within it."""
    unfolded, set_unfolded = ft.use_state(False)
    text = live.text if live else text
    icon = ft.Icons.KEYBOARD_ARROW_DOWN_ROUNDED if unfolded else ft.Icons.KEYBOARD_ARROW_RIGHT_ROUNDED
    heading = ft.Row(
        [
            ft.Icon(icon, size=18, color=theme.SECONDARY),
            ft.Text(heading_of(live).in_language(language), theme_style=theme.SMALL, color=theme.SECONDARY),
        ],
        spacing=4,
        tight=True,
    )
    line = ft.Container(
        heading,
        on_click=lambda: set_unfolded(not unfolded),
        ink=True,
        border_radius=8,
        height=48 if touch else 32,
        padding=ft.Padding(left=2, right=8),
    )
    parts: list[ft.Control] = [ft.Row([named(f"thought-{number}", line)])]
    if unfolded:
        parts.append(named(f"thought-text-{number}", paragraphs(text)))
    return ft.Column(parts, spacing=4, tight=True)


ThoughtView = drawn_when_changed(_thought_view)


def heading_of(live: Thought | None) -> Phrase:
    """What the folded line says."""
    if live is None:
        return words.THOUGHTS
    return (words.THOUGHT_FOR if live.ended else words.THINKING).filled(seconds=live.seconds)


def paragraphs(text: str) -> ft.Control:
    """Plain text beside a hairline; one control a paragraph, so that a growing thought is not sent whole each time."""
    lines = [ft.Text(paragraph, theme_style=theme.PLAIN, color=theme.SECONDARY) for paragraph in text.split("\n\n")]
    return ft.Container(
        ft.Column([*lines], spacing=8, tight=True),
        border=ft.Border(left=ft.BorderSide(2, theme.HAIRLINE)),
        margin=ft.Margin(left=10),
        padding=ft.Padding(left=14, top=2, bottom=2),
    )
