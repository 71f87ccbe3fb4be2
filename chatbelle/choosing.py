"""Which model to run and which language to speak, from what was asked for, chosen before, or is there."""

from dataclasses import replace
from pathlib import Path

from chatbelle import words
from chatbelle.errors import ChatBelleError, UsageError
from chatbelle.library.builtin import builtin_model
from chatbelle.library.elsewhere import models_elsewhere
from chatbelle.library.installed import InstalledModel, installed_models, model_named
from chatbelle.paths import models_folder, settings_file
from chatbelle.settings import read_settings
from chatbelle.words import Language, system_language


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


def known_models() -> list[InstalledModel]:
    """The models in ChatBelle's own folder, the person's, and the built-in one. Raises SettingsError."""
    own = builtin_model()
    return installed_models((models_folder(), *read_settings(settings_file()).model_folders, *([own] if own else [])))


def model_called(name: str) -> InstalledModel | None:
    """The model at this path, or with this name, here or in another program. Raises SettingsError."""
    if Path(name).is_file():
        return installed_models([Path(name)])[0]
    here = model_named(name, known_models())
    if here:
        return here
    theirs = (model for model in models_elsewhere() if model.name.casefold() == name.casefold())
    return next((replace(installed_models([model.path])[0], name=model.name) for model in theirs), None)


def model_asked_for(asked: Path) -> Path:
    """The path itself when something lies there, else that of the model with this name. Raises UsageError."""
    if asked.exists():
        return asked
    model = model_called(str(asked))
    if model:
        return model.path
    if asked.suffix == ".gguf" or len(asked.parts) > 1:  # it was meant as a path
        raise UsageError(words.MODEL_MISSING.filled(path=asked), words.CHOOSE_ANOTHER_FILE)
    raise UsageError(words.NO_SUCH_MODEL.filled(name=asked), words.LIST_THE_MODELS)


def chosen_language() -> Language:
    """The language in the settings, else the system's."""
    try:
        return read_settings(settings_file()).language or system_language()
    except ChatBelleError:  # said where the settings matter
        return system_language()
