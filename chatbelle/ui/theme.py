"""All colours and text styles. Views name a colour by its role, so that light and dark change by themselves."""

from functools import lru_cache
from typing import Any

import flet as ft

SEED = "#C8546C"  # lotus-root pink: the one primary action, the caret, and little else
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

LIGHT = ft.ColorScheme(
    primary=SEED, on_primary="#FFFFFF", primary_container="#F7E8EB", on_primary_container="#1B1A1C",
    secondary="#2F6690", on_secondary="#FFFFFF", secondary_container="#ECE6E4", on_secondary_container="#6F4A9E",
    tertiary="#3B7150", error="#A6402C", error_container="#FAECE4", on_error_container="#1B1A1C",
    surface="#FBF9F8", on_surface="#1B1A1C", on_surface_variant="#686266",
    surface_container_lowest="#FFFFFF", surface_container_low="#F5F2F0", surface_container="#F4F1EF",
    surface_container_high="#EAE5E3", surface_container_highest="#E3DDDB",
    outline="#CFC8C5", outline_variant="#E6E0DD", inverse_primary="#A93A54", scrim="#000000", surface_tint="#FBF9F8",
)  # fmt: skip
DARK = ft.ColorScheme(
    primary="#DB6E85", on_primary="#1B0B0F", primary_container="#38252A", on_primary_container="#E9E6E4",
    secondary="#8DB6DC", on_secondary="#10202E", secondary_container="#2E2A2E", on_secondary_container="#C3A4EA",
    tertiary="#93C7A1", error="#F0A38F", error_container="#3A2620", on_error_container="#E9E6E4",
    surface="#151416", on_surface="#E9E6E4", on_surface_variant="#A59EA2",
    surface_container_lowest="#0F0E10", surface_container_low="#1A191B", surface_container="#1F1D20",
    surface_container_high="#2B282C", surface_container_highest="#343136",
    outline="#4B464B", outline_variant="#2E2B2F", inverse_primary="#F08FA4", scrim="#000000", surface_tint="#151416",
)  # fmt: skip


def text_style(size: float, weight: ft.FontWeight | None = None, height: float | None = None) -> ft.TextStyle:
    """A style in the app's font and ink: one that names none would have a font without Chinese, and black."""
    return ft.TextStyle(size=size, weight=weight, height=height, font_family=FONT, color=INK)


def theme(colours: ft.ColorScheme) -> ft.Theme:
    """The theme in these colours. Answers take their text from it: h1 is headline_small, h2 title_large."""
    bold = ft.FontWeight.W_600

    def style(size: float, weight: ft.FontWeight | None = None, height: float | None = None) -> ft.TextStyle:
        return ft.TextStyle(size=size, weight=weight, height=height, font_family=FONT, color=colours.on_surface)

    return ft.Theme(
        font_family=FONT,
        color_scheme_seed=SEED,
        color_scheme=colours,
        divider_color=colours.outline,  # tables in answers take it
        text_theme=ft.TextTheme(
            headline_small=style(20, bold, 1.5),
            title_large=style(18.5, bold, 1.5),
            title_medium=style(17, bold, 1.5),
            body_large=style(BODY_PX, height=1.5),
            body_medium=style(BODY_PX, height=BODY_LINE),
            label_large=ft.TextStyle(size=14.5, font_family=FONT),
        ),
        scrollbar_theme=ft.ScrollbarTheme(thickness=6, radius=3, thumb_color=LINE),
        tooltip_theme=ft.TooltipTheme(wait_duration=500),
        dialog_theme=ft.DialogTheme(bgcolor=ft.Colors.SURFACE_CONTAINER_LOWEST, shape=rounded(20), elevation=3),
    )


def rounded(radius: float) -> ft.RoundedRectangleBorder:
    """A shape with round corners."""
    return ft.RoundedRectangleBorder(radius=radius)


_mono = ft.TextStyle(size=14, height=1.6, font_family=MONO, font_family_fallback=[FONT])

_LINK = {"a_text_style": ft.TextStyle(color=ft.Colors.SECONDARY, decoration=ft.TextDecoration.UNDERLINE)}
_CODE = {
    "code_text_style": ft.TextStyle(
        size=14.5, height=1.6, font_family=MONO, font_family_fallback=[FONT], bgcolor=PANEL, color=INK
    )
}
_QUOTE = {
    "blockquote_text_style": ft.TextStyle(size=BODY_PX, height=BODY_LINE, font_family=FONT, color=SECONDARY),
    "blockquote_padding": ft.Padding(left=16, top=2, right=8, bottom=2),
    "blockquote_decoration": ft.BoxDecoration(border=ft.Border(left=ft.BorderSide(3, LINE))),
}
_TABLE = {
    "table_head_text_style": text_style(15, ft.FontWeight.W_600, 1.5),
    "table_body_text_style": text_style(15, height=1.5),
    "table_cells_padding": ft.Padding(left=14, top=8, right=14, bottom=8),
}
_RULE = {"horizontal_rule_decoration": ft.BoxDecoration(border=ft.Border(top=ft.BorderSide(1, HAIRLINE)))}
_STYLES = (("://", _LINK), ("](", _LINK), ("`", _CODE), (">", _QUOTE), ("|", _TABLE), ("---", _RULE), ("***", _RULE))


def answer_style(text: str) -> ft.MarkdownStyleSheet | None:
    """The styles that a block of Markdown can need; each block's are sent with it, so it gets no others."""
    return _style_sheet(tuple(mark for mark, _ in _STYLES if mark in text))


@lru_cache
def _style_sheet(marks: tuple[str, ...]) -> ft.MarkdownStyleSheet | None:
    needed: dict[str, Any] = {}
    for mark, styles in _STYLES:
        if mark in marks:
            needed |= styles
    return ft.MarkdownStyleSheet(**needed) if needed else None


FORMULA_STYLE = ft.TextStyle(size=17, color=INK)
CODE_BLOCK_STYLE = ft.MarkdownStyleSheet(
    code_text_style=_mono,
    codeblock_padding=ft.Padding(left=16, top=4, right=16, bottom=14),
    codeblock_decoration=ft.BoxDecoration(bgcolor=ft.Colors.TRANSPARENT),
)
CODE_COLOURS = ft.MarkdownCustomCodeTheme(
    root=ft.TextStyle(color=INK, bgcolor=ft.Colors.TRANSPARENT),
    keyword=ft.TextStyle(color=ft.Colors.INVERSE_PRIMARY),
    literal=ft.TextStyle(color=ft.Colors.SECONDARY),
    number=ft.TextStyle(color=ft.Colors.SECONDARY),
    string=ft.TextStyle(color=ft.Colors.TERTIARY),
    comment=ft.TextStyle(color=SECONDARY, italic=True),
    built_in=ft.TextStyle(color=ft.Colors.SECONDARY),
    title=ft.TextStyle(color=ft.Colors.ON_SECONDARY_CONTAINER),
    attr=ft.TextStyle(color=ft.Colors.SECONDARY),
    meta=ft.TextStyle(color=ft.Colors.ON_SECONDARY_CONTAINER),
)
