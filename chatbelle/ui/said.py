"""The person's words: a soft bubble at the right, and a field in its place while they are written anew."""

import flet as ft

from chatbelle import words
from chatbelle.chat import Message
from chatbelle.ui import theme
from chatbelle.ui.copying import CopyButton
from chatbelle.ui.drawn import drawn_when_changed
from chatbelle.ui.entry import Entry
from chatbelle.ui.marking import standing_out
from chatbelle.ui.menu import MenuLine
from chatbelle.ui.message_actions import lines_for_all, more_button, quiet_row, versions_walk
from chatbelle.ui.message_verbs import MessageVerbs
from chatbelle.ui.named import Watch, icon_button, named
from chatbelle.ui.standing import Standing
from chatbelle.words import Language

FORGOTTEN_OPACITY = 0.66  # faded, but with the contrast that text needs
MOST_LINES = 16


@ft.component
def _said(message: Message, standing: Standing, column_px: int, editing: bool, verbs: MessageVerbs) -> ft.Control:
    hovered, set_hovered = ft.use_state(False)
    focused, set_focused = ft.use_state(False)
    name, says = f"message-{standing.number}", words.YOU.in_language(standing.language)
    if editing:
        return named(name, EditField(message, standing.language, verbs), says)
    bubble = ft.Container(
        content=ft.Text(message.text, theme_style=theme.BODY),
        bgcolor=theme.BUBBLE,
        border_radius=18,
        padding=ft.Padding(left=18, top=10, right=18, bottom=10),
        expand=True,
        expand_loose=True,
    )
    said = ft.Container(
        ft.Row([bubble], alignment=ft.MainAxisAlignment.END),
        padding=ft.Padding(left=column_px * 0.2),
        opacity=FORGOTTEN_OPACITY if standing.forgotten else 1,
    )
    row = quiet_row(below_said(message, standing, verbs, set_focused), hovered or focused, standing, at_end=True)
    whole = ft.Container(
        ft.Column([said, row], spacing=2, tight=True), on_hover=lambda event: set_hovered(bool(event.data))
    )
    return named(name, standing_out(whole, standing.marked), says)


Said = drawn_when_changed(_said)


def below_said(message: Message, standing: Standing, verbs: MessageVerbs, watch: Watch) -> list[ft.Control]:
    """What can be done with the person's words; on a phone most of it is in the sheet."""
    number, language = standing.number, standing.language

    def edit() -> None:
        verbs.edit(message.id)

    async def copy() -> None:
        await verbs.copy(message.text)

    walk, lines = versions_walk(standing, verbs.walk_to, watch), lines_for_all(number, message, verbs)
    if standing.touch:
        first = [
            MenuLine(f"edit-{number}", ft.Icons.EDIT_OUTLINED, words.EDIT, edit),
            MenuLine(f"copy-{number}", ft.Icons.CONTENT_COPY_ROUNDED, words.COPY, copy),
        ]
        return [*walk, more_button(standing, [*first, *lines], watch)]
    return [
        *walk,
        CopyButton(f"copy-{number}", words.COPY, message.text, language, False, verbs.copy, watch),
        icon_button(f"edit-{number}", ft.Icons.EDIT_OUTLINED, words.EDIT.in_language(language), edit, watch=watch),
        more_button(standing, lines, watch),
    ]


@ft.component
def EditField(message: Message, language: Language, verbs: MessageVerbs) -> ft.Control:  # noqa: N802
    """The sent words, to be written anew. Escape leaves them; sending them makes another version."""
    text, set_text = ft.use_state(message.text)

    async def send() -> None:
        await verbs.send_edited(message.id, text)

    field = Entry(
        data="edit-field",
        value=text,
        multiline=True,
        max_lines=MOST_LINES,
        autofocus=True,
        border=ft.NoInputBorder(),
        content_padding=ft.Padding(left=4, top=8, right=4, bottom=8),
        text_style=theme.TYPED,
        cursor_color=theme.ACCENT,
        on_change=lambda event: set_text(str(event.control.value)),
    )
    hint = ft.Text(words.EDIT_KEEPS.in_language(language), theme_style=theme.FINE, color=theme.SECONDARY, expand=True)
    cancel = ft.TextButton(words.CANCEL.in_language(language), on_click=verbs.leave_edit)
    go = ft.FilledButton(words.SEND_EDITED.in_language(language), on_click=send, disabled=not text.strip())
    return ft.Container(
        ft.Column(
            [named("edit-field", field), ft.Row([hint, named("leave-edit", cancel), named("send-edited", go)])],
            spacing=4,
            tight=True,
        ),
        bgcolor=theme.BUBBLE,
        border_radius=18,
        padding=ft.Padding(left=16, top=6, right=12, bottom=10),
    )
