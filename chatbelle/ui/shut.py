"""What stands in place of the app while the chats cannot be opened: what happened, what to do, buttons that do it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import flet as ft

from chatbelle import words
from chatbelle.errors import ChatBelleError, ChatsUnreadable, StoreError
from chatbelle.settings import Settings
from chatbelle.ui import theme
from chatbelle.ui.dressing import dress
from chatbelle.ui.models.parts import action, text_action
from chatbelle.ui.named import named
from chatbelle.ui.serving import OpenTab
from chatbelle.ui.start import bell, centred
from chatbelle.ui.state import Look

TEXT_PX = 560


@dataclass(frozen=True, slots=True)
class WaysIn:
    """What can be done at the door. `enter` opens the chats and returns how a tab is opened. Each raises StoreError."""

    enter: Callable[[], OpenTab]
    put_aside: Callable[[], None]  # gives the file another name
    aside: Path  # which


class Door:
    """Shows each tab why the chats are shut; once they are open, the app."""

    def __init__(self, error: StoreError, settings: Settings, ways: WaysIn) -> None:
        self._error, self._settings, self._ways = error, settings, ways
        self._open_tab: OpenTab | None = None

    def open_tab(self, page: ft.Page) -> None:
        """Show the page, or the app."""
        if self._open_tab:
            self._open_tab(page)
            return
        look = Look(width=int(page.width or 1280))
        look.follow(self._settings)
        dress(page, self._settings, look)

        def try_again() -> ChatBelleError | None:
            return self._enter(page)

        def begin_anew() -> ChatBelleError | None:
            return self._enter(page, self._ways.put_aside)

        page.render(Shut, self._error, self._ways.aside, look, try_again, begin_anew)

    def _enter(self, page: ft.Page, first: Callable[[], None] = lambda: None) -> ChatBelleError | None:
        """Open the app in this tab; returns why that cannot be."""
        try:
            if self._open_tab is None:  # else another tab has opened it
                first()
                self._open_tab = self._ways.enter()
        except StoreError as error:
            return error
        self._open_tab(page)
        return None


@ft.component
def Shut(  # noqa: N802 - components are named like classes
    first_error: ChatBelleError,
    aside: Path,
    look: Look,
    try_again: Callable[[], ChatBelleError | None],
    begin_anew: Callable[[], ChatBelleError | None],
) -> ft.Control:
    """The page. Both ways return why the chats are still shut, if they are."""
    error, set_error = ft.use_state(first_error)

    def after(way: Callable[[], ChatBelleError | None]) -> Callable[[], None]:
        def go() -> None:
            if still := way():
                set_error(still)

        return go

    buttons = [action("try-again", look.say(words.TRY_AGAIN), after(try_again), look, primary=True)]
    below: list[ft.Control] = []
    if isinstance(error, ChatsUnreadable):
        buttons.append(text_action("begin-anew", look.say(words.KEEP_AND_BEGIN_ANEW), after(begin_anew), look))
        below.append(small_print(look.say(words.BEGIN_ANEW_EXPLAINED.filled(path=aside)), look))
    if error.details:
        below.append(small_print(look.say(words.DETAILS_ARE.filled(details=error.details)), look))
    middle = ft.TextAlign.CENTER
    what = ft.Text(look.say(error.what), theme_style=theme.PAGE_TITLE, text_align=middle)
    remedy = ft.Text(look.say(error.remedy), theme_style=theme.PLAIN, color=theme.SECONDARY, text_align=middle)
    row = ft.Row([*buttons], alignment=ft.MainAxisAlignment.CENTER, spacing=10, wrap=True)
    return ft.Container(
        centred(bell(), named("shut", what), narrow(remedy, look), row, *below), expand=True, bgcolor=theme.PAPER
    )


def small_print(text: str, look: Look) -> ft.Control:
    """What only some want to know."""
    said = ft.Text(text, theme_style=theme.FINE, color=theme.SECONDARY, text_align=ft.TextAlign.CENTER)
    return narrow(said, look)


def narrow(text: ft.Control, look: Look) -> ft.Control:
    """Text in lines that can be read."""
    return ft.Container(text, width=min(TEXT_PX, look.width - 48), alignment=ft.Alignment.CENTER)
