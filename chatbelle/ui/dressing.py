"""Dresses a page in fonts, colours and sizes, as the person chose."""

import flet as ft

from chatbelle.settings import Brightness, Settings
from chatbelle.ui import theme
from chatbelle.ui.colours import DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST
from chatbelle.ui.state import Look

THEME_MODES = {
    Brightness.SYSTEM: ft.ThemeMode.SYSTEM,
    Brightness.LIGHT: ft.ThemeMode.LIGHT,
    Brightness.DARK: ft.ThemeMode.DARK,
}


def dress(page: ft.Page, settings: Settings, look: Look) -> None:
    """Make the page look as the settings and the system say; one that is shown already has yet to be updated."""
    page.title = "ChatBelle"
    page.fonts = theme.FONTS
    strong = settings.high_contrast or look.system_contrast
    light, dark = (LIGHT_CONTRAST, DARK_CONTRAST) if strong else (LIGHT, DARK)
    page.theme, page.dark_theme = theme.theme(light, look.text_scale), theme.theme(dark, look.text_scale)
    page.theme_mode = THEME_MODES[settings.brightness]
    page.bgcolor = theme.PAPER
    page.padding = 0
    page.spacing = 0
