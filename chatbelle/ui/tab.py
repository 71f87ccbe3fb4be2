"""Opens one tab: gives a page its look, its state and its verbs, and follows what happens to the page."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

import flet as ft

from chatbelle.errors import ChatBelleError
from chatbelle.settings import Brightness
from chatbelle.ui import theme
from chatbelle.ui.actions import Actions
from chatbelle.ui.kept import Chats
from chatbelle.ui.loading import SharedModel
from chatbelle.ui.message_verbs import MessageVerbs
from chatbelle.ui.models.actions import ModelActions
from chatbelle.ui.models.library import Library, Queue
from chatbelle.ui.models.page import ModelsVerbs
from chatbelle.ui.models.state import Models
from chatbelle.ui.models.verbs import models_verbs
from chatbelle.ui.root import Root, Verbs
from chatbelle.ui.sheet_verbs import SheetVerbs
from chatbelle.ui.state import Look, Notice, Place, Sheet, State
from chatbelle.words import Language

THEME_MODES = {
    Brightness.SYSTEM: ft.ThemeMode.SYSTEM,
    Brightness.LIGHT: ft.ThemeMode.LIGHT,
    Brightness.DARK: ft.ThemeMode.DARK,
}


AnyVerbs = TypeVar("AnyVerbs", Verbs, ModelsVerbs)


class Guard(Protocol):
    """Makes verbs tell the person what went wrong, instead of raising."""

    def __call__(self, verbs: AnyVerbs, tell: Callable[[Notice], None]) -> AnyVerbs:
        """The same verbs, guarded."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the app gives each tab."""

    chats: Chats
    model: SharedModel
    library: Library
    jobs: Queue
    language: Language
    brightness: Brightness
    keep: Callable[..., None]  # changes the settings by their names
    guarded: Guard  # turns exceptions into notices
    models: tuple[Path, ...] = ()  # that a chat can choose from
    personas: tuple[str, ...] = ()  # system prompts of the person's own
    trouble: ChatBelleError | None = None  # what went wrong before there was a page


def open_tab(page: ft.Page, given: Given) -> None:
    """Show the app on `page`."""
    dress(page, given.brightness)
    look = Look(given.language, given.brightness, int(page.width or 1280))
    state = State(look=look, sheet=Sheet(models=given.models, personas=given.personas))
    actions = Actions(state, given.chats, given.model)
    verbs = given.guarded(verbs_of(page, actions, given), actions.notice)
    models = ModelActions(Models(), state.look, given.library, given.jobs, lambda path: verbs.load_model(str(path)))
    page_verbs = given.guarded(models_verbs(models), models.notice)

    def resized(event: ft.PageResizeEvent) -> None:
        actions.resize(int(event.width))

    async def pressed(event: ft.KeyboardEvent) -> None:
        if event.key == "Escape":
            (verbs.escape if state.look.place is Place.CHAT else page_verbs.leave)()
        elif event.key.upper() in ("K", "N") and (event.ctrl or event.meta) and not event.shift and not event.alt:
            verbs.new_chat()

    page.on_resize = resized
    page.on_keyboard_event = pressed
    page.render(Root, state, models.models, state.look, state.sheet, verbs, page_verbs)
    actions.screen.start()
    if given.trouble:
        actions.notice(Notice(given.trouble.what, given.trouble.remedy))
    following = [page.run_task(actions.follow_model), page.run_task(models.follow_jobs)]

    def closed() -> None:
        for each in following:
            each.cancel()

    page.on_close = closed


def dress(page: ft.Page, brightness: Brightness) -> None:
    """Fonts, colours and margins."""
    page.title = "ChatBelle"
    page.fonts = theme.FONTS
    page.theme = theme.theme(theme.LIGHT)
    page.dark_theme = theme.theme(theme.DARK)
    page.theme_mode = THEME_MODES[brightness]
    page.bgcolor = theme.PAPER
    page.padding = 0
    page.spacing = 0


def verbs_of(page: ft.Page, actions: Actions, given: Given) -> Verbs:
    """The verbs of this tab; those that need the page itself are here."""
    look = actions.state.look

    def load_model(path: str) -> None:
        if model := actions.load_model(path):
            given.keep(model=model)

    def switch_language() -> None:
        actions.switch_language()
        given.keep(language=look.language)

    def switch_brightness() -> None:
        actions.switch_brightness()
        page.theme_mode = THEME_MODES[look.brightness]
        page.update()
        given.keep(brightness=look.brightness)

    return Verbs(
        message=message_verbs_of(actions),
        sheet=sheet_verbs_of(actions, given),
        typed=actions.screen.typed,
        send=actions.answers.send,
        stop=actions.answers.stop,
        escape=actions.escape,
        new_chat=actions.screen.new_chat,
        open_chat=actions.open_chat,
        remove=actions.removing.remove_chat,
        undo=actions.removing.undo,
        answer_no=actions.answer_no,
        notice=actions.notice,
        load_model=load_model,
        load_again=actions.load_again,
        stop_loading=actions.stop_loading,
        switch_language=switch_language,
        switch_brightness=switch_brightness,
        toggle_drawer=actions.toggle_drawer,
    )


def message_verbs_of(actions: Actions) -> MessageVerbs:
    """What can be done with a message in this tab."""
    branching, answers = actions.branching, actions.answers

    async def copy(text: str) -> None:
        await ft.Clipboard().set(text)

    return MessageVerbs(
        copy=copy,
        ask_link=actions.ask_link,
        edit=branching.edit,
        leave_edit=branching.leave_edit,
        send_edited=branching.send_edited,
        walk_to=branching.walk_to,
        fork=branching.fork,
        remove=actions.removing.remove_message,
        answer_anew=answers.answer_anew,
        answer_anew_with=actions.setting.answer_anew_with,
        answer_again=answers.answer_again,
    )


def sheet_verbs_of(actions: Actions, given: Given) -> SheetVerbs:
    """What can be set for a chat in this tab."""
    setting = actions.setting

    def keep_persona(prompt: str) -> None:
        given.keep(personas=setting.keep_persona(prompt))

    return SheetVerbs(
        open=setting.open,
        close=setting.close,
        change=setting.change,
        keep_persona=keep_persona,
        answer_anew_with=setting.answer_anew_with,
        answer_anew=setting.answer_anew,
        choose_when_full=setting.choose_when_full,
        show_prompt=setting.show_prompt,
        edit_summary=setting.edit_summary,
    )
