"""The settings' section about files: all chats out, others in."""

import flet as ft

from chatbelle import words
from chatbelle.ui.models.parts import action
from chatbelle.ui.settings.parts import row, section
from chatbelle.ui.state import Look
from chatbelle.ui.transfer.verbs import TransferVerbs


@ft.component
def FilesSection(look: Look, verbs: TransferVerbs) -> ft.Control:  # noqa: N802
    """Two buttons."""

    def export_all() -> None:
        verbs.export_chats(())

    export = action("export-all", look.say(words.EXPORT_ACTION), export_all, look)
    take_in = action("import-chats", look.say(words.IMPORT_ACTION), verbs.open_import, look)
    return section(
        words.CHATS_IN_FILES,
        look,
        row(words.EXPORT_ALL, look, export, words.EXPORT_ALL_TEXT),
        row(words.IMPORT_CHATS, look, take_in, words.IMPORT_CHATS_TEXT),
    )
