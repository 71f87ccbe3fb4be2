"""Opens a model with the engine that suits the machine: in a worker process, or inside the app on phones."""

import sys
import threading
from collections.abc import Callable
from pathlib import Path

from chatbelle.engine.protocol import Engine, Loading
from chatbelle.engine.worker import WorkerEngine
from chatbelle.paths import cache_folder


def open_engine(
    model: Path,
    loading: Loading | None = None,
    on_progress: Callable[[float], None] = lambda share: None,
    cancelled: threading.Event | None = None,
) -> Engine:
    """Load a model; blocks until it is ready. `on_progress` gets the share that is loaded; setting `cancelled` ends it.

    Raises ModelError, NotEnoughMemory, ContextTooLarge, TemplateError, LoadCancelled or EngineCrashed.
    """
    loading, cancelled = loading or Loading(), cancelled or threading.Event()
    if can_start_processes():
        return WorkerEngine(model, loading, engine_log(), on_progress, cancelled)
    from chatbelle.engine.llama import open_llama

    return open_llama(model, loading, on_progress, cancelled.is_set)


def can_start_processes() -> bool:
    """Phones do not let an app start processes. Python 3.13 names Android; before, it was a Linux with an API level."""
    return sys.platform not in ("ios", "android") and not hasattr(sys, "getandroidapilevel")


def engine_log() -> Path:
    """What llama.cpp said last before it died."""
    return cache_folder() / "engine.log"
