"""How a message is sent, and whether chats are given titles."""

from collections.abc import Callable

import flet as ft

from chatbelle import words
from chatbelle.ui.settings.parts import choice, row, section, switch
from chatbelle.ui.state import Chosen, Look

ENTER, CTRL_ENTER = "enter", "ctrl-enter"
SENDING = ((ENTER, words.ENTER_SENDS), (CTRL_ENTER, words.CTRL_ENTER_SENDS))


@ft.component
def WritingSection(chosen: Chosen, look: Look, change: Callable[..., None]) -> ft.Control:  # noqa: N802
    """The keys, and the titles."""
    settings = chosen.settings

    def send_with(option: str) -> None:
        change(send_with_ctrl_enter=option == CTRL_ENTER)

    def suggest(is_on: bool) -> None:
        change(suggest_titles=is_on)

    keys = choice("send-with", SENDING, CTRL_ENTER if settings.send_with_ctrl_enter else ENTER, look, send_with)
    return section(
        words.WRITING,
        look,
        row(words.SENDING, look, keys, words.SENDING_TEXT),
        switch(
            "suggest-titles", words.SUGGEST_TITLES, settings.suggest_titles, look, suggest, words.SUGGEST_TITLES_TEXT
        ),
    )
