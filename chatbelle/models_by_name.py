"""Which models a person can name: those here, the built-in one, and those of other programs."""

from dataclasses import replace
from pathlib import Path

from chatbelle import words
from chatbelle.errors import UsageError
from chatbelle.library.builtin import builtin_model
from chatbelle.library.elsewhere import models_elsewhere
from chatbelle.library.installed import InstalledModel, installed_files, installed_models, model_named
from chatbelle.paths import is_there, models_folder, settings_file
from chatbelle.settings import read_settings


def known_models() -> list[InstalledModel]:
    """The models in ChatBelle's own folder, the person's, and the built-in one. Raises SettingsError."""
    own = builtin_model()
    return installed_models((*known_folders(), *([own] if own else [])))


def known_adapters() -> list[InstalledModel]:
    """The LoRA adapters in ChatBelle's own folder and the person's. Raises SettingsError."""
    return [file for file in installed_files(known_folders()) if file.facts.adapter]


def known_folders() -> tuple[Path, ...]:
    """ChatBelle's own folder, then those of the person's choice. Raises SettingsError."""
    return (models_folder(), *read_settings(settings_file()).model_folders)


def model_called(name: str) -> InstalledModel | None:
    """The model at this path, or with this name, here or in another program. Raises SettingsError."""
    if is_there(Path(name)) and Path(name).is_file():
        return installed_files([Path(name)])[0]
    here = model_named(name, known_models())
    if here:
        return here
    theirs = (model for model in models_elsewhere() if model.name.casefold() == name.casefold())
    return next((replace(installed_models([model.path])[0], name=model.name) for model in theirs), None)


def model_asked_for(asked: Path) -> Path:
    """The path itself when something lies there, else that of the model with this name. Raises UsageError."""
    if is_there(asked):
        return asked
    model = model_called(str(asked))
    if model:
        return model.path
    if asked.suffix == ".gguf" or len(asked.parts) > 1:  # it was meant as a path
        raise UsageError(words.MODEL_MISSING.filled(path=asked), words.CHOOSE_ANOTHER_FILE)
    raise UsageError(words.NO_SUCH_MODEL.filled(name=asked), words.LIST_THE_MODELS)
