"""Opens one tab: gives a page its look, its state and its verbs, and follows what happens to the page."""

import flet as ft

from chatbelle.ui.actions import Actions
from chatbelle.ui.binding import verbs_of
from chatbelle.ui.dressing import dress
from chatbelle.ui.given import Given
from chatbelle.ui.models.actions import ModelActions
from chatbelle.ui.models.state import Models
from chatbelle.ui.models.verbs import models_verbs
from chatbelle.ui.root import Root
from chatbelle.ui.state import Chosen, Look, Notice, Place, Sheet, State


def open_tab(page: ft.Page, given: Given) -> None:
    """Show the app on `page`."""
    settings = given.settings
    dress(page, settings)
    look = Look(width=int(page.width or 1280))
    look.follow(settings)
    sheet = Sheet(models=given.models, personas=settings.personas)
    state = State(look=look, chosen=Chosen(settings), sheet=sheet)
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
