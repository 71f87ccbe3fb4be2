"""The Settings page: sections one below the other, in one column, on a phone as on a wide screen."""

import flet as ft

from chatbelle import words
from chatbelle.ui import theme
from chatbelle.ui.bench.view import BenchSection
from chatbelle.ui.drawn import under_key
from chatbelle.ui.models.page import ModelsVerbs, sources_verbs
from chatbelle.ui.models.parts import PAGE_PX
from chatbelle.ui.models.sources_view import SourcesView
from chatbelle.ui.models.state import Models
from chatbelle.ui.named import header, icon_button, named
from chatbelle.ui.notice import notice_card
from chatbelle.ui.settings.about_view import AboutSection
from chatbelle.ui.settings.appearance import AppearanceSection
from chatbelle.ui.settings.computing import ComputingSection
from chatbelle.ui.settings.storage import StorageSection
from chatbelle.ui.settings.tuning import TuningSection
from chatbelle.ui.settings.writing import WritingSection
from chatbelle.ui.state import Conversation, Layout, Look, State
from chatbelle.ui.verbs import Verbs


def settings_pane(state: State, models: Models, verbs: Verbs, models_verbs: ModelsVerbs, width_px: int) -> ft.Control:
    """The page beside the rail, or alone on a phone."""
    look = state.look
    side_px = max(14 if look.layout is Layout.PHONE else 24, (width_px - PAGE_PX) // 2)
    told = under_key("settings-notice", NoticeView, state.conversation, look, verbs)
    scroll = ft.ListView(
        [told, *sections(state, verbs, models_verbs)],
        expand=True,
        padding=ft.Padding(left=side_px, top=0, right=side_px, bottom=32),
        key="scroll-settings",
    )
    sources = under_key("sources", SourcesView, models.sources, look, sources_verbs(models_verbs))
    room = ft.Column([top(look, verbs, side_px), named("settings-page", scroll, expand=True), sources], spacing=0)
    return ft.Container(room, expand=True, bgcolor=theme.PAPER, key="settings-pane")


def sections(state: State, verbs: Verbs, models_verbs: ModelsVerbs) -> list[ft.Control]:
    """The sections in their order: each a component that takes its own observables. One more is one more line here."""
    look, chosen, page, change = state.look, state.chosen, state.settings, verbs.settings.change
    ways = (models_verbs.open_page, models_verbs.show_sources)
    return [
        under_key("appearance", AppearanceSection, chosen, look, change),
        under_key("writing", WritingSection, chosen, look, change),
        under_key("computing", ComputingSection, chosen, page.loading, look, verbs.settings),
        under_key("tuning", TuningSection, chosen, state.model, look, verbs.settings),
        under_key("bench", BenchSection, state.bench, look, verbs.bench),
        under_key("storage", StorageSection, page.disk, chosen, look, verbs.settings, *ways),
        under_key("about", AboutSection, page.about, look, verbs.settings, models_verbs.show_sources),
    ]


def top(look: Look, verbs: Verbs, side_px: int) -> ft.Control:
    """The way back and the page's name."""
    name = ft.Text(look.say(words.SETTINGS), theme_style=theme.PAGE_TITLE, weight=ft.FontWeight.W_600)
    touch = look.layout is not Layout.WIDE
    row: list[ft.Control] = [
        icon_button("back", ft.Icons.ARROW_BACK_ROUNDED, look.say(words.BACK_TO_CHAT), verbs.settings.leave, touch),
        header(name),
    ]
    edge_px = 4 if look.layout is Layout.PHONE else max(12, side_px - 46)
    bar = ft.Container(ft.Row(row, spacing=6), height=56, padding=ft.Padding(left=edge_px))
    return ft.SafeArea(bar, avoid_intrusions_bottom=False)


@ft.component
def NoticeView(conversation: Conversation, look: Look, verbs: Verbs) -> ft.Control:  # noqa: N802
    """What went wrong, above everything."""
    if conversation.notice is None:
        return ft.Container(height=0)
    return notice_card(conversation.notice, look, lambda: verbs.notice(None))
