"""Which model to run: the one asked for, else the one used last, else the built-in one."""

from pathlib import Path

from chatbelle import words
from chatbelle.errors import UsageError


def chosen_model(asked: Path | None, last: Path | None, builtin: Path | None) -> Path:
    """The model's path, a file that exists. Raises UsageError when there is none, or the one asked for is no file."""
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
