"""What stands where messages will be: a quiet beginning, or what to do when there is no model."""

from collections.abc import Awaitable, Callable

import flet as ft

from chatbelle import words
from chatbelle.errors import NotEnoughMemory
from chatbelle.ui import theme
from chatbelle.ui.models.parts import action, field, text_action
from chatbelle.ui.models.release_card import release_card
from chatbelle.ui.models.state import Offered, Shelf
from chatbelle.ui.named import header, named
from chatbelle.ui.state import Look, Model


def start(look: Look) -> ft.Control:
    """An empty chat."""
    return centred(
        bell(),
        header(ft.Text(look.say(words.START_TITLE), theme_style=theme.GREETING, weight=ft.FontWeight.W_600)),
        ft.Text(
            look.say(words.START_TEXT), theme_style=theme.PLAIN, color=theme.SECONDARY, text_align=ft.TextAlign.CENTER
        ),
    )


@ft.component
def NoModel(  # noqa: N802 - components are named like classes
    model: Model,
    look: Look,
    load_model: Callable[[str], None],
    load_again: Callable[[], None],
    load_shorter: Callable[[], None],
    shelf: Shelf,
    open_models: Callable[[], Awaitable[None]],
    take: Callable[[Offered], Awaitable[None]],
) -> ft.Control:
    """There is no model, or it could not be loaded: what happened and the ways on, the easiest first."""
    status, error = model.status, model.status.error
    suggestion = next((offered for offered in shelf.offered if offered.suggested), None)
    what, remedy = (error.what, error.remedy) if error else (words.NO_MODEL_TITLE, words.NO_MODEL_TEXT)
    parts: list[ft.Control] = [
        bell(),
        named(
            "no-model",
            ft.Text(
                look.say(what), theme_style=theme.PAGE_TITLE, weight=ft.FontWeight.W_600, text_align=ft.TextAlign.CENTER
            ),
        ),
        ft.Text(look.say(remedy), theme_style=theme.PLAIN, color=theme.SECONDARY, text_align=ft.TextAlign.CENTER),
    ]
    if suggestion:
        parts.append(ft.Container(release_card(suggestion, look, take), width=min(560, look.width - 48)))
    buttons = [action("open-models", look.say(words.GET_MODELS), open_models, look, primary=suggestion is None)]
    if error and status.path:
        buttons.insert(0, action("load-again", look.say(words.LOAD_AGAIN_NOW), load_again, look))
    if isinstance(error, NotEnoughMemory):
        buttons.insert(0, action("load-shorter", look.say(words.LOAD_SHORTER), load_shorter, look))
    parts.append(ft.Row([*buttons], alignment=ft.MainAxisAlignment.CENTER, spacing=10, wrap=True))
    parts.append(OwnFile(look, load_model))
    return centred(*parts)


@ft.component
def OwnFile(look: Look, load_model: Callable[[str], None]) -> ft.Control:  # noqa: N802
    """A line for a file that the person has already."""
    path, set_path = ft.use_state("")

    async def choose() -> None:
        files = await ft.FilePicker().pick_files(allowed_extensions=["gguf"])
        if files and files[0].path:
            load_model(files[0].path)

    row: list[ft.Control] = [
        field("model-path", path, look.say(words.MODEL_PATH), set_path, lambda: load_model(path)),
        text_action("open-model", look.say(words.OPEN_MODEL), lambda: load_model(path), look),
    ]
    if not ft.context.page.web:  # a browser gives no path
        row.append(text_action("choose-file", look.say(words.CHOOSE_FILE), choose, look))
    return ft.Container(ft.Row(row, spacing=6), width=min(560, look.width - 48))


def centred(*controls: ft.Control) -> ft.Control:
    """Controls in the middle of the pane, one below the other."""
    column = ft.Column(
        [*controls],
        spacing=14,
        tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        alignment=ft.MainAxisAlignment.CENTER,
    )
    return ft.Container(column, alignment=ft.Alignment.CENTER, expand=True, padding=24)


def bell() -> ft.Control:
    """The app's mark."""
    return ft.Image(src="icon.png", width=56, height=56, border_radius=14, exclude_from_semantics=True)
