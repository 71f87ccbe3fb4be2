"""The first run: the language, then a model for this machine; then the chat itself. Any of it can be skipped."""

from collections.abc import Callable
from pathlib import Path

import flet as ft

from chatbelle import words
from chatbelle.ui import theme
from chatbelle.ui.models import figures
from chatbelle.ui.models.page import ModelsVerbs
from chatbelle.ui.models.parts import action, plain, quiet, text_action
from chatbelle.ui.models.release_card import release_card
from chatbelle.ui.models.state import Kept, Offered, Shelf
from chatbelle.ui.named import header, named
from chatbelle.ui.settings.appearance import LANGUAGES
from chatbelle.ui.settings.parts import choice
from chatbelle.ui.settings.verbs import SettingsVerbs
from chatbelle.ui.start import OwnFile, bell
from chatbelle.ui.state import Look, Model
from chatbelle.words import Language

COLUMN_PX = 560
MOST_KEPT = 3  # models that are here already; all of them are on the Models page


@ft.component
def WelcomeView(  # noqa: N802 - components are named like classes
    shelf: Shelf,
    model: Model,
    look: Look,
    verbs: SettingsVerbs,
    models_verbs: ModelsVerbs,
    load_model: Callable[[str], None],
) -> ft.Control:
    """One screen after the other, in the middle of the window."""
    at_models, set_at_models = ft.use_state(False)
    if at_models:
        parts = model_screen(shelf, model, look, verbs.end_welcome, models_verbs, load_model)
    else:
        parts = language_screen(look, verbs, lambda: set_at_models(True))
    side_px = max(16, (look.width - COLUMN_PX) // 2)
    column = ft.Column(
        [*parts],
        spacing=16,
        scroll=ft.ScrollMode.AUTO,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        alignment=ft.MainAxisAlignment.CENTER,
        expand=True,
    )
    room = ft.Container(
        column, padding=ft.Padding(left=side_px, right=side_px, top=24, bottom=24), bgcolor=theme.PAPER, expand=True
    )
    return ft.SafeArea(named("welcome", room, expand=True), expand=True)


def language_screen(look: Look, verbs: SettingsVerbs, go_on: Callable[[], None]) -> list[ft.Control]:
    """Who this is, and which language it speaks."""

    def speak(option: str) -> None:
        verbs.change(language=Language(option))

    options = [(option, says) for option, says in LANGUAGES if option in set(Language)]
    pills = ft.Row([choice("speak", options, look.language, look, speak)], alignment=ft.MainAxisAlignment.CENTER)
    return [
        ft.Row([bell()], alignment=ft.MainAxisAlignment.CENTER),
        *title(words.WELCOME, words.WELCOME_TEXT, look),
        pills,
        ft.Container(height=8),
        ft.Row(
            [action("go-on", look.say(words.NEXT), go_on, look, primary=True)], alignment=ft.MainAxisAlignment.CENTER
        ),
        skipping(look, verbs.end_welcome),
    ]


def model_screen(
    shelf: Shelf,
    model: Model,
    look: Look,
    end: Callable[[], None],
    models_verbs: ModelsVerbs,
    load_model: Callable[[str], None],
) -> list[ft.Control]:
    """The model that suits this machine, those that are here already, and the person's own."""

    async def take(offered: Offered) -> None:
        end()
        await models_verbs.take(offered)

    async def see_all() -> None:
        end()
        await models_verbs.open_page()

    def import_weights() -> None:
        end()
        models_verbs.start_import()

    def load(path: str) -> None:
        end()
        if Path(path) != model.status.path:  # the built-in model is loaded while the person reads
            load_model(path)

    suggestion = next((offered for offered in shelf.offered if offered.suggested), None)
    here = [kept for kept in (*(shelf.kept or ()), *shelf.elsewhere) if not kept.trouble][:MOST_KEPT]
    parts = title(words.WELCOME_MODEL, words.WELCOME_MODEL_TEXT, look)
    if shelf.kept is None:
        parts.append(quiet(look.say(words.LOOKING_AT_MACHINE)))
    if suggestion:
        parts.append(release_card(suggestion, look, take))
    parts += [kept_line(number, kept, look, load) for number, kept in enumerate(here)]
    ways = [
        text_action("see-all", look.say(words.SEE_ALL_MODELS), see_all, look),
        text_action("own-weights", look.say(words.HAVE_WEIGHTS), import_weights, look),
    ]
    parts.append(ft.Row([*ways], alignment=ft.MainAxisAlignment.CENTER, wrap=True))
    return [*parts, OwnFile(look, load), skipping(look, end)]


def title(says: words.Phrase, explains: words.Phrase, look: Look) -> list[ft.Control]:
    """What a screen is about, in the middle."""
    centre = ft.TextAlign.CENTER
    name = ft.Text(look.say(says), theme_style=theme.GREETING, weight=ft.FontWeight.W_600, text_align=centre)
    explained = ft.Text(look.say(explains), theme_style=theme.PLAIN, color=theme.SECONDARY, text_align=centre)
    return [header(name), explained]


def kept_line(number: int, kept: Kept, look: Look, load: Callable[[str], None]) -> ft.Control:
    """A model that is on this machine already."""
    where = look.say(words.KEPT_BY.filled(owner=kept.owner) if kept.owner else words.KEPT_HERE)
    said = ft.Column([plain(kept.name), quiet(f"{where} · {figures.size(kept.disk_bytes)}")], spacing=0, tight=True)
    button = action(f"start-with-{number}", look.say(words.START_WITH), lambda: load(str(kept.path)), look)
    line = ft.Row([ft.Container(said, expand=True), button], spacing=12)
    return ft.Container(
        line, bgcolor=theme.PANEL, border_radius=14, padding=ft.Padding(left=18, top=8, right=12, bottom=8)
    )


def skipping(look: Look, end: Callable[[], None]) -> ft.Control:
    """The way past all this."""
    return ft.Row([text_action("skip", look.say(words.SKIP), end, look)], alignment=ft.MainAxisAlignment.CENTER)
