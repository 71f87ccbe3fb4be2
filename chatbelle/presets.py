"""Plain names for ways of choosing words, and what the numbers behind them are. Pure."""

from dataclasses import dataclass, fields, replace

from chatbelle import words
from chatbelle.chat_settings import ChatSettings
from chatbelle.words import Phrase


@dataclass(frozen=True, slots=True)
class Preset:
    """A way of choosing words. None leaves a number as the model's makers recommend it."""

    name: str
    says: Phrase
    explains: Phrase
    temperature: float | None = None
    top_k: int | None = None
    top_p: float | None = None
    min_p: float | None = None
    repetition_penalty: float | None = None


PRECISE = Preset("precise", words.PRECISE, words.PRECISE_EXPLAINED, 0.2, 20, 0.9, 0.1, 1.0)
BALANCED = Preset("balanced", words.BALANCED, words.BALANCED_EXPLAINED)
CREATIVE = Preset("creative", words.CREATIVE, words.CREATIVE_EXPLAINED, 1.1, 80, 0.98, 0.03, 1.05)
PRESETS = (PRECISE, BALANCED, CREATIVE)
NUMBERS = tuple(field.name for field in fields(Preset))[3:]


def with_preset(settings: ChatSettings, preset: Preset) -> ChatSettings:
    """The settings with the preset's numbers."""
    return replace(settings, **{name: getattr(preset, name) for name in NUMBERS})


def preset_of(settings: ChatSettings) -> Preset | None:
    """The preset that the settings are, None for numbers of one's own."""
    return next((preset for preset in PRESETS if with_preset(settings, preset) == settings), None)
