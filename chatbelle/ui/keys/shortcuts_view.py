"""The sheet of all shortcuts."""

import flet as ft

from chatbelle import words
from chatbelle.ui import theme
from chatbelle.ui.keys.shortcuts import Shortcut, shortcuts
from chatbelle.ui.keys.state import Keyboard, Shown
from chatbelle.ui.keys.verbs import KeysVerbs
from chatbelle.ui.named import header, named
from chatbelle.ui.state import Chosen, Look


@ft.component
def ShortcutsView(keyboard: Keyboard, chosen: Chosen, look: Look, verbs: KeysVerbs) -> ft.Control:  # noqa: N802
    """A dialog while it is shown; takes no room itself."""
    table = shortcuts(chosen.settings.send_with_ctrl_enter)
    ft.use_dialog(sheet(table, look, verbs) if keyboard.shown is Shown.SHORTCUTS else None)
    return ft.Container(width=0, height=0)


def sheet(table: tuple[Shortcut, ...], look: Look, verbs: KeysVerbs) -> ft.AlertDialog:
    """One line for each shortcut."""
    lines: list[ft.Control] = [line(number, each, look) for number, each in enumerate(table)]
    title = ft.Text(look.say(words.ALL_SHORTCUTS), theme_style=theme.DIALOG_TITLE, weight=ft.FontWeight.W_600)
    close = ft.TextButton(look.say(words.CLOSE), on_click=verbs.close, autofocus=True)
    return ft.AlertDialog(
        title=header(title),
        content=ft.Container(ft.Column(lines, spacing=2, tight=True), width=440),
        actions=[named("close-shortcuts", close)],
        semantics_label=look.say(words.ALL_SHORTCUTS),
        scrollable=True,
        on_dismiss=verbs.close,
    )


def line(number: int, shortcut: Shortcut, look: Look) -> ft.Control:
    """What it does, and its keys."""
    says = ft.Text(look.say(shortcut.says), theme_style=theme.PLAIN, expand=True)
    keys: list[ft.Control] = [key_cap(keys.said(look.apple)) for keys in shortcut.keys]
    row = ft.Row([says, *keys], spacing=6)
    content = ft.Container(row, padding=ft.Padding(top=4, bottom=4))
    return named(f"shortcut-{number}", ft.MergeSemantics(content))


def key_cap(text: str) -> ft.Control:
    """Keys as they stand on the keyboard."""
    return ft.Container(
        ft.Text(text, theme_style=theme.FINE, font_family=theme.MONO, font_family_fallback=[theme.FONT]),
        bgcolor=theme.PANEL,
        border=ft.Border.all(1, theme.LINE),
        border_radius=6,
        padding=ft.Padding(left=7, top=2, right=7, bottom=2),
    )
