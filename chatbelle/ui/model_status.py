"""Where the model stands, as the screen shows it, and how one is opened."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from chatbelle.engine.protocol import Engine, Sampling
from chatbelle.engine.tuned import Computing
from chatbelle.errors import ChatBelleError, LoadCancelled

# Path, name of the prompt format or None for the model's own, where progress is told, what cancels it.
OpenModel = Callable[[Path, str | None, Callable[[float], None], threading.Event], Engine]


class Phase(StrEnum):
    """Where a model stands."""

    NONE = "none"
    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """What the screen shows of the model."""

    phase: Phase = Phase.NONE
    path: Path | None = None
    name: str = ""
    share: float = 0.0  # how much of it is loaded
    context_tokens: int = 0
    error: ChatBelleError | None = None
    recommended: Sampling | None = None  # by the model's makers
    computing: Computing | None = None  # how it computes
    calibrated: float | None = None  # the share that is done, while that is measured
    disturbed: bool = False  # other programs were busy when it was to be measured last


def ready(path: Path, engine: Engine) -> ModelStatus:
    """The status of a model that is loaded."""
    return ModelStatus(
        Phase.READY,
        path,
        engine.model_name,
        1.0,
        engine.context_tokens,
        recommended=engine.recommended,
        computing=engine.computing,
    )


def not_loaded(path: Path, error: ChatBelleError) -> ModelStatus:
    """The status of a model whose loading failed, or was stopped."""
    phase = Phase.NONE if isinstance(error, LoadCancelled) else Phase.FAILED
    return ModelStatus(phase, path, path.stem, error=error)
