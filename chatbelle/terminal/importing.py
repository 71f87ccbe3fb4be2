"""Converts weights that lie on this machine, while a bar shows how far it is. Ctrl+C stops it and leaves nothing."""

from pathlib import Path
from threading import Event

from chatbelle import words
from chatbelle.errors import UsageError
from chatbelle.library.conversion import convert
from chatbelle.library.downloads import record_import
from chatbelle.library.health import Health, NextStep
from chatbelle.paths import models_folder
from chatbelle.terminal.ctrl_c import on_ctrl_c
from chatbelle.terminal.screen import Screen


def convert_into_models(health: Health, key: Path | None, to: str, screen: Screen) -> Path:
    """Convert what was examined into ChatBelle's own folder; returns the model's path.

    Raises UsageError when a key is missing or the model is there already, ConversionError, Stopped.
    """
    source = health.path.resolve()
    if health.next_step is NextStep.CONVERT_WITH_KEY and key is None:
        raise UsageError(words.RELEASE_NEEDS_KEY.filled(name=source.name), words.NAME_THE_KEY)
    target = models_folder() / f"{source.name if source.is_dir() else source.stem}.gguf"
    if target.exists():
        raise UsageError(words.ALREADY_CONVERTED.filled(path=target), words.REMOVE_FIRST.filled(name=target.stem))
    stopped = Event()
    with on_ctrl_c(stopped.set), screen.progress(words.CONVERTING_WEIGHTS.filled(name=source.name)) as on_progress:
        for progress in convert(source, target, to, key, stopped.is_set):
            on_progress(progress.done_bytes / max(1, progress.total_bytes))
    record_import(target, source)
    return target
