"""What the section on tuning shows, without drawing it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import flet as ft
import pytest

from chatbelle import words
from chatbelle.engine.scripted import MEASURED
from chatbelle.engine.tuned import Computing, Tuning
from chatbelle.ui.model_status import ModelStatus, Phase
from chatbelle.ui.settings.tuning import findings
from chatbelle.ui.settings.verbs import SettingsVerbs
from chatbelle.ui.state import Look
from chatbelle.words import Language

NEW = Computing(Tuning(4, 4, 128), can_calibrate=True, to_be_calibrated=True)
READY = ModelStatus(Phase.READY, Path("some.gguf"), computing=NEW)


def said_in(control: ft.Control) -> Iterator[str]:
    """All texts in a control, the inner ones of a button too."""
    if isinstance(control, ft.Text):
        yield control.value
    content = getattr(control, "content", None)
    for inner in [*getattr(control, "controls", []), *([content] if content else [])]:
        yield from [inner] if isinstance(inner, str) else said_in(inner)


def shown(status: ModelStatus, language: Language) -> list[str]:
    def nothing() -> None: ...

    verbs = SettingsVerbs(**dict.fromkeys(SettingsVerbs.__dataclass_fields__, nothing))
    return [text for control in findings(status, Look(language), verbs) for text in said_in(control)]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("status", "says", "button"),
    [
        (ModelStatus(), words.TUNING_NEEDS_A_MODEL, None),
        (READY, words.TUNING_COMES, words.CALIBRATE_NOW),
        (replace(READY, disturbed=True), words.TUNE_LATER, words.CALIBRATE_NOW),
        (replace(READY, calibrated=0.25), words.CALIBRATING.filled(percent=25), None),
        (replace(READY, computing=replace(NEW, calibrated=MEASURED)), words.TUNING_STEPS_DOWN, words.CALIBRATE_AGAIN),
        (replace(READY, computing=Computing(Tuning(2, 2, 128))), words.TUNING_FIXED, None),
    ],
)
def test_the_section_says_where_it_stands_and_offers_what_can_be_done(
    status: ModelStatus, says: words.Phrase, button: words.Phrase | None, language: Language
) -> None:
    texts = shown(status, language)
    assert says.in_language(language) in texts
    buttons = {words.CALIBRATE_NOW.in_language(language), words.CALIBRATE_AGAIN.in_language(language)}
    assert buttons & {*texts} == ({button.in_language(language)} if button else set())
