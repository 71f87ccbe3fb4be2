"""The question before a model is removed: to the trash, or for good."""

from collections.abc import Awaitable, Callable

import flet as ft

from chatbelle import words
from chatbelle.ui import theme
from chatbelle.ui.models import figures
from chatbelle.ui.models.parts import action, plain, text_action
from chatbelle.ui.models.state import Kept, Told
from chatbelle.ui.state import Look

Remove = Callable[[Kept, bool], Awaitable[None]]


@ft.component
def RemovingView(told: Told, look: Look, remove: Remove, answer_no: Callable[[], None]) -> ft.Control:  # noqa: N802
    """Shows the question as a dialog while one is open; takes no room itself."""
    ft.use_dialog(question(told.removing, look, remove, answer_no) if told.removing else None)
    return ft.Container(width=0, height=0)


def question(kept: Kept, look: Look, remove: Remove, answer_no: Callable[[], None]) -> ft.AlertDialog:
    """Three answers; a tap beside it means no."""

    async def to_trash() -> None:
        await remove(kept, False)

    async def for_good() -> None:
        await remove(kept, True)

    explained = words.REMOVE_MODEL_EXPLAINED.filled(name=kept.name, size=figures.size(kept.disk_bytes))
    return ft.AlertDialog(
        title=ft.Text(
            look.say(words.REMOVE_MODEL_QUESTION), theme_style=theme.DIALOG_TITLE, weight=ft.FontWeight.W_600
        ),
        content=ft.Container(plain(look.say(explained)), width=420),
        actions=[
            text_action("no", look.say(words.CANCEL), answer_no, look),
            text_action("for-good", look.say(words.DELETE_FOR_GOOD), for_good, look),
            action("to-trash", look.say(words.MOVE_TO_TRASH), to_trash, look, primary=True),
        ],
        on_dismiss=answer_no,
    )
