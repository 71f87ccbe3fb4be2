"""Opens one tab: gives a page its look, its state and its verbs, and follows what happens to the page."""

import flet as ft

from chatbelle.ui.actions import Actions
from chatbelle.ui.back import follow_back
from chatbelle.ui.binding import verbs_of
from chatbelle.ui.dressing import dress
from chatbelle.ui.given import Given
from chatbelle.ui.history.state import Shelf
from chatbelle.ui.keys.binding import follow_keys
from chatbelle.ui.low_memory import follow_memory
from chatbelle.ui.models.actions import ModelActions
from chatbelle.ui.models.state import Models
from chatbelle.ui.models.verbs import models_verbs
from chatbelle.ui.root import Root
from chatbelle.ui.state import Chosen, Look, Place, Sheet, State
from chatbelle.ui.system_wishes import follow_system
from chatbelle.ui.telling import notice_of
from chatbelle.ui.window_size import follow_window


def open_tab(page: ft.Page, given: Given) -> None:
    """Show the app on `page`."""
    settings = given.settings
    look = Look(width=int(page.width or 1280), apple=page.platform is not None and page.platform.is_apple())
    look.follow(settings)
    dress(page, settings, look)
    sheet = Sheet(models=given.models, personas=settings.personas)
    state = State(look=look, chosen=Chosen(settings), sheet=sheet, shelf=Shelf(settings.chat_order))
    actions = Actions(state, given.chats, given.model)
    verbs = given.guarded(verbs_of(page, actions, given), actions.notice)
    models = ModelActions(Models(), state.look, given.library, given.jobs, lambda path: verbs.load_model(str(path)))
    page_verbs = given.guarded(models_verbs(models), models.notice)

    def resized(event: ft.PageResizeEvent) -> None:
        actions.resize(int(event.width))

    page.on_resize = resized
    follow_window(page, given)
    keys = follow_keys(page, state, models.models, verbs, page_verbs)
    page.render(Root, state, models.models, state.look, state.sheet, verbs, page_verbs, keys)
    follow_back(page, state, keys.step_back)
    actions.screen.start()
    if given.first_run:
        look.place = Place.WELCOME
    if given.trouble:
        actions.notice(notice_of(given.trouble))
    following = [page.run_task(task) for task in (actions.follow_model, models.follow_jobs, actions.searching.prepare)]
    following.append(page.run_task(follow_system, page, look, settings))
    following.append(page.run_task(follow_memory, actions.notice))

    def closed() -> None:
        actions.close()
        for each in following:
            each.cancel()

    page.on_close = closed
