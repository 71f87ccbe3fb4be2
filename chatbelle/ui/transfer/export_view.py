"""The dialog of an export: as what, then where, then what was written."""

from collections.abc import Sequence

import flet as ft

from chatbelle import words
from chatbelle.transfer.format import Format
from chatbelle.ui import theme
from chatbelle.ui.models.parts import action, plain, quiet, stacked, text_action
from chatbelle.ui.named import named
from chatbelle.ui.notice import notice_card
from chatbelle.ui.sheet_parts import pills
from chatbelle.ui.state import Layout, Look, Notice
from chatbelle.ui.transfer.state import Export
from chatbelle.ui.transfer.verbs import TransferVerbs
from chatbelle.words import Phrase

DIALOG_PX = 460
FORMATS = {
    Format.MARKDOWN: (words.FORMAT_MARKDOWN, words.FORMAT_MARKDOWN_TEXT),
    Format.JSON: (words.BENCH_JSON, words.FORMAT_JSON_TEXT),
    Format.HTML: (words.FORMAT_HTML, words.FORMAT_HTML_TEXT),
}


@ft.component
def ExportView(export: Export, look: Look, verbs: TransferVerbs) -> ft.Control:  # noqa: N802
    """Shows the dialog while it is open; takes no room itself."""
    ft.use_dialog(dialog(export, look, verbs) if export.is_open else None)
    return ft.Container(width=0, height=0)


def dialog(export: Export, look: Look, verbs: TransferVerbs) -> ft.AlertDialog:
    """The question, or its answer; a tap beside it closes it."""
    is_done = export.written is not None
    texts = [done(export, look)] if is_done else asked(export, look, verbs)
    close = words.CLOSE if is_done else words.CANCEL
    actions = [text_action("close-export", look.say(close), verbs.close_export, look)]
    if not is_done and export.share is None:
        says = words.DOWNLOAD_EXPORT if ft.context.page.web else words.CHOOSE_PLACE
        actions.append(action("write-export", look.say(says), verbs.write, look, primary=True))
    return ft.AlertDialog(
        title=ft.Text(look.say(title(export.ids)), theme_style=theme.DIALOG_TITLE),
        content=ft.Container(named("export", stacked(texts, 14)), width=DIALOG_PX),
        actions=actions,
        on_dismiss=verbs.close_export,
    )


def title(ids: Sequence[int]) -> Phrase:
    """What is exported."""
    if not ids:
        return words.EXPORT_ALL
    return words.EXPORT_TITLE_ONE if len(ids) == 1 else words.EXPORT_TITLE_MANY.filled(count=len(ids))


def asked(export: Export, look: Look, verbs: TransferVerbs) -> list[ft.Control]:
    """The formats, what the chosen one is good for, and how far it is."""
    options = [(f"format-{wanted}", look.say(says)) for wanted, (says, _) in FORMATS.items()]

    def choose(name: str) -> None:
        verbs.choose_format(Format(name.removeprefix("format-")))

    lines: list[ft.Control] = [
        pills(options, f"format-{export.wanted}", look.layout is not Layout.WIDE, choose),
        plain(look.say(FORMATS[export.wanted][1])),
    ]
    if export.is_locked:
        lines.append(quiet(look.say(words.EXPORT_IN_CLEAR)))
    if export.error:
        lines.append(notice_card(Notice(export.error.what, export.error.remedy), look, verbs.dismiss))
    if export.share is not None:
        lines += [quiet(look.say(words.WRITING_CHATS)), bar(export.share)]
    return lines


def done(export: Export, look: Look) -> ft.Control:
    """What was written, and where."""
    said = plain(look.say(export.written) if export.written else "")
    icon = ft.Icon(ft.Icons.CHECK_CIRCLE_OUTLINE_ROUNDED, size=20, color=ft.Colors.TERTIARY)
    row = ft.Row([icon, ft.Container(said, expand=True)], spacing=10, vertical_alignment=ft.CrossAxisAlignment.START)
    return named("written", row)


def bar(share: float | None) -> ft.Control:
    """How far it is; None while that is not known."""
    return ft.ProgressBar(value=share, bar_height=3, border_radius=2, color=theme.ACCENT, bgcolor=theme.SELECTED)
