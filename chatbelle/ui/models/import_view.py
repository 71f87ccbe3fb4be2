"""The import wizard: a folder or file, what it is, its key, the type of the result, and the conversion as a job."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import flet as ft

from chatbelle import words
from chatbelle.library.health import NextStep
from chatbelle.ui import theme
from chatbelle.ui.models import figures
from chatbelle.ui.models.parts import action, card, field, heading, name_text, plain, quiet, stacked
from chatbelle.ui.models.state import Import, Seen
from chatbelle.ui.named import named
from chatbelle.ui.notice import notice_card
from chatbelle.ui.state import Look
from chatbelle.words import Phrase

# quant's names of the types, with what they mean to a person.
TYPES = {
    "auto": (words.TYPE_AUTO, words.TYPE_AUTO_TEXT),
    "q4_0": (words.TYPE_SMALL, words.TYPE_SMALL_TEXT),
    "q8_0": (words.TYPE_FAITHFUL, words.TYPE_FAITHFUL_TEXT),
    "f16": (words.TYPE_WHOLE, words.TYPE_WHOLE_TEXT),
}
CONVERTS = (NextStep.CONVERT, NextStep.CONVERT_WITH_KEY)
SAYS = {
    NextStep.CHAT: words.USE_IN_PLACE,
    NextStep.ADD: words.ADD_TO_FOLDERS,
    NextStep.CONVERT: words.CONVERT_AND_START,
    NextStep.CONVERT_WITH_KEY: words.CONVERT_AND_START,
}


@dataclass(frozen=True, slots=True)
class ImportVerbs:
    """What the person can do in the wizard."""

    look_at: Callable[[], Awaitable[None]]
    convert: Callable[[], Awaitable[None]]
    dismiss: Callable[[], None]


@ft.component
def ImportView(importing: Import, look: Look, verbs: ImportVerbs) -> ft.Control:  # noqa: N802
    """One step below the other; the next appears when the one before is done."""
    steps: list[ft.Control] = []
    if importing.seen is None or importing.seen.path:
        steps += [heading(look.say(words.IMPORT_WHERE)), where(importing, look, verbs)]
    if importing.notice:
        steps.append(notice_card(importing.notice, look, verbs.dismiss))
    if importing.looking:
        bar = ft.ProgressBar(bar_height=3, border_radius=2, color=theme.ACCENT, bgcolor=theme.SELECTED)
        steps += [quiet(look.say(words.IMPORT_LOOKING)), bar]
    if seen := importing.seen:
        steps += [heading(look.say(words.IMPORT_WHAT)), what(seen, look)]
        if seen.needs_key:
            steps += [heading(look.say(words.IMPORT_KEY)), key_of(importing, look)]
        if seen.step in CONVERTS:
            steps += [heading(look.say(words.IMPORT_TYPE)), types(importing, look)]
    if seen and seen.step in SAYS:
        steps.append(
            ft.Row([action("convert", look.say(says_of(seen)), verbs.convert, look, True)], margin=ft.Margin(top=8))
        )
    return stacked(steps)


def says_of(seen: Seen) -> Phrase:
    """What the last button will do."""
    return SAYS[seen.step] if seen.path else words.GET_AND_CONVERT


def where(importing: Import, look: Look, verbs: ImportVerbs) -> ft.Control:
    """The path: chosen where the system lets one choose, typed in a browser."""

    def typed(text: str) -> None:
        importing.path, importing.seen = text, None

    async def choose_folder() -> None:
        if path := await ft.FilePicker().get_directory_path():
            typed(path)
            await verbs.look_at()

    async def choose_file() -> None:
        files = await ft.FilePicker().pick_files()
        if files and files[0].path:
            typed(files[0].path)
            await verbs.look_at()

    entry = field("import-path", importing.path, look.say(words.IMPORT_PATH), typed, verbs.look_at)
    buttons: list[ft.Control] = []
    if not ft.context.page.web:  # a browser gives no path
        buttons.append(action("choose-folder", look.say(words.PICK_FOLDER), choose_folder, look))
        buttons.append(action("choose-weights", look.say(words.CHOOSE_FILE), choose_file, look))
    first = importing.seen is None
    buttons.append(action("look-at", look.say(words.IMPORT_LOOK), verbs.look_at, look, primary=first))
    explained = quiet(look.say(words.IMPORT_EXPLAINED))
    rows = [explained, ft.Row([entry]), ft.Row(buttons, spacing=10, wrap=True)]
    return card(stacked(rows))


def what(seen: Seen, look: Look) -> ft.Control:
    """What was found, in a sentence, and how large the result will be."""
    lines: list[ft.Control] = [plain(look.say(seen.sentence))]
    if seen.name:
        lines.insert(0, name_text(seen.name))
    if seen.remedy:
        lines.append(quiet(look.say(seen.remedy)))
    if seen.disk_bytes:
        lines.append(quiet(look.say(words.RESULT_SIZE.filled(size=figures.size(seen.disk_bytes)))))
    return named("seen", card(stacked(lines, 4)))


def key_of(importing: Import, look: Look) -> ft.Control:
    """Where the person's own key file lies."""

    def typed(text: str) -> None:
        importing.key = text

    async def choose() -> None:
        files = await ft.FilePicker().pick_files()
        if files and files[0].path:
            typed(files[0].path)

    row: list[ft.Control] = [field("import-key", importing.key, look.say(words.KEY_PATH), typed, lambda: None)]
    if not ft.context.page.web:
        row.append(action("choose-key", look.say(words.CHOOSE_FILE), choose, look))
    return card(ft.Column([quiet(look.say(words.KEY_EXPLAINED)), ft.Row(row, spacing=10)], spacing=10, tight=True))


def types(importing: Import, look: Look) -> ft.Control:
    """The types of the result, the automatic one first."""

    def chosen(event: ft.Event[ft.RadioGroup]) -> None:
        importing.to = str(event.control.value)

    choices = [type_row(value, *said, look) for value, said in TYPES.items()]
    group = ft.RadioGroup(ft.Column(choices, spacing=6, tight=True), value=importing.to, on_change=chosen)
    return card(group)


def type_row(value: str, name: Phrase, explained: Phrase, look: Look) -> ft.Control:
    """One type: its name and what that means."""
    radio = ft.Radio(value=value, label=look.say(name), label_style=theme.TYPED, active_color=theme.ACCENT)
    text = ft.Container(quiet(look.say(explained)), padding=ft.Padding(left=32, bottom=2))
    return named(f"type-{value}", ft.Column([radio, text], spacing=0, tight=True))
