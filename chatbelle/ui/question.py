"""What is asked before something that cannot be undone, or that leaves the app."""

from collections.abc import Callable

import flet as ft

from chatbelle import words
from chatbelle.ui import theme
from chatbelle.ui.named import header, named
from chatbelle.ui.state import Asked, Look


@ft.component
def QuestionView(  # noqa: N802 - components are named like classes
    asked: Asked,
    look: Look,
    answer_no: Callable[[], None],
) -> ft.Control:
    """Shows the open question as a dialog; takes no room itself."""
    question = asked.question
    dialog = None
    if question:
        address = ft.Text(question.link, theme_style=theme.PLAIN, font_family=theme.MONO, color=ft.Colors.SECONDARY)
        texts: list[ft.Control] = [
            ft.Text(look.say(words.OPEN_LINK_EXPLAINED), theme_style=theme.NAME),
            ft.Container(named("address", address), bgcolor=theme.PANEL, border_radius=10, padding=12),
        ]
        # The client opens the address itself: a browser blocks windows that no click has asked for.
        dialog = ask(look, words.OPEN_LINK_QUESTION, texts, words.OPEN_LINK, answer_no, answer_no, question.link)
    ft.use_dialog(dialog)
    return ft.Container(width=0, height=0)


def ask(
    look: Look,
    title: words.Phrase,
    texts: list[ft.Control],
    yes: words.Phrase,
    on_yes: Callable[[], None],
    on_no: Callable[[], None],
    url: str | None = None,
) -> ft.AlertDialog:
    """A dialog with two answers; a tap beside it means no. Yes opens `url`, if there is one."""
    return ft.AlertDialog(
        title=header(ft.Text(look.say(title), theme_style=theme.DIALOG_TITLE, weight=ft.FontWeight.W_600)),
        content=ft.Container(ft.Column(texts, tight=True, spacing=12), width=420),
        actions=[
            named("no", ft.TextButton(look.say(words.CANCEL), on_click=on_no)),
            named(
                "yes",
                ft.FilledButton(
                    look.say(yes), on_click=on_yes, url=ft.Url(url, target=ft.UrlTarget.BLANK) if url else None
                ),
            ),
        ],
        on_dismiss=on_no,
    )
