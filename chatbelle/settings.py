"""What the person chose, kept as JSON beside the chats. An option that is missing or unknown has its default."""

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from chatbelle import words
from chatbelle.errors import SettingsError
from chatbelle.words import Language


class Brightness(StrEnum):
    """Light, dark, or as the system is."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Settings:
    """The person's choices; None means that nothing was chosen."""

    language: Language | None = None
    brightness: Brightness = Brightness.SYSTEM
    model: Path | None = None
    model_folders: tuple[Path, ...] = ()  # beside ChatBelle's own; single files can be among them
    endpoint: str = ""  # the address that downloads come from; empty for the official one
    personas: tuple[str, ...] = ()  # system prompts of the person's own, for any chat


def read_settings(path: Path) -> Settings:
    """The settings in the file at `path`; the defaults when there is none. Raises SettingsError."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        model = values.get("model")
        return Settings(
            Language(values["language"]) if values.get("language") else None,
            Brightness(values.get("brightness", Brightness.SYSTEM)),
            Path(model) if model else None,
            tuple(Path(folder) for folder in values.get("model_folders", ())),
            str(values.get("endpoint", "")),
            tuple(str(prompt) for prompt in values.get("personas", ())),
        )
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise SettingsError(
            words.SETTINGS_UNREADABLE.filled(path=path, reason=error), words.REMOVE_SETTINGS.filled(path=path)
        ) from error


def write_settings(path: Path, settings: Settings) -> None:
    """Replace the file at `path`, which is whole at any moment. Raises SettingsError."""
    values = {
        "language": settings.language,
        "brightness": settings.brightness,
        "model": str(settings.model) if settings.model else None,
        "model_folders": [str(folder) for folder in settings.model_folders],
        "endpoint": settings.endpoint,
        "personas": settings.personas,
    }
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(json.dumps(values, ensure_ascii=False, indent=2), encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise SettingsError(
            words.SETTINGS_NOT_KEPT.filled(path=path, reason=error.strerror or error), words.MAKE_WRITABLE
        ) from error
