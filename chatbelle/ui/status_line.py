"""One line below the composer: the model, how full its context is, how fast it answers; or how far it is loaded."""

from collections.abc import Awaitable, Callable

import flet as ft

from chatbelle import words
from chatbelle.ui import theme
from chatbelle.ui.keys.state import Told
from chatbelle.ui.model_status import ModelStatus, Phase
from chatbelle.ui.named import named
from chatbelle.ui.spoken import Spoken
from chatbelle.ui.state import Conversation, Layout, Look, Model, Speed


@ft.component
def StatusLine(  # noqa: N802 - components are named like classes
    model: Model,
    conversation: Conversation,
    speed: Speed,
    told: Told,
    look: Look,
    stop_loading: Callable[[], None],
    open_models: Callable[[], Awaitable[None]],
) -> ft.Control:
    """The line, whatever the model is doing; for a moment, what the person has just done."""
    status = model.status
    if told.phrase:
        parts = [said_aloud(look.say(told.phrase))]
    elif status.phase is Phase.LOADING:
        parts = loading(status, look, stop_loading)
    elif status.phase is Phase.READY:
        parts = ready(status, used_tokens(conversation), look, open_models)
    else:
        parts = [door(look.say(words.NOT_LOADED), look, open_models)]
    if speed.characters_per_second:
        parts.append(quiet("·"))
        parts.append(named("speed", quiet(look.say(words.SPEED.filled(rate=round(speed.characters_per_second))))))
    row = ft.Row(parts, spacing=8, alignment=ft.MainAxisAlignment.CENTER, height=height_px(look))
    return named("status", row)


def height_px(look: Look) -> int:
    """The height of the line: a thumb is to meet what is in it."""
    return 48 if look.layout is Layout.PHONE else 28


def said_aloud(text: str) -> ft.Control:
    """What a screen reader says by itself as it appears."""
    return ft.Semantics(identifier="told", container=True, live_region=True, content=quiet(text))


@ft.component
def SpokenAnswer(spoken: Spoken, look: Look) -> ft.Control:  # noqa: N802
    """The last answer for a screen reader: what stands in a live region is said when it changes. Nothing to see."""
    label = look.say(words.ANSWER_SPOKEN.filled(text=spoken.text)) if spoken.text else None
    empty = ft.Container(width=1, height=1)
    return ft.Semantics(identifier="answer-spoken", container=True, live_region=True, label=label, content=empty)


def used_tokens(conversation: Conversation) -> int:
    """Tokens of the context in use after the last answer; 0 before the first."""
    path = conversation.chat.path() if conversation.chat else ()
    facts = [message.facts for message in path if message.facts]
    return facts[-1].prompt_tokens + facts[-1].answer_tokens if facts else 0


def ready(status: ModelStatus, used: int, look: Look, open_models: Callable[[], Awaitable[None]]) -> list[ft.Control]:
    """Model · context."""
    numbers = {"used": f"{used:,}", "limit": f"{status.context_tokens:,}"}
    bar = ft.ProgressBar(
        value=min(1.0, used / max(1, status.context_tokens)),
        width=56,
        bar_height=3,
        border_radius=2,
        color=theme.SECONDARY,
        bgcolor=theme.SELECTED,
        tooltip=look.say(words.CONTEXT_EXPLAINED.filled(**numbers)),
    )
    return [
        door(status.name, look, open_models),
        quiet("·"),
        bar,
        named("context", quiet(look.say(words.CONTEXT_USED.filled(**numbers)))),
    ]


def door(text: str, look: Look, open_models: Callable[[], Awaitable[None]]) -> ft.Control:
    """The model's name, which leads to the Models page."""
    name = ft.TextButton(
        content=quiet(text),
        on_click=open_models,
        tooltip=look.say(words.GET_MODELS),
        style=ft.ButtonStyle(padding=ft.Padding(left=8, right=8), visual_density=ft.VisualDensity.COMPACT),
        height=height_px(look),
    )
    shrinking = named("model-name", name, expand=True)
    shrinking.expand_loose = True  # a long name gives way, so that the context stays in sight on a phone
    return shrinking


def loading(status: ModelStatus, look: Look, stop_loading: Callable[[], None]) -> list[ft.Control]:
    """How far the model is loaded, and a way to stop that."""
    stop = ft.TextButton(
        ft.Text(look.say(words.LOAD_CANCEL), theme_style=theme.FINE, color=theme.ACCENT_INK),
        on_click=stop_loading,
        style=ft.ButtonStyle(padding=ft.Padding(left=8, right=8), visual_density=ft.VisualDensity.COMPACT),
    )
    return [
        named("loading", quiet(look.say(words.LOADING_MODEL.filled(name=status.name)))),
        ft.ProgressBar(
            value=status.share or None,
            width=96,
            bar_height=3,
            border_radius=2,
            color=theme.ACCENT,
            bgcolor=theme.SELECTED,
        ),
        named("stop-loading", stop),
    ]


def quiet(text: str) -> ft.Text:
    """Small secondary text with figures of one width."""
    return ft.Text(text, theme_style=theme.FINE, color=theme.SECONDARY, no_wrap=True, overflow=ft.TextOverflow.ELLIPSIS)
