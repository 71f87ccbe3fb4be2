"""Dresses a page in fonts, colours and sizes, as the person chose."""

import flet as ft

from chatbelle.settings import Brightness, Settings
from chatbelle.ui import theme

THEME_MODES = {
    Brightness.SYSTEM: ft.ThemeMode.SYSTEM,
    Brightness.LIGHT: ft.ThemeMode.LIGHT,
    Brightness.DARK: ft.ThemeMode.DARK,
}


def dress(page: ft.Page, settings: Settings) -> None:
    """Make the page look as the settings say; a page that is shown already has yet to be updated."""
    page.title = "ChatBelle"
    page.fonts = theme.FONTS
    page.theme = theme.theme(theme.LIGHT)
    page.dark_theme = theme.theme(theme.DARK)
    page.theme_mode = THEME_MODES[settings.brightness]
    page.bgcolor = theme.PAPER
    page.padding = 0
    page.spacing = 0
