"""Binds what the person can do to one tab's actions and page."""

import flet as ft

from chatbelle.ui.actions import Actions
from chatbelle.ui.bench.actions import bench_verbs_of
from chatbelle.ui.given import Given
from chatbelle.ui.history.binding import history_verbs_of
from chatbelle.ui.message_verbs import MessageVerbs
from chatbelle.ui.settings.actions import settings_verbs_of
from chatbelle.ui.sheet_verbs import SheetVerbs
from chatbelle.ui.verbs import Verbs


def verbs_of(page: ft.Page, actions: Actions, given: Given) -> Verbs:
    """The verbs of this tab; those that need the page itself are here."""

    def load_model(path: str) -> None:
        if model := actions.load_model(path):
            given.keep(model=model)

    return Verbs(
        message=message_verbs_of(actions),
        sheet=sheet_verbs_of(actions, given),
        history=history_verbs_of(actions, given),
        settings=settings_verbs_of(page, actions, given),
        bench=bench_verbs_of(actions.state, given.model),
        typed=actions.screen.typed,
        send=actions.answers.send,
        stop=actions.answers.stop,
        escape=actions.escape,
        new_chat=actions.screen.new_chat,
        open_chat=actions.open_chat,
        undo=actions.removing.undo,
        answer_no=actions.answer_no,
        notice=actions.notice,
        load_model=load_model,
        load_again=actions.load_again,
        stop_loading=actions.stop_loading,
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
        earlier=actions.reading.earlier,
        later=actions.reading.later,
    )


def sheet_verbs_of(actions: Actions, given: Given) -> SheetVerbs:
    """What can be set for a chat in this tab."""
    setting = actions.setting

    def keep_persona(prompt: str) -> None:
        given.keep(personas=setting.keep_persona(prompt))

    async def find_adapters() -> None:
        await setting.find_adapters(given.library.adapters_for)

    return SheetVerbs(
        open=setting.open,
        close=setting.close,
        change=setting.change,
        keep_persona=keep_persona,
        answer_anew_with=setting.answer_anew_with,
        answer_anew=setting.answer_anew,
        choose_when_full=setting.choose_when_full,
        find_adapters=find_adapters,
        show_prompt=setting.show_prompt,
        edit_summary=setting.edit_summary,
    )
