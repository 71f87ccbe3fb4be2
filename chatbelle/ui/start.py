"""What stands where messages will be: a quiet beginning, or what to do when there is no model."""

from collections.abc import Callable

import flet as ft

from chatbelle import words
from chatbelle.ui import theme
from chatbelle.ui.named import named
from chatbelle.ui.state import Look, Model


def start(look: Look) -> ft.Control:
    """An empty chat."""
    return centred(
        bell(),
        ft.Text(look.say(words.START_TITLE), size=22, weight=ft.FontWeight.W_600),
        ft.Text(look.say(words.START_TEXT), size=14.5, color=theme.SECONDARY, text_align=ft.TextAlign.CENTER),
    )


@ft.component
def NoModel(model: Model, look: Look, load_model: Callable[[str], None], load_again: Callable[[], None]) -> ft.Control:  # noqa: N802
    """There is no model, or it could not be loaded: what happened and the ways on."""
    path, set_path = ft.use_state("")
    status, error = model.status, model.status.error

    async def choose() -> None:
        files = await ft.FilePicker().pick_files(allowed_extensions=["gguf"])
        if files and files[0].path:
            load_model(files[0].path)

    field = ft.TextField(
        value=path,
        hint_text=look.say(words.MODEL_PATH),
        border=ft.OutlineInputBorder(border_radius=12, side=ft.BorderSide(1, theme.LINE)),
        text_size=14.5,
        on_change=lambda event: set_path(str(event.control.value)),
        on_submit=lambda event: load_model(str(event.control.value)),
        expand=True,
    )
    buttons: list[ft.Control] = [
        named("open-model", ft.FilledButton(look.say(words.OPEN_MODEL), on_click=lambda: load_model(path)))
    ]
    if not ft.context.page.web:  # a browser gives no path
        buttons.insert(0, named("choose-file", ft.OutlinedButton(look.say(words.CHOOSE_FILE), on_click=choose)))
    if error and status.path:
        again = ft.OutlinedButton(look.say(words.LOAD_AGAIN_NOW), on_click=load_again)
        buttons.insert(0, named("load-again", again))
    what, remedy = (error.what, error.remedy) if error else (words.NO_MODEL_TITLE, words.NO_MODEL_TEXT)
    form = [ft.Row([named("model-path", field, expand=True)], width=440)]
    return centred(
        bell(),
        named("no-model", ft.Text(look.say(what), size=20, weight=ft.FontWeight.W_600, text_align=ft.TextAlign.CENTER)),
        ft.Text(look.say(remedy), size=14.5, color=theme.SECONDARY, text_align=ft.TextAlign.CENTER),
        *form,
        ft.Row(buttons, alignment=ft.MainAxisAlignment.CENTER, spacing=10, wrap=True),
    )


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
