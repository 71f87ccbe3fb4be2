"""How a model is loaded and when it rests, in plain words: the first choice is always to leave it to ChatBelle."""

import os
from collections.abc import Callable

import flet as ft

from chatbelle import words
from chatbelle.engine.protocol import CacheType
from chatbelle.ui import theme
from chatbelle.ui.models.parts import action
from chatbelle.ui.named import named
from chatbelle.ui.settings.parts import choice, row, section
from chatbelle.ui.settings.state import CONTEXTS, LoadingShown
from chatbelle.ui.settings.verbs import SettingsVerbs
from chatbelle.ui.state import Chosen, Look
from chatbelle.words import Phrase

AUTOMATIC, NEVER = "automatic", "never"
PRECISIONS = (
    (AUTOMATIC, words.AUTOMATIC),
    (CacheType.F16, words.CACHE_PRECISE),
    (CacheType.Q8_0, words.CACHE_SMALL),
)
RESTS = (
    ("2", words.AFTER_MINUTES.filled(minutes=2)),
    ("10", words.AFTER_MINUTES.filled(minutes=10)),
    ("60", words.AFTER_AN_HOUR),
    (NEVER, words.NEVER_RESTS),
)


@ft.component
def ComputingSection(  # noqa: N802 - components are named like classes
    chosen: Chosen, waiting: LoadingShown, look: Look, verbs: SettingsVerbs
) -> ft.Control:
    """Processor and memory. What is decided while a model is loaded waits for the next loading, and says so."""
    settings, change = chosen.settings, verbs.change
    precision = settings.cache_type or AUTOMATIC

    def cache(option: str) -> None:
        change(cache_type=None if option == AUTOMATIC else CacheType(option))

    def rest(option: str) -> None:
        change(rest_after_minutes=None if option == NEVER else int(option))

    def number(name: str) -> Callable[[str], None]:
        return lambda option: change(**{name: None if option == AUTOMATIC else int(option)})

    idle = NEVER if settings.rest_after_minutes is None else str(settings.rest_after_minutes)
    lines = [
        row(
            words.THREADS,
            look,
            numbers("threads", threads(), settings.threads, look, number("threads")),
            words.THREADS_TEXT,
        ),
        row(
            words.CONTEXT,
            look,
            numbers("context", CONTEXTS, settings.context_tokens, look, number("context_tokens")),
            words.CONTEXT_TEXT,
            is_wide=True,
        ),
        row(words.CACHE, look, choice("cache", PRECISIONS, precision, look, cache), words.CACHE_TEXT),
        row(words.RESTING, look, choice("rest", RESTS, idle, look, rest), words.RESTING_TEXT),
    ]
    if waiting.waits:
        lines.append(waits_line(look, verbs.load_again))
    return section(words.COMPUTING, look, *lines)


def numbers(
    name: str, options: tuple[int, ...], chosen: int | None, look: Look, choose: Callable[[str], None]
) -> ft.Control:
    """Numbers to choose from, `automatic` first; one that was set by other means is among them."""
    shown = sorted({*options, *([chosen] if chosen else [])})
    said = [(AUTOMATIC, words.AUTOMATIC), *((str(each), Phrase(f"{each:,}", f"{each:,}")) for each in shown)]
    return choice(name, said, str(chosen or AUTOMATIC), look, choose)


def threads() -> tuple[int, ...]:
    """How many threads it makes sense to allow: doubling, up to all there are."""
    most = os.cpu_count() or 1
    return (*(count for count in (1, 2, 4, 8, 16, 32, 64) if count < most), most)


def waits_line(look: Look, load_again: Callable[[], None]) -> ft.Control:
    """What was set takes effect when the model is loaded again, and the button that does that."""
    text = ft.Text(look.say(words.WAITS_FOR_LOADING), theme_style=theme.SMALL, expand=True)
    button = action("load-again", look.say(words.LOAD_AGAIN_NOW), load_again, look)
    line = ft.Container(ft.Row([text, button], spacing=12), bgcolor=theme.PANEL, border_radius=12, padding=12)
    return named("waits-for-loading", line)
