"""The settings of a chat: a sheet at the right where there is room, from below on a phone."""

import flet as ft

from chatbelle import words
from chatbelle.engine.protocol import Sampling
from chatbelle.ui import theme
from chatbelle.ui.adapters import AdapterSection
from chatbelle.ui.drawn import under_key
from chatbelle.ui.named import header, icon_button, named
from chatbelle.ui.sheet_sections import (
    full_section,
    model_section,
    persona_section,
    sampling_section,
    stop_section,
)
from chatbelle.ui.sheet_verbs import SheetVerbs
from chatbelle.ui.state import Layout, Look, Model, Sheet

SHEET_PX = 340


@ft.component
def SheetView(sheet: Sheet, model: Model, look: Look, verbs: SheetVerbs) -> ft.Control:  # noqa: N802
    """The sheet while it is open; takes no room otherwise."""
    wide = look.layout is Layout.WIDE
    content = settings_column(sheet, model, look, verbs) if sheet.is_open else None
    ft.use_dialog(from_below(content, verbs) if content and not wide else None)
    if content is None or not wide:
        return ft.Container(width=0, height=0)
    edge = ft.Border(left=ft.BorderSide(1, theme.HAIRLINE))
    return ft.Container(content, width=SHEET_PX, bgcolor=theme.RAIL, border=edge, key="sheet")


def from_below(content: ft.Control, verbs: SheetVerbs) -> ft.BottomSheet:
    """The sheet on a phone and on a narrow window."""
    return ft.BottomSheet(
        ft.Container(content, height=620),
        on_dismiss=verbs.close,
        bgcolor=theme.RAIL,
        show_drag_handle=True,
        scrollable=True,
        use_safe_area=True,
        maintain_bottom_view_insets_padding=True,
    )


def settings_column(sheet: Sheet, model: Model, look: Look, verbs: SheetVerbs) -> ft.Control:
    """Everything that can be set, the most used first."""
    recommended = model.status.recommended or Sampling()
    close = icon_button(
        "close-sheet", ft.Icons.CLOSE_ROUNDED, look.say(words.CLOSE), verbs.close, look.layout is not Layout.WIDE
    )
    title = ft.Text(look.say(words.CHAT_SETTINGS), theme_style=theme.NAME, weight=ft.FontWeight.W_600)
    parts = [
        persona_section(sheet, look, verbs),
        sampling_section(sheet.settings, recommended, look, verbs),
        full_section(sheet.settings, look, verbs),
        model_section(sheet, look, verbs),
        under_key("adapters", AdapterSection, sheet, model, look, verbs),
        stop_section(sheet.settings, look, verbs),
    ]
    column = ft.Column(
        [*parts], spacing=26, scroll=ft.ScrollMode.AUTO, expand=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
    )
    rows: list[ft.Control] = [ft.Row([header(title, expand=True), close]), column]
    if sheet.answer_anew:
        button = ft.FilledButton(look.say(words.ANSWER_ANEW_WITH_THESE), on_click=verbs.answer_anew)
        rows.append(named("answer-anew-now", button))
    body = ft.Container(
        ft.Column(rows, spacing=12, horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
        padding=ft.Padding(left=20, top=12, right=14, bottom=14),
        expand=True,
    )
    return named("sheet", body, look.say(words.CHAT_SETTINGS), expand=True)
