"""What a person set for one chat. None, and nothing, leave it to the model's makers and to the app."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from math import isfinite
from pathlib import Path
from typing import Any

from chatbelle.context import Summary, WhenFull
from chatbelle.engine.protocol import MOST_STRENGTH, Adapter, Loading, Sampling

_WHOLE = {"top_k", "penalty_tokens", "dry_allowed_length", "dry_tokens", "seed", "max_tokens"}
_NUMBERS = {
    *("temperature", "top_p", "min_p", "typical_p", "dry_multiplier", "dry_base"),
    *("repetition_penalty", "frequency_penalty", "presence_penalty"),
}
_TEXTS: dict[str, Callable[[str], object]] = {"model": Path, "when_full": WhenFull}


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """Model, system prompt, prompt format and sampling of a chat. The numbers mean what they mean in `Sampling`."""

    model: Path | None = None
    system: str = ""
    prompt_format: str | None = None
    temperature: float | None = None
    top_k: int | None = None
    top_p: float | None = None
    min_p: float | None = None
    typical_p: float | None = None
    repetition_penalty: float | None = None
    frequency_penalty: float | None = None
    presence_penalty: float | None = None
    penalty_tokens: int | None = None
    dry_multiplier: float | None = None
    dry_base: float | None = None
    dry_allowed_length: int | None = None
    dry_tokens: int | None = None
    seed: int | None = None
    max_tokens: int | None = None
    stop: tuple[str, ...] | None = None
    adapters: tuple[Adapter, ...] = ()
    when_full: WhenFull = WhenFull.DROP
    summary: Summary | None = None  # of what no longer fits

    def applied_to(self, recommended: Sampling) -> Sampling:
        """The recommended sampling with what was set in place."""
        chosen = {field.name: getattr(self, field.name) for field in fields(Sampling)}
        return replace(recommended, **{name: value for name, value in chosen.items() if value is not None})

    def loading(self, context_tokens: int | None = None) -> Loading:
        """How the chat's model is to be loaded."""
        return Loading(context_tokens, self.prompt_format)


def as_values(settings: ChatSettings) -> dict[str, object]:
    """What was set, as plain values for JSON."""
    values = {field.name: getattr(settings, field.name) for field in fields(ChatSettings)}
    set_ones = {field.name: values[field.name] for field in fields(ChatSettings) if values[field.name] != field.default}
    if settings.model:
        set_ones["model"] = str(settings.model)
    if settings.adapters:
        set_ones["adapters"] = [{"path": str(each.path), "strength": each.strength} for each in settings.adapters]
    if settings.summary:
        set_ones["summary"] = asdict(settings.summary)
    return set_ones


def settings_from(values: Mapping[str, object]) -> ChatSettings:
    """The settings in plain values; names that are not known are left out. Raises ValueError for nonsense."""
    names = (field.name for field in fields(ChatSettings))
    return ChatSettings(**{name: _read(name, values[name]) for name in names if values.get(name) is not None})


def _read(name: str, value: object) -> Any:
    """The value of one setting, checked."""
    match name, value:
        case "model" | "when_full" | "system" | "prompt_format", str():
            return _TEXTS.get(name, str)(value)
        case "stop", list() | tuple() if all(isinstance(part, str) for part in value):
            return tuple(value)
        case "adapters", list():
            return tuple(map(_adapter, value))
        case "summary", {"text": str(text), "upto": int(upto)}:
            return Summary(text, upto)
        case _, int() if name in _WHOLE and not isinstance(value, bool):
            return value
        case _, int() | float() if name in _NUMBERS and not isinstance(value, bool) and isfinite(value):
            return float(value)
    raise ValueError(f"{name}: {value!r}")


def _adapter(value: object) -> Adapter:
    """One of the adapters."""
    match value:
        case {"path": str(path), "strength": int() | float() as strength} if 0 <= strength <= MOST_STRENGTH:
            return Adapter(Path(path), float(strength))
    raise ValueError(f"adapters: {value!r}")
