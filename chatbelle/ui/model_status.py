"""Where the model stands, as the screen shows it, and how one is opened."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from chatbelle.engine.protocol import Engine, Sampling
from chatbelle.engine.tuned import Computing
from chatbelle.errors import ChatBelleError

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
