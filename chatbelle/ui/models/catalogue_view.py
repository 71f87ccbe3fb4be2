"""The models to be had: a search field, filters, the cards; and a repository of the hub for whoever names one."""

from collections.abc import Awaitable, Callable
from functools import partial

import flet as ft

from chatbelle import words
from chatbelle.ui import theme
from chatbelle.ui.models.matching import in_order, repository_in, suiting
from chatbelle.ui.models.parts import action, card, field, heading, plain, quiet, stacked
from chatbelle.ui.models.release_card import release_card
from chatbelle.ui.models.state import Hub, Offered, Shelf, SizeWish, Wish
from chatbelle.ui.named import named
from chatbelle.ui.notice import notice_card
from chatbelle.ui.state import Layout, Look
from chatbelle.words import Phrase

SIZES = {
    SizeWish.SMALL: words.SIZE_SMALL,
    SizeWish.MIDDLE: words.SIZE_MIDDLE,
    SizeWish.LARGE: words.SIZE_LARGE,
}
LANGUAGES = {"zh": words.CHINESE, "en": words.ENGLISH}


@ft.component
def CatalogueView(  # noqa: N802 - components are named like classes
    shelf: Shelf,
    wish: Wish,
    hub: Hub,
    look: Look,
    take: Callable[[Offered], Awaitable[None]],
    look_up: Callable[[str], Awaitable[None]],
    forget_hub: Callable[[], None],
) -> ft.Control:
    """The section, filtered by what the person looks for."""
    repository = repository_in(wish.text)
    shown = () if repository else in_order(suiting(shelf.offered, wish))
    lines: list[ft.Control] = [heading(look.say(words.TO_GET)), search_field(wish, look, look_up), filters(wish, look)]
    if repository:
        lines += hub_lines(repository, hub, look, take, look_up, forget_hub)
    elif not shown and shelf.offered:
        lines.append(named("nothing-found", card(plain(look.say(words.NOTHING_SUITS)))))
    lines += [release_card(offered, look, take) for offered in shown]
    return stacked(lines)


def search_field(wish: Wish, look: Look, look_up: Callable[[str], Awaitable[None]]) -> ft.Control:
    """Words to search for, or a repository; Enter looks the repository up."""

    def typed(text: str) -> None:
        wish.text = text

    async def submitted() -> None:
        if repository := repository_in(wish.text):
            await look_up(repository)

    entry = field("search-models", wish.text, look.say(words.SEARCH_MODELS), typed, submitted, ft.Icons.SEARCH_ROUNDED)
    return ft.Row([entry])


def filters(wish: Wish, look: Look) -> ft.Control:
    """What fits here, each language, each size: a tap narrows, another tap widens again."""

    def fitting() -> None:
        wish.fitting_only = not wish.fitting_only

    def speaks(language: str) -> None:
        wish.language = "" if wish.language == language else language

    def has_size(size: SizeWish) -> None:
        wish.size = SizeWish.ANY if wish.size is size else size

    chips = [chip("filter-fits", words.FITS_HERE, wish.fitting_only, look, fitting)]
    for code, name in LANGUAGES.items():
        chips.append(chip(f"filter-{code}", name, wish.language == code, look, partial(speaks, code)))
    for size, name in SIZES.items():
        chips.append(chip(f"filter-{size}", name, wish.size is size, look, partial(has_size, size)))
    return ft.Row(chips, spacing=8, run_spacing=8, wrap=True)


def chip(identifier: str, name: Phrase, chosen: bool, look: Look, on_tap: Callable[[], None]) -> ft.Control:
    """A filter; a chosen one is marked by a tick and a shade."""
    made = ft.Chip(
        label=ft.Text(look.say(name), theme_style=theme.FINE),
        selected=chosen,
        on_select=on_tap,
        show_checkmark=True,
        check_color=theme.INK,
        bgcolor=theme.PAPER,
        selected_color=theme.SELECTED,
        border_side=ft.BorderSide(1, theme.LINE),
        shape=theme.rounded(10),
        height=48 if look.layout is Layout.PHONE else None,
    )
    return named(identifier, made)


def hub_lines(
    repository: str,
    hub: Hub,
    look: Look,
    take: Callable[[Offered], Awaitable[None]],
    look_up: Callable[[str], Awaitable[None]],
    forget_hub: Callable[[], None],
) -> list[ft.Control]:
    """The way to a repository's files, and these once they were asked for: nothing is asked before the button."""

    async def ask() -> None:
        await look_up(repository)

    if hub.notice:
        return [notice_card(hub.notice, look, forget_hub)]
    if hub.looking:
        bar = ft.ProgressBar(bar_height=3, border_radius=2, color=theme.ACCENT, bgcolor=theme.SELECTED)
        return [card(ft.Column([quiet(look.say(words.HUB_LOOKING.filled(repository=repository))), bar], spacing=8))]
    if hub.files is None or hub.repository != repository:
        text = ft.Column([plain(repository), quiet(look.say(words.HUB_EXPLAINED))], spacing=3, tight=True, expand=True)
        return [card(ft.Row([text, action("look-up", look.say(words.HUB_LIST), ask, look, True)], spacing=14))]
    if not hub.files:
        return [named("nothing-found", card(plain(look.say(words.HUB_EMPTY.filled(repository=repository)))))]
    return [release_card(offered, look, take) for offered in hub.files]
