"""The way back: a phone's gesture and a browser's button close what is open before they leave the app."""

from collections.abc import Callable

import flet as ft

from chatbelle.ui.keys.state import Keyboard, Shown
from chatbelle.ui.state import Look, Place, Sheet, State

WITHIN = "/within"  # the browser's place while something is open: its way back leads from there to the beginning


def is_within(look: Look, sheet: Sheet, keyboard: Keyboard) -> bool:
    """Whether something is open that can be closed."""
    on_page = look.place not in (Place.CHAT, Place.WELCOME)
    return on_page or look.drawer_open or sheet.is_open or keyboard.shown is not Shown.NOTHING


@ft.component
def BackGate(look: Look, sheet: Sheet, keyboard: Keyboard) -> ft.Control:  # noqa: N802
    """Keeps the client in step; takes no room."""
    within = is_within(look, sheet, keyboard)

    async def keep_in_step() -> None:
        page = ft.context.page
        page.views[0].can_pop = not within
        page.views[0].update()
        await stay(page, within)

    ft.use_effect(keep_in_step, [within])
    return ft.Container(width=0, height=0)


async def stay(page: ft.Page, within: bool) -> None:
    """Give a browser a place to go back from while something is open."""
    if within and page.web and page.route != WITHIN:
        await page.push_route(WITHIN)


def follow_back(page: ft.Page, state: State, step_back: Callable[[], None]) -> None:
    """Close what is open, one thing a time, as the person goes back; to be called once the page is drawn."""

    def within() -> bool:
        return is_within(state.look, state.sheet, state.keyboard)

    async def went(event: ft.RouteChangeEvent) -> None:
        if event.route != WITHIN and within():
            step_back()
            await stay(page, within())

    async def about_to_leave(event: ft.Event[ft.View]) -> None:
        is_open = within()
        if is_open:
            step_back()
        await event.control.confirm_pop(not is_open)

    page.on_route_change = went
    page.views[0].on_confirm_pop = about_to_leave
    page.views[0].update()
