"""What can be set for a chat, section by section."""

from dataclasses import replace
from typing import Any

import flet as ft

from chatbelle import words
from chatbelle.chat import title_from
from chatbelle.chat_settings import ChatSettings
from chatbelle.context import WhenFull
from chatbelle.engine.protocol import PROMPT_FORMATS, Sampling
from chatbelle.personas import PERSONAS
from chatbelle.presets import PRESETS, preset_of, with_preset
from chatbelle.ui.drawn import under_key
from chatbelle.ui.named import named
from chatbelle.ui.prompt_preview import prompt_preview
from chatbelle.ui.sheet_parts import LinesField, NumberField, pills, quiet, section, text_field
from chatbelle.ui.sheet_verbs import SheetVerbs
from chatbelle.ui.state import Layout, Look, Sheet
from chatbelle.words import Phrase

# Name, words, bounds. Whole numbers are written as such.
NUMBERS: tuple[tuple[str, Phrase, float, float], ...] = (
    ("temperature", words.TEMPERATURE, 0, 2),
    ("top_k", words.TOP_K, 0, 1000),
    ("top_p", words.TOP_P, 0, 1),
    ("min_p", words.MIN_P, 0, 1),
    ("repetition_penalty", words.REPETITION_PENALTY, 0.5, 2),
    ("max_tokens", words.MAX_TOKENS, 1, 100_000),
    ("seed", words.SEED, 0, 2**32 - 1),
)
OWN_NAME_CHARACTERS = 12
WHOLE = ("top_k", "max_tokens", "seed")
FULL = {
    WhenFull.ASK: words.WHEN_FULL_ASK,
    WhenFull.DROP: words.WHEN_FULL_DROP,
    WhenFull.SUMMARISE: words.WHEN_FULL_SUMMARISE,
}


def persona_section(sheet: Sheet, look: Look, verbs: SheetVerbs) -> ft.Control:
    """What the model is told before the conversation: a persona of the library, one's own, or words for this chat."""
    system, touch = sheet.settings.system, look.layout is not Layout.WIDE
    prompts = {persona.name: look.say(persona.prompt) for persona in PERSONAS}
    own = {f"own-{number}": prompt for number, prompt in enumerate(sheet.personas)}
    chosen = next((persona.name for persona in PERSONAS if system in both(persona.prompt)), None)
    chosen = chosen or next((name for name, prompt in own.items() if prompt == system), None)

    def tell(text: str) -> None:
        verbs.change(replace(sheet.settings, system=text))

    options = [
        *((persona.name, look.say(persona.says)) for persona in PERSONAS),
        *((name, title_from(prompt, OWN_NAME_CHARACTERS)) for name, prompt in own.items()),
    ]
    choose = pills(options, chosen, touch, lambda name: tell("" if name == chosen else {**prompts, **own}[name]))
    field = text_field("system", system, look.say(words.SYSTEM_HINT), tell, 3)
    keeping: list[ft.Control] = []
    if system.strip() and chosen not in prompts:
        says = words.FORGET_PERSONA if chosen else words.KEEP_PERSONA
        button = ft.TextButton(look.say(says), on_click=lambda: verbs.keep_persona(system))
        keeping.append(ft.Row([named("keep-persona", button)]))
    return section(words.PERSONA, look.language, choose, field, *keeping, explains=words.PERSONA_EXPLAINED)


def sampling_section(settings: ChatSettings, recommended: Sampling, look: Look, verbs: SheetVerbs) -> ft.Control:
    """How words are chosen: plain names, and the numbers behind them."""
    preset = preset_of(settings)
    by_name = {each.name: each for each in PRESETS}
    touch = look.layout is not Layout.WIDE
    options = [(each.name, look.say(each.says)) for each in PRESETS]
    fields = [
        number(name, says, least, most, settings, recommended, look, verbs) for name, says, least, most in NUMBERS
    ]
    return section(
        words.MANNER,
        look.language,
        pills(
            options,
            preset.name if preset else None,
            touch,
            lambda name: verbs.change(with_preset(settings, by_name[name])),
        ),
        quiet(look.say(preset.explains if preset else words.OWN_NUMBERS)),
        *fields,
    )


def number(
    name: str,
    says: Phrase,
    least: float,
    most: float,
    settings: ChatSettings,
    recommended: Sampling,
    look: Look,
    verbs: SheetVerbs,
) -> ft.Control:
    """One of the numbers behind the names."""

    def change(value: float | None) -> None:
        changed: dict[str, Any] = {name: int(value) if value is not None and name in WHOLE else value}
        verbs.change(replace(settings, **changed))

    return under_key(
        f"number-{name}",
        NumberField,
        name,
        says,
        getattr(settings, name),
        look.say(words.SEED_ANY) if name == "seed" else recommended_text(getattr(recommended, name)),
        least,
        most,
        words.NUMBER_WRONG,
        look.language,
        change,
    )


def recommended_text(value: float | None) -> str:
    """What stands in an empty field."""
    return "" if value is None else f"{value:g}"


def full_section(settings: ChatSettings, look: Look, verbs: SheetVerbs) -> ft.Control:
    """What becomes of a conversation that no longer fits."""
    options = [(f"full-{choice}", look.say(says)) for choice, says in FULL.items()]
    choose = pills(
        options,
        f"full-{settings.when_full}",
        look.layout is not Layout.WIDE,
        lambda name: verbs.change(replace(settings, when_full=WhenFull(name.removeprefix("full-")))),
    )
    return section(words.WHEN_FULL, look.language, choose, explains=words.WHEN_FULL_EXPLAINED)


def model_section(sheet: Sheet, look: Look, verbs: SheetVerbs) -> ft.Control:
    """Which model answers in this chat, and in which format it is asked."""
    settings, touch = sheet.settings, look.layout is not Layout.WIDE
    paths = {f"model-{number}": path for number, path in enumerate(sheet.models)}
    models = [("model-any", look.say(words.MODEL_OF_APP)), *((name, path.stem) for name, path in paths.items())]
    chosen = next((name for name, path in paths.items() if path == settings.model), "model-any")
    formats = [("format-own", look.say(words.FORMAT_OWN)), *((f"format-{name}", name) for name in PROMPT_FORMATS)]

    def choose_format(name: str) -> None:
        plain = name.removeprefix("format-")
        verbs.change(replace(settings, prompt_format=None if plain == "own" else plain))

    return ft.Column(
        [
            section(
                words.MODEL_HERE,
                look.language,
                pills(models, chosen, touch, lambda name: verbs.change(replace(settings, model=paths.get(name)))),
            ),
            section(
                words.PROMPT_FORMAT,
                look.language,
                pills(formats, f"format-{settings.prompt_format or 'own'}", touch, choose_format),
                prompt_preview(sheet.prompt, look.language, verbs.show_prompt),
                explains=words.PROMPT_FORMAT_EXPLAINED,
            ),
        ],
        spacing=26,
        tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )


def stop_section(settings: ChatSettings, look: Look, verbs: SheetVerbs) -> ft.Control:
    """Text that ends an answer, one a line."""
    field = under_key(
        "stop-strings",
        LinesField,
        "stop-strings",
        settings.stop or (),
        look.say(words.STOP_HINT),
        lambda lines: verbs.change(replace(settings, stop=lines or None)),
    )
    return section(words.STOP_STRINGS, look.language, field)


def both(phrase: Phrase) -> tuple[str, str]:
    """A phrase in both languages."""
    return phrase.en, phrase.zh
