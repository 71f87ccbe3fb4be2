"""The Models page: jobs, what is on this machine, what is to be had; and the wizard in the same place."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import flet as ft

from chatbelle import words
from chatbelle.ui import theme
from chatbelle.ui.models.catalogue_view import CatalogueView
from chatbelle.ui.models.import_view import ImportVerbs, ImportView
from chatbelle.ui.models.job_card import JobsView
from chatbelle.ui.models.kept_card import KeptView
from chatbelle.ui.models.parts import PAGE_PX, action, text_action
from chatbelle.ui.models.removing import RemovingView
from chatbelle.ui.models.sources_view import SourcesVerbs, SourcesView
from chatbelle.ui.models.state import Kept, Models, Offered, Told
from chatbelle.ui.named import header, icon_button, named
from chatbelle.ui.notice import notice_card
from chatbelle.ui.state import Layout, Look, Model, Place


@dataclass(frozen=True, slots=True)
class ModelsVerbs:
    """What the person can do on the page."""

    open_page: Callable[[], Awaitable[None]]
    leave: Callable[[], None]
    take: Callable[[Offered], Awaitable[None]]
    pause: Callable[[int], None]
    resume: Callable[[int], None]
    cancel: Callable[[int], None]
    open_model: Callable[[Path], None]
    start_ready: Callable[[], None]
    forget_ready: Callable[[], None]
    dismiss: Callable[[], None]
    look_up: Callable[[str], Awaitable[None]]
    forget_hub: Callable[[], None]
    ask_remove: Callable[[Kept], None]
    keep_it: Callable[[], None]
    remove: Callable[[Kept, bool], Awaitable[None]]
    start_import: Callable[[], None]
    look_at: Callable[[], Awaitable[None]]
    convert: Callable[[], Awaitable[None]]
    forget_import_notice: Callable[[], None]
    show_sources: Callable[[], None]
    close_sources: Callable[[], None]
    add_folder: Callable[[str], Awaitable[None]]
    drop_folder: Callable[[Path], Awaitable[None]]
    use_endpoint: Callable[[str], None]
    find_fastest: Callable[[], Awaitable[None]]
    forget_sources_notice: Callable[[], None]


def models_pane(models: Models, model: Model, look: Look, verbs: ModelsVerbs, width_px: int) -> ft.Control:
    """The page beside the rail, or alone on a phone."""
    side_px = max(14 if look.layout is Layout.PHONE else 24, (width_px - PAGE_PX) // 2)
    wizard = ImportVerbs(verbs.look_at, verbs.convert, verbs.forget_import_notice)
    in_wizard = look.place is Place.IMPORT
    inside = [ImportView(models.importing, look, wizard)] if in_wizard else sections(models, model, look, verbs)
    scroll = ft.ListView(
        [ToldView(models.told, look, verbs.dismiss), *inside],
        expand=True,
        padding=ft.Padding(left=side_px, top=0, right=side_px, bottom=32),
        key=f"scroll-{look.place}",
    )
    dialogs = [
        RemovingView(models.told, look, verbs.remove, verbs.keep_it),
        SourcesView(models.sources, look, sources_verbs(verbs)),
    ]
    room = ft.Column([top(look, verbs, side_px), named("models-page", scroll, expand=True), *dialogs], spacing=0)
    return ft.Container(room, expand=True, bgcolor=theme.PAPER, key="models-pane")


def top(look: Look, verbs: ModelsVerbs, side_px: int) -> ft.Control:
    """The way back, the page's name, the wizard and the sheet."""
    touch = look.layout is not Layout.WIDE
    in_wizard = look.place is Place.IMPORT
    name = ft.Text(
        look.say(words.IMPORT if in_wizard else words.MODELS), theme_style=theme.PAGE_TITLE, weight=ft.FontWeight.W_600
    )
    back = words.BACK_TO_MODELS if in_wizard else words.BACK_TO_CHAT
    row: list[ft.Control] = [
        icon_button("back", ft.Icons.ARROW_BACK_ROUNDED, look.say(back), verbs.leave, touch),
        header(name, expand=True),
    ]
    if not in_wizard:
        row += [
            icon_button("sources", ft.Icons.TUNE_ROUNDED, look.say(words.SOURCES), verbs.show_sources, touch),
            import_button(look, verbs, touch),
        ]
    edge_px = 4 if look.layout is Layout.PHONE else max(12, side_px - 46)
    bar = ft.Container(ft.Row(row, spacing=6), height=56, padding=ft.Padding(left=edge_px, right=max(4, side_px - 8)))
    return ft.SafeArea(bar, avoid_intrusions_bottom=False)


def import_button(look: Look, verbs: ModelsVerbs, touch: bool) -> ft.Control:
    """The wizard's door: with its name where there is room."""
    if look.layout is Layout.PHONE:
        icon = ft.Icons.CREATE_NEW_FOLDER_OUTLINED
        return icon_button("import", icon, look.say(words.IMPORT_OWN), verbs.start_import, touch)
    return action("import", look.say(words.IMPORT_OWN), verbs.start_import, look)


def sections(models: Models, model: Model, look: Look, verbs: ModelsVerbs) -> list[ft.Control]:
    """Each section takes its own observables."""
    shelf = models.shelf
    return [
        JobsView(models.jobs, look, verbs.pause, verbs.resume, verbs.cancel),
        KeptView(shelf, model, look, verbs.open_model, verbs.ask_remove),
        CatalogueView(shelf, models.wish, models.hub, look, verbs.take, verbs.look_up, verbs.forget_hub),
    ]


def sources_verbs(verbs: ModelsVerbs) -> SourcesVerbs:
    """The sheet's part of the verbs."""
    return SourcesVerbs(
        close=verbs.close_sources,
        add_folder=verbs.add_folder,
        drop_folder=verbs.drop_folder,
        use_endpoint=verbs.use_endpoint,
        find_fastest=verbs.find_fastest,
        dismiss=verbs.forget_sources_notice,
    )


@ft.component
def ToldView(told: Told, look: Look, dismiss: Callable[[], None]) -> ft.Control:  # noqa: N802
    """What went wrong, above everything."""
    if told.notice is None:
        return ft.Container(height=0)
    return notice_card(told.notice, look, dismiss)


@ft.component
def ReadyBar(told: Told, look: Look, start: Callable[[], None], dismiss: Callable[[], None]) -> ft.Control:  # noqa: N802
    """A line above the composer when a model became ready while the person was elsewhere."""
    if told.ready is None:
        return ft.Container(height=0)
    touch = look.layout is Layout.PHONE
    text = look.say(words.MODEL_IS_READY.filled(name=told.ready.wanted.release.name))
    row: list[ft.Control] = [
        ft.Icon(ft.Icons.CHECK_CIRCLE_OUTLINE_ROUNDED, size=18, color=ft.Colors.TERTIARY),
        ft.Text(text, theme_style=theme.PLAIN, expand=True),
        text_action("start-ready", look.say(words.START_CHAT), start, look),
        icon_button("dismiss-ready", ft.Icons.CLOSE_ROUNDED, look.say(words.DISMISS), dismiss, touch),
    ]
    bar = ft.Container(
        ft.Row(row, spacing=8), bgcolor=theme.PANEL, border_radius=14, padding=ft.Padding(left=14, right=6)
    )
    return ft.Container(named("ready", bar), padding=ft.Padding(bottom=6))
