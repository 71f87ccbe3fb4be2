"""How an answer's Markdown looks. Its styles know no roles for their sizes, so they are told how large all text is."""

from functools import lru_cache
from typing import Any

import flet as ft

from chatbelle.ui.theme import BODY_LINE, BODY_PX, FONT, HAIRLINE, INK, LINE, MONO, PANEL, SECONDARY


def answer_style(text: str, scale: float) -> ft.MarkdownStyleSheet | None:
    """The styles that a block of Markdown can need; each block's are sent with it, so it gets no others."""
    marks = ("://", "](", "`", ">", "|", "---", "***")
    return _style_sheet(tuple(mark for mark in marks if mark in text), scale)


@lru_cache
def _style_sheet(marks: tuple[str, ...], scale: float) -> ft.MarkdownStyleSheet | None:
    rule, link = _rule(), _link()
    by_mark = {"://": link, "](": link, "`": _code(scale), ">": _quote(scale), "|": _table(scale)}
    needed: dict[str, Any] = {}
    for mark in marks:
        needed |= by_mark.get(mark, rule)
    return ft.MarkdownStyleSheet(**needed) if needed else None


@lru_cache
def code_block_style(scale: float) -> ft.MarkdownStyleSheet:
    """Code in its frame."""
    return ft.MarkdownStyleSheet(
        code_text_style=ft.TextStyle(size=14 * scale, height=1.6, font_family=MONO, font_family_fallback=[FONT]),
        codeblock_padding=ft.Padding(left=16, top=4, right=16, bottom=14),
        codeblock_decoration=ft.BoxDecoration(bgcolor=ft.Colors.TRANSPARENT),
    )


def formula_style(scale: float) -> ft.TextStyle:
    """Formulas; without a style, one breaks the whole page."""
    return ft.TextStyle(size=17 * scale, color=INK)


def _link() -> dict[str, Any]:
    return {"a_text_style": ft.TextStyle(color=ft.Colors.SECONDARY, decoration=ft.TextDecoration.UNDERLINE)}


def _code(scale: float) -> dict[str, Any]:
    return {
        "code_text_style": ft.TextStyle(
            size=14.5 * scale, height=1.6, font_family=MONO, font_family_fallback=[FONT], bgcolor=PANEL, color=INK
        )
    }


def _quote(scale: float) -> dict[str, Any]:
    return {
        "blockquote_text_style": ft.TextStyle(
            size=BODY_PX * scale, height=BODY_LINE, font_family=FONT, color=SECONDARY
        ),
        "blockquote_padding": ft.Padding(left=16, top=2, right=8, bottom=2),
        "blockquote_decoration": ft.BoxDecoration(border=ft.Border(left=ft.BorderSide(3, LINE))),
    }


def _table(scale: float) -> dict[str, Any]:
    def style(weight: ft.FontWeight | None = None) -> ft.TextStyle:
        return ft.TextStyle(size=15 * scale, weight=weight, height=1.5, font_family=FONT, color=INK)

    return {
        "table_head_text_style": style(ft.FontWeight.W_600),
        "table_body_text_style": style(),
        "table_cells_padding": ft.Padding(left=14, top=8, right=14, bottom=8),
    }


def _rule() -> dict[str, Any]:
    return {"horizontal_rule_decoration": ft.BoxDecoration(border=ft.Border(top=ft.BorderSide(1, HAIRLINE)))}


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
