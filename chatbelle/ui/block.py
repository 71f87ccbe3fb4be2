"""One block of an answer: Markdown, or code in a frame. It is drawn again only when its text changes."""

import re
from collections.abc import Callable

import flet as ft

from chatbelle import words
from chatbelle.ui import theme
from chatbelle.ui.answer_styles import CODE_COLOURS, answer_style, code_block_style, formula_style
from chatbelle.ui.copying import Copy, CopyButton
from chatbelle.ui.drawn import drawn_when_changed
from chatbelle.ui.markdown_blocks import code_of, columns_of, is_formula
from chatbelle.ui.markdown_images import without_images
from chatbelle.ui.reply import Tail
from chatbelle.words import Language

_LETTER = re.compile(r"(?<![$\\])\$([A-Za-z])\$(?!\$)")
COLUMNS, NARROW_COLUMNS = 6, 3  # of a table, that fit beside one another; more scroll sideways
COLUMN_PX = 120
Open = Callable[[str], None]


@ft.component
def _block(
    text: str, tail: Tail | None, language: Language, touch: bool, copy: Copy, ask_link: Open, scale: float
) -> ft.Control:
    text = tail.text if tail else text
    code = code_of(text)
    if code is None:
        text_control = markdown(text, ask_link, scale)
        if is_formula(text):
            return ft.Row([text_control], alignment=ft.MainAxisAlignment.CENTER, scroll=ft.ScrollMode.AUTO)
        if (columns := columns_of(text)) > (NARROW_COLUMNS if touch else COLUMNS):
            return ft.Row([ft.Container(text_control, width=columns * COLUMN_PX * scale)], scroll=ft.ScrollMode.AUTO)
        return text_control
    return code_frame(code.language, code.text, language, touch, copy, scale)


Block = drawn_when_changed(_block)


def markdown(text: str, ask_link: Open, scale: float) -> ft.Control:
    """Text with formulas, tables and links; images are only named."""
    has_code = "```" in text or "~~~" in text
    return ft.Markdown(
        value=formulas_as_shown(without_images(text)),
        extension_set=ft.MarkdownExtensionSet.GITHUB_WEB,
        soft_line_break=True,
        md_style_sheet=answer_style(text, scale),
        code_style_sheet=code_block_style(scale) if has_code else None,
        code_theme=CODE_COLOURS if has_code else None,
        latex_style=formula_style(scale),
        on_tap_link=lambda event: ask_link(str(event.data)),
    )


def formulas_as_shown(text: str) -> str:
    r"""Formulas in the forms that suit the Markdown control.

    It knows one between \[ and \] only within a line, and breaks the line around each formula within text: a single
    letter is better in italics.
    """
    bare = text.strip()
    if bare.startswith("\\[") and bare.endswith("\\]") and "\n" in bare:
        return f"$$\n{bare[2:-2].strip()}\n$$"
    return text if "`" in text else _LETTER.sub(r"*\1*", text)


def code_frame(name: str, code: str, language: Language, touch: bool, copy: Copy, scale: float) -> ft.Control:
    """Code as it was written: framed, highlighted, scrolling sideways instead of wrapping."""
    marks = "`" * max(3, longest_run(code) + 1)
    source = ft.Markdown(
        value=f"{marks}{name}\n{code}\n{marks}",
        extension_set=ft.MarkdownExtensionSet.GITHUB_WEB,
        code_style_sheet=code_block_style(scale),
        md_style_sheet=code_block_style(scale),
        code_theme=CODE_COLOURS,
        fit_content=True,
    )
    header = ft.Row(
        alignment=ft.MainAxisAlignment.SPACE_BETWEEN,
        controls=[
            ft.Text(name or "text", theme_style=theme.FINE, color=theme.SECONDARY, font_family=theme.MONO),
            CopyButton("copy-code", words.COPY_CODE, code, language, touch, copy),
        ],
    )
    return ft.Container(
        bgcolor=theme.PANEL,
        border=ft.Border.all(1, theme.HAIRLINE),
        border_radius=12,
        margin=ft.Margin(top=4, bottom=4),
        content=ft.Column(
            spacing=0,
            controls=[
                ft.Container(header, padding=ft.Padding(left=16, right=6, top=2)),
                ft.Row([source], scroll=ft.ScrollMode.AUTO),
            ],
        ),
    )


def longest_run(code: str) -> int:
    """The length of the longest run of backticks: a fence around the code must be longer."""
    longest = run = 0
    for character in code:
        run = run + 1 if character == "`" else 0
        longest = max(longest, run)
    return longest
