"""How models are computed, in the terminal: the person's choice, what was found, and measuring now."""

from contextlib import closing

from chatbelle import words
from chatbelle.engine.protocol import Engine
from chatbelle.engine.tuned import Computing
from chatbelle.errors import MachineBusy
from chatbelle.settings import KeptSettings
from chatbelle.terminal.screen import Screen
from chatbelle.tuning_report import decided, measured
from chatbelle.words import Language


def keep_choice(kept: KeptSettings, tuned: bool) -> None:
    """From now on models run as measured, or with llama.cpp's defaults. Raises SettingsError."""
    if kept.trouble:
        raise kept.trouble
    kept.change(tuned=tuned)


def show(computing: Computing, language: Language) -> str:
    """How a model computes, a sentence a line."""
    return "\n".join(phrase.in_language(language) for phrase in (*measured(computing), *decided(computing)))


def calibrate(engine: Engine, screen: Screen) -> None:
    """Measure, whatever was measured before; Ctrl+C stops that. Raises MachineBusy, and the engine's errors."""
    with screen.progress(words.CALIBRATION) as on_progress, closing(engine.calibrate(anew=True)) as pieces:
        for piece in pieces:
            on_progress(piece.prompt_read)
    if engine.computing.to_be_calibrated or engine.computing.calibrated is None:
        raise MachineBusy(words.TUNE_LATER, words.TUNE_WHEN_QUIET)
