"""Which model to run and which language to speak, from what was asked for, chosen before, or is there."""

from pathlib import Path

from chatbelle import words
from chatbelle.errors import ChatBelleError, UsageError
from chatbelle.paths import settings_file
from chatbelle.settings import read_settings
from chatbelle.words import Language, Phrase, system_language


def chosen_model(asked: Path | None, last: Path | None, builtin: Path | None) -> Path:
    """The one asked for, else the one used last, else the built-in one; a file that exists.

    Raises UsageError when there is none, or the one asked for is no file.
    """
    if asked is not None:
        if not asked.exists():
            raise UsageError(words.MODEL_MISSING.filled(path=asked), words.CHOOSE_ANOTHER_FILE)
        if not asked.is_file():
            raise UsageError(words.NOT_A_FILE.filled(path=asked), words.NEEDS_GGUF)
        return asked
    for model in (last, builtin):
        if model is not None and model.is_file():
            return model
    raise UsageError(words.NO_MODEL, words.GET_A_MODEL)


def chosen_language() -> Language:
    """The language in the settings, else the system's."""
    try:
        return read_settings(settings_file()).language or system_language()
    except ChatBelleError:  # said where the settings matter
        return system_language()


def text(phrase: Phrase) -> str:
    """A help text in the system's language, before any settings are read."""
    return phrase.in_language(system_language())
