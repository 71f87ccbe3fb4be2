"""Colours and sizes by their roles, which is how views name them: what they look like changes with the theme alone."""

import flet as ft

from chatbelle.settings import TextSize
from chatbelle.ui.colours import SEED

FONT, MONO = "NotoSC", "Mono"
FONTS = {FONT: "fonts/NotoSansSC-Regular.otf", MONO: "fonts/JetBrainsMono-Regular.ttf"}
BODY_PX, BODY_LINE = 16, 1.7
COLUMN_PX = 680  # about 40 Chinese characters

INK, SECONDARY = ft.Colors.ON_SURFACE, ft.Colors.ON_SURFACE_VARIANT
PAPER, RAIL = ft.Colors.SURFACE, ft.Colors.SURFACE_CONTAINER_LOW
PANEL, SELECTED = ft.Colors.SURFACE_CONTAINER, ft.Colors.SURFACE_CONTAINER_HIGH
BUBBLE, ACCENT, ON_ACCENT = ft.Colors.PRIMARY_CONTAINER, ft.Colors.PRIMARY, ft.Colors.ON_PRIMARY
LINE, HAIRLINE = ft.Colors.OUTLINE, ft.Colors.OUTLINE_VARIANT
NOTICE, SCRIM = ft.Colors.ERROR_CONTAINER, ft.Colors.SCRIM
ACCENT_INK = ft.Colors.INVERSE_PRIMARY  # the accent as text

# Sizes by their roles, so that all text grows and shrinks by itself with the theme.
FINE, SMALL, PLAIN = ft.TextThemeStyle.LABEL_SMALL, ft.TextThemeStyle.LABEL_MEDIUM, ft.TextThemeStyle.BODY_SMALL
NAME, BODY = ft.TextThemeStyle.TITLE_SMALL, ft.TextThemeStyle.BODY_MEDIUM
DIALOG_TITLE, PAGE_TITLE = ft.TextThemeStyle.TITLE_LARGE, ft.TextThemeStyle.HEADLINE_SMALL
GREETING = ft.TextThemeStyle.HEADLINE_MEDIUM
SCALES = {TextSize.SMALL: 0.9, TextSize.NORMAL: 1.0, TextSize.LARGE: 1.2, TextSize.LARGEST: 1.4}
TYPED = ft.TextStyle(font_family=FONT, color=INK)  # a style that names no font would have one without Chinese


def theme(colours: ft.ColorScheme, scale: float = 1.0) -> ft.Theme:
    """The theme in these colours, its text larger by a factor.

    Answers take their text from it: h1 is headline_small, h2 title_large. Fields take body_large, buttons label_large.
    """
    bold = ft.FontWeight.W_600

    def style(size: float, weight: ft.FontWeight | None = None, height: float = 1.5) -> ft.TextStyle:
        ink = colours.on_surface
        return ft.TextStyle(size=size * scale, weight=weight, height=height, font_family=FONT, color=ink)

    button_text = ft.TextStyle(size=14.5 * scale, font_family=FONT)  # in the button's own colour
    # Written out: within a theme Flet takes the names of colours for the seed's, which are another scheme's.
    dialog_shape = ft.RoundedRectangleBorder(radius=20, side=ft.BorderSide(1, colours.outline_variant or LINE))
    dialog = ft.DialogTheme(bgcolor=colours.surface_container_lowest, shape=dialog_shape, elevation=3)
    return ft.Theme(
        font_family=FONT,
        color_scheme_seed=SEED,
        color_scheme=colours,
        divider_color=colours.outline,  # tables in answers take it
        text_theme=ft.TextTheme(
            headline_medium=style(22),
            headline_small=style(20, bold),
            title_large=style(18.5, bold),
            title_medium=style(17, bold),
            title_small=style(15.5),
            body_large=style(BODY_PX),
            body_medium=style(BODY_PX, height=BODY_LINE),
            body_small=style(14.5, height=1.55),
            label_large=button_text,
            label_medium=style(13.5),
            label_small=style(12.5),
        ),
        text_button_theme=ft.TextButtonTheme(ft.ButtonStyle(color=colours.inverse_primary)),
        scrollbar_theme=ft.ScrollbarTheme(thickness=6, radius=3, thumb_color=colours.outline),
        tooltip_theme=ft.TooltipTheme(wait_duration=500),
        dialog_theme=dialog,
    )


def rounded(radius: float) -> ft.RoundedRectangleBorder:
    """A shape with round corners."""
    return ft.RoundedRectangleBorder(radius=radius)
