"""Dresses a page in fonts, colours and sizes, as the person chose."""

import flet as ft

from chatbelle.settings import Brightness, Settings
from chatbelle.ui import theme
from chatbelle.ui.colours import DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST

THEME_MODES = {
    Brightness.SYSTEM: ft.ThemeMode.SYSTEM,
    Brightness.LIGHT: ft.ThemeMode.LIGHT,
    Brightness.DARK: ft.ThemeMode.DARK,
}


def dress(page: ft.Page, settings: Settings) -> None:
    """Make the page look as the settings say; a page that is shown already has yet to be updated."""
    page.title = "ChatBelle"
    page.fonts = theme.FONTS
    light, dark = (LIGHT_CONTRAST, DARK_CONTRAST) if settings.high_contrast else (LIGHT, DARK)
    scale = theme.SCALES[settings.text_size]
    page.theme, page.dark_theme = theme.theme(light, scale), theme.theme(dark, scale)
    page.theme_mode = THEME_MODES[settings.brightness]
    page.bgcolor = theme.PAPER
    page.padding = 0
    page.spacing = 0
