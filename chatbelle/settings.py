"""What the person chose, kept as JSON beside the chats. What is missing has its default; what is unknown stays."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from chatbelle import words
from chatbelle.engine.protocol import CacheType, Loading
from chatbelle.errors import SettingsError
from chatbelle.history import ChatOrder
from chatbelle.words import Language


class Brightness(StrEnum):
    """Light, dark, or as the system is."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class TextSize(StrEnum):
    """How large all text is."""

    SMALL = "small"
    NORMAL = "normal"
    LARGE = "large"
    LARGEST = "largest"


@dataclass(frozen=True, slots=True)
class WindowSize:
    """A window's size in logical pixels, and whether it fills the screen instead."""

    width: int = 1280
    height: int = 820
    maximized: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """The person's choices; None means that nothing was chosen."""

    language: Language | None = None  # None: as the system
    brightness: Brightness = Brightness.SYSTEM
    high_contrast: bool = False
    text_size: TextSize = TextSize.NORMAL
    send_with_ctrl_enter: bool = False  # Ctrl or Cmd with Enter sends, and Enter breaks the line
    suggest_titles: bool = True  # by the model, when it has nothing else to do
    tuned: bool = True  # models run as was measured on this machine; else with llama.cpp's defaults
    welcomed: bool = False  # the first run's screens were shown
    threads: int | None = None  # at most; None: as many as other programs leave room for
    context_tokens: int | None = None  # None: as long as suits the model and the memory
    cache_type: CacheType | None = None  # None: the precise one where there is memory for it
    snapshot_bytes: int = Loading().snapshot_bytes
    rest_after_minutes: int | None = 10  # until an idle model gives its memory back; None: never
    model: Path | None = None
    model_folders: tuple[Path, ...] = ()  # beside ChatBelle's own; single files can be among them
    endpoint: str = ""  # the address that downloads come from; empty for the official one
    personas: tuple[str, ...] = ()  # system prompts of the person's own, for any chat
    window: WindowSize = WindowSize()
    chat_order: ChatOrder = ChatOrder.CHANGED
    unknown: Mapping[str, Any] = field(default_factory=dict)  # of a newer version, kept as it was

    @property
    def rest_after_seconds(self) -> float | None:
        """How long a model may be idle."""
        return None if self.rest_after_minutes is None else 60.0 * self.rest_after_minutes

    def loading(self, asked: Loading) -> Loading:
        """How a model is loaded: as was asked when the program was started, else as is set here."""
        return replace(
            asked,
            context_tokens=asked.context_tokens or self.context_tokens,
            cache_type=asked.cache_type or self.cache_type,
            threads=asked.threads or self.threads,
            tuned=asked.tuned and self.tuned,
            snapshot_bytes=min(asked.snapshot_bytes, self.snapshot_bytes),
        )


def read_settings(path: Path) -> Settings:
    """The settings in the file at `path`; the defaults when there is none. Raises SettingsError."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        model = values.get("model")
        known = {each.name for each in fields(Settings)}
        return Settings(
            language=Language(values["language"]) if values.get("language") else None,
            brightness=Brightness(values.get("brightness", Brightness.SYSTEM)),
            high_contrast=bool(values.get("high_contrast", False)),
            text_size=TextSize(values.get("text_size", TextSize.NORMAL)),
            send_with_ctrl_enter=bool(values.get("send_with_ctrl_enter", False)),
            suggest_titles=bool(values.get("suggest_titles", True)),
            tuned=bool(values.get("tuned", True)),
            welcomed=bool(values.get("welcomed", False)),
            threads=number_in(values, "threads"),
            context_tokens=number_in(values, "context_tokens"),
            cache_type=CacheType(values["cache_type"]) if values.get("cache_type") else None,
            snapshot_bytes=number_in(values, "snapshot_bytes") or 0,
            rest_after_minutes=number_in(values, "rest_after_minutes"),
            model=Path(model) if model else None,
            model_folders=tuple(Path(folder) for folder in values.get("model_folders", ())),
            endpoint=str(values.get("endpoint", "")),
            personas=tuple(str(prompt) for prompt in values.get("personas", ())),
            window=window_in(values),
            chat_order=ChatOrder(values.get("chat_order", ChatOrder.CHANGED)),
            unknown={name: value for name, value in values.items() if name not in known},
        )
    except FileNotFoundError:
        return Settings()
    except (OSError, LookupError, ValueError, TypeError, AttributeError) as error:
        raise SettingsError(
            words.SETTINGS_UNREADABLE.filled(path=path, reason=error), words.REMOVE_SETTINGS.filled(path=path)
        ) from error


def number_in(values: Mapping[str, Any], name: str) -> int | None:
    """A number that the file has, None where it says so; else the default. Raises ValueError when it is negative."""
    value = values.get(name, getattr(Settings(), name))
    if value is not None and int(value) < 0:
        raise ValueError(f"{name}: {value}")
    return None if value is None else int(value)


def window_in(values: Mapping[str, Any]) -> WindowSize:
    """The window's size that the file has."""
    kept = values.get("window", asdict(WindowSize()))
    return WindowSize(int(kept["width"]), int(kept["height"]), bool(kept["maximized"]))


def write_settings(path: Path, settings: Settings) -> None:
    """Replace the file at `path`, which is whole at any moment. Raises SettingsError."""
    values = {
        **settings.unknown,
        "language": settings.language,
        "brightness": settings.brightness,
        "high_contrast": settings.high_contrast,
        "text_size": settings.text_size,
        "send_with_ctrl_enter": settings.send_with_ctrl_enter,
        "suggest_titles": settings.suggest_titles,
        "tuned": settings.tuned,
        "welcomed": settings.welcomed,
        "threads": settings.threads,
        "context_tokens": settings.context_tokens,
        "cache_type": settings.cache_type,
        "snapshot_bytes": settings.snapshot_bytes,
        "rest_after_minutes": settings.rest_after_minutes,
        "model": str(settings.model) if settings.model else None,
        "model_folders": [str(folder) for folder in settings.model_folders],
        "endpoint": settings.endpoint,
        "personas": settings.personas,
        "window": asdict(settings.window),
        "chat_order": settings.chat_order,
    }
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(json.dumps(values, ensure_ascii=False, indent=2), encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise SettingsError(
            words.SETTINGS_NOT_KEPT.filled(path=path, reason=error.strerror or error), words.MAKE_WRITABLE
        ) from error


class KeptSettings:
    """The settings and their file. One that cannot be read is left as it is, and `trouble` says why."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.trouble: SettingsError | None = None
        try:
            self.settings = read_settings(path)
        except SettingsError as error:
            self.settings, self.trouble = Settings(), error

    def model(self) -> Path | None:
        """The model used last, if it is still there."""
        model = self.settings.model
        return model if model and model.is_file() else None

    def change(self, **changes: Any) -> None:
        """Change some and keep them. Raises SettingsError."""
        self.settings = replace(self.settings, **changes)
        if not self.trouble:
            write_settings(self._path, self.settings)
