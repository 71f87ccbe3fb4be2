"""The screen before locked chats: the bell, one field, one button, and honest words when the passphrase is lost."""

import flet as ft

from chatbelle import words
from chatbelle.ui import theme
from chatbelle.ui.lock.parts import secret_field, working, wrong
from chatbelle.ui.lock.state import Unlocking
from chatbelle.ui.lock.verbs import UnlockVerbs
from chatbelle.ui.models.parts import plain, quiet, stacked
from chatbelle.ui.named import named
from chatbelle.ui.start import bell
from chatbelle.ui.state import Look
from chatbelle.words import Phrase

COLUMN_PX = 360
LINES_PX = 440  # how high they are while nothing is wrong


@ft.component
def UnlockView(unlocking: Unlocking, look: Look, lost: Phrase, height_px: int, verbs: UnlockVerbs) -> ft.Control:  # noqa: N802
    """`lost` says what remains when nobody knows the passphrase any longer."""
    top_px = max(24, (height_px - LINES_PX) // 2)
    if unlocking.has_ended:
        return placed([named("ended", plain(look.say(words.APP_HAS_ENDED)))], top_px)
    title = ft.Text(look.say(words.CHATS_ARE_LOCKED), theme_style=theme.PAGE_TITLE, text_align=ft.TextAlign.CENTER)
    says = look.say(words.THE_PASSPHRASE)
    lines: list[ft.Control] = [
        ft.Row([bell()], alignment=ft.MainAxisAlignment.CENTER),
        ft.Semantics(content=title, header=True),
        secret_field("passphrase", unlocking.passphrase, says, verbs.type_passphrase, verbs.unlock, autofocus=True),
    ]
    if unlocking.error:
        lines.append(wrong(unlocking.error, look))
    if unlocking.busy:
        lines.append(working(look.say(words.UNLOCKING)))
    else:
        unlock = ft.FilledButton(look.say(words.UNLOCK), on_click=verbs.unlock, height=48)
        lines.append(named("unlock", unlock))
    lines += [lost_passphrase(lost, look), leaving(look, verbs)]
    return placed(lines, top_px)


def placed(lines: list[ft.Control], top_px: int) -> ft.Control:
    """One column, which scrolls where the window is too low."""
    column = ft.Container(
        stacked(lines, 18), width=COLUMN_PX, padding=ft.Padding(left=20, top=top_px, right=20, bottom=24)
    )
    middle = ft.Row([column], alignment=ft.MainAxisAlignment.CENTER)
    scroll = ft.ListView([middle], expand=True)
    return ft.SafeArea(ft.Container(named("door", scroll), bgcolor=theme.PAPER, expand=True), expand=True)


def lost_passphrase(lost: Phrase, look: Look) -> ft.Control:
    """Folded away: most people know theirs."""
    tile = ft.ExpansionTile(
        title=ft.Text(look.say(words.LOST_IT), theme_style=theme.SMALL, color=theme.SECONDARY),
        controls=[ft.Container(quiet(look.say(lost)), padding=ft.Padding(left=4, right=4, bottom=8))],
        tile_padding=ft.Padding(left=4, right=4),
        dense=True,
    )
    return named("lost", tile)


def leaving(look: Look, verbs: UnlockVerbs) -> ft.Control:
    """The way out."""
    button = ft.TextButton(look.say(words.QUIT), on_click=verbs.quit, height=48)
    return ft.Row([named("quit", button)], alignment=ft.MainAxisAlignment.CENTER)
