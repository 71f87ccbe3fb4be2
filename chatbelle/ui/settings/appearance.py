"""Language, brightness, contrast and the size of the text."""

from collections.abc import Callable

import flet as ft

from chatbelle import words
from chatbelle.settings import Brightness, TextSize
from chatbelle.ui.settings.parts import choice, row, section, switch
from chatbelle.ui.state import Chosen, Look
from chatbelle.words import Language

SYSTEM = "system"
LANGUAGES = ((SYSTEM, words.AS_THE_SYSTEM), (Language.ZH, words.IN_CHINESE), (Language.EN, words.IN_ENGLISH))
BRIGHTNESSES = (
    (Brightness.SYSTEM, words.AS_THE_SYSTEM),
    (Brightness.LIGHT, words.BRIGHTNESS_LIGHT),
    (Brightness.DARK, words.BRIGHTNESS_DARK),
)
TEXT_SIZES = (
    (TextSize.SMALL, words.TEXT_SMALL),
    (TextSize.NORMAL, words.TEXT_NORMAL),
    (TextSize.LARGE, words.TEXT_LARGE),
    (TextSize.LARGEST, words.TEXT_LARGEST),
)


@ft.component
def AppearanceSection(chosen: Chosen, look: Look, change: Callable[..., None]) -> ft.Control:  # noqa: N802
    """All of it takes effect at once."""
    settings = chosen.settings

    def speak(option: str) -> None:
        change(language=None if option == SYSTEM else Language(option))

    def brighten(option: str) -> None:
        change(brightness=Brightness(option))

    def size(option: str) -> None:
        change(text_size=TextSize(option))

    def contrast(is_on: bool) -> None:
        change(high_contrast=is_on)

    return section(
        words.APPEARANCE,
        look,
        row(words.LANGUAGE, look, choice("language", LANGUAGES, settings.language or SYSTEM, look, speak)),
        row(words.BRIGHTNESS, look, choice("brightness", BRIGHTNESSES, settings.brightness, look, brighten)),
        switch("high-contrast", words.HIGH_CONTRAST, settings.high_contrast, look, contrast, words.HIGH_CONTRAST_TEXT),
        row(words.TEXT_SIZE, look, choice("text-size", TEXT_SIZES, settings.text_size, look, size)),
    )
