"""A model that can be had: its name, one sentence, what it takes, whether it fits, and the one button."""

from collections.abc import Awaitable, Callable

import flet as ft

from chatbelle import words
from chatbelle.ui import theme
from chatbelle.ui.models import figures
from chatbelle.ui.models.parts import action, card, language_names, name_text, plain, quiet, verdict_row
from chatbelle.ui.models.state import Offer, Offered
from chatbelle.ui.named import named
from chatbelle.ui.state import Layout, Look

OFFERS = {
    Offer.GET: words.GET_AND_START,
    Offer.GET_AND_CONVERT: words.GET_AND_CONVERT,
    Offer.OPEN: words.OPEN_LINK,
    Offer.INSTEAD: words.SHOW_INSTEAD,
}


def release_card(offered: Offered, look: Look, take: Callable[[Offered], Awaitable[None]]) -> ft.Control:
    """The card. Its button takes what it offers; there is none while a job already brings it."""
    release = offered.release
    said = [title(offered, look), plain(look.say(release.about)), quiet(facts(offered, look))]
    verdict = [verdict_row(offered.fit, look)] if offered.fit else []
    column = ft.Column([*said, *verdict], spacing=5, tight=True)
    says = words.CONTINUE_DOWNLOAD if offered.resting else OFFERS[offered.offer]

    async def take_it() -> None:
        await take(offered)

    button = action(f"get-{release.id}", look.say(says), take_it, look, offered.suggested)
    under_way = offered.job_id is not None and not offered.resting
    end = quiet(look.say(words.ON_ITS_WAY)) if under_way else button
    if look.layout is Layout.PHONE:
        column.controls.append(ft.Container(ft.Row([end]), padding=ft.Padding(top=4)))
        content: ft.Control = column
    else:
        content = ft.Row([ft.Container(column, expand=True), end], spacing=18)
    identifier = f"release-{release.id}"
    return ft.Container(named(identifier, card(content)), key=identifier)


def title(offered: Offered, look: Look) -> ft.Control:
    """The name, and a word where the model is the one for this machine."""
    parts: list[ft.Control] = [name_text(offered.release.name)]
    if offered.suggested:
        tag = ft.Text(look.say(words.SUGGESTED), theme_style=theme.FINE)
        parts.append(
            ft.Container(
                tag, bgcolor=theme.BUBBLE, border_radius=8, padding=ft.Padding(left=8, top=1, right=8, bottom=2)
            )
        )
    return ft.Row(parts, spacing=10, wrap=True)


def facts(offered: Offered, look: Look) -> str:
    """Size, languages and licence, as far as they are known."""
    size = figures.size(offered.disk_bytes) if offered.disk_bytes else look.say(words.SIZE_UNKNOWN)
    said = [size, language_names(offered.release.languages, look), offered.release.licence]
    return " · ".join(filter(None, said))
