"""The version, what ChatBelle is made of with the licences, and the way to what it has fetched."""

from collections.abc import Callable

import flet as ft

from chatbelle import __version__, words
from chatbelle.about import About, Part
from chatbelle.ui import theme
from chatbelle.ui.models.kept_card import lined
from chatbelle.ui.models.parts import plain, quiet, text_action
from chatbelle.ui.named import named
from chatbelle.ui.settings.parts import row, section
from chatbelle.ui.settings.state import AboutShown
from chatbelle.ui.settings.verbs import SettingsVerbs
from chatbelle.ui.state import Layout, Look

DIALOG_PX = 480


@ft.component
def AboutSection(  # noqa: N802 - components are named like classes
    shown: AboutShown, look: Look, verbs: SettingsVerbs, show_sources: Callable[[], None]
) -> ft.Control:
    """Privacy and versions."""
    ft.use_dialog(licences(shown.about, look, verbs.close_about) if shown.is_open else None)
    fetched = text_action("network-log", look.say(words.CONNECTIONS), show_sources, look)
    versions = text_action("licences", look.say(words.VERSIONS_AND_LICENCES), verbs.open_about, look)
    return section(
        words.ABOUT,
        look,
        row(words.PRIVACY, look, fetched, words.PRIVACY_TEXT),
        row(words.VERSION.filled(version=__version__), look, versions, words.ABOUT_TEXT),
    )


def licences(about: About | None, look: Look, close: Callable[[], None]) -> ft.AlertDialog:
    """All of it, as a list."""
    lines: list[ft.Control] = [plain(look.say(words.READING_VERSIONS))]
    if about:
        licence = about.model_licence or look.say(words.LICENCE_UNSAID)
        lines = [
            plain(look.say(words.OWN_LICENCE.filled(version=about.version))),
            quiet(about.build),
            plain(look.say(words.MODEL_LICENCE.filled(licence=licence))),
            quiet(look.say(words.MODEL_LICENCE_EXPLAINED)),
            *lined([part_row(part, look) for part in about.parts]),
        ]
    content = ft.Column(lines, spacing=8, scroll=ft.ScrollMode.AUTO)
    return ft.AlertDialog(
        title=ft.Text(look.say(words.VERSIONS_AND_LICENCES), theme_style=theme.DIALOG_TITLE),
        content=ft.Container(named("about", content), width=DIALOG_PX, height=520),
        actions=[text_action("close-about", look.say(words.CLOSE), close, look)],
        on_dismiss=close,
        inset_padding=16 if look.layout is Layout.PHONE else None,
    )


def part_row(part: Part, look: Look) -> ft.Control:
    """One part and its licence."""
    name = ft.Text(f"{part.name} {part.version}".strip(), theme_style=theme.SMALL, expand=True)
    licence = ft.Text(
        part.licence or look.say(words.LICENCE_UNSAID),
        theme_style=theme.FINE,
        color=theme.SECONDARY,
        expand=True,
        text_align=ft.TextAlign.END,
    )
    return ft.Row([name, licence], spacing=12)
