"""What takes how much on the disk, and the ways to take less. Nothing goes without a question, or an undo."""

from collections.abc import Awaitable, Callable

import flet as ft

from chatbelle import words
from chatbelle.ui import theme
from chatbelle.ui.models import figures
from chatbelle.ui.models.parts import action, plain, quiet, text_action
from chatbelle.ui.named import named
from chatbelle.ui.settings.parts import choice, row, section
from chatbelle.ui.settings.state import Cleanup, DiskShown
from chatbelle.ui.settings.verbs import SettingsVerbs
from chatbelle.ui.state import Chosen, Look
from chatbelle.words import Phrase

GIB = 1024**3
BUDGETS = (0, 1, 4, 16)  # GiB
QUESTIONS = {
    Cleanup.CHATS: (words.REMOVE_ALL_CHATS_QUESTION, words.REMOVE_ALL_CHATS_EXPLAINED),
    Cleanup.STATES: (words.REMOVE_STATES_QUESTION, words.REMOVE_STATES_EXPLAINED),
    Cleanup.UNFINISHED: (words.REMOVE_UNFINISHED_QUESTION, words.REMOVE_UNFINISHED_EXPLAINED),
}


@ft.component
def StorageSection(  # noqa: N802 - components are named like classes
    shown: DiskShown,
    chosen: Chosen,
    look: Look,
    verbs: SettingsVerbs,
    open_models: Callable[[], Awaitable[None]],
    show_sources: Callable[[], None],
) -> ft.Control:
    """Chats, models, states, what is unfinished; and how much the states may take."""
    ft.use_dialog(question(shown.asked, look, verbs) if shown.asked else None)
    storage = shown.storage
    if storage is None:
        return section(words.STORAGE, look, quiet(look.say(words.LOOKING_AT_DISK)))

    def budget(option: str) -> None:
        ft.context.page.run_task(verbs.keep_states, int(option))

    def ask(what: Cleanup) -> Callable[[], None]:
        return lambda: verbs.ask_clean(what)

    chats = text_action("clean-chats", look.say(words.CLEAN), ask(Cleanup.CHATS), look)
    states = text_action("clean-states", look.say(words.CLEAN), ask(Cleanup.STATES), look)
    unfinished = text_action("clean-unfinished", look.say(words.CLEAN), ask(Cleanup.UNFINISHED), look)
    to_models = text_action("to-models", look.say(words.MANAGE_MODELS), open_models, look)
    sources = text_action("sources", look.say(words.CHANGE), show_sources, look)
    options = [(str(gib * GIB), words.GIBIBYTES.filled(count=gib) if gib else words.KEEP_NONE) for gib in BUDGETS]
    kept = choice("states", options, str(chosen.settings.snapshot_bytes), look, budget)
    return section(
        words.STORAGE,
        look,
        used("chats", words.STORED_CHATS, storage.chats_bytes, look, chats),
        used("models", words.MODELS, storage.models_bytes, look, to_models),
        used("states", words.STATES, storage.states_bytes, look, states if storage.states_bytes else None),
        row(words.STATES_BUDGET, look, kept, words.STATES_BUDGET_TEXT),
        used(
            "unfinished",
            words.UNFINISHED_DOWNLOADS,
            storage.unfinished_bytes,
            look,
            unfinished if storage.unfinished_bytes else None,
        ),
        row(words.SOURCES, look, sources, words.SOURCES_TEXT),
        quiet(look.say(words.DISK_FREE.filled(size=figures.size(storage.free_bytes)))),
    )


def used(name: str, says: Phrase, size_bytes: int, look: Look, button: ft.Control | None = None) -> ft.Control:
    """What something takes, and the way to take less."""
    size = quiet(figures.size(size_bytes) if size_bytes else look.say(words.TAKES_NOTHING))
    line: list[ft.Control] = [
        ft.Text(look.say(says), theme_style=theme.PLAIN, expand=True),
        named(f"size-{name}", size),
    ]
    if button:
        line.append(button)
    return ft.Row(line, spacing=10)


def question(what: Cleanup, look: Look, verbs: SettingsVerbs) -> ft.AlertDialog:
    """Whether something may be removed; a tap beside it means no."""
    title, explained = QUESTIONS[what]

    async def clean() -> None:
        await verbs.clean(what)

    return ft.AlertDialog(
        title=ft.Text(look.say(title), theme_style=theme.DIALOG_TITLE),
        content=ft.Container(plain(look.say(explained)), width=420),
        actions=[
            text_action("no", look.say(words.CANCEL), verbs.answer_no, look),
            action("yes", look.say(words.CLEAN), clean, look, primary=True),
        ],
        on_dismiss=verbs.answer_no,
    )
