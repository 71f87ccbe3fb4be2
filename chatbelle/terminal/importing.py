"""Converts weights that lie on this machine, while a bar shows how far it is. Ctrl+C stops it and leaves nothing."""

from pathlib import Path
from threading import Event

from chatbelle import words
from chatbelle.errors import UsageError
from chatbelle.library.health import Health, NextStep
from chatbelle.library.job import Wanted
from chatbelle.library.own_weights import bring_own, own_release, result_of_own
from chatbelle.paths import models_folder
from chatbelle.terminal.ctrl_c import on_ctrl_c
from chatbelle.terminal.screen import Screen
from chatbelle.words import Phrase


def convert_into_models(health: Health, key: Path | None, to: str, screen: Screen) -> Path:
    """Convert what was examined into ChatBelle's own folder; returns the model's path.

    Raises UsageError when a key is missing or the model is there already, ConversionError, Stopped.
    """
    source = health.path.resolve()
    is_encrypted = health.next_step is NextStep.CONVERT_WITH_KEY
    if is_encrypted and key is None:
        raise UsageError(words.RELEASE_NEEDS_KEY.filled(name=source.name), words.NAME_THE_KEY)
    release = own_release(source, source.name, Phrase(source.name, source.name), is_encrypted)
    wanted = Wanted(release, str(models_folder()), str(key) if key else None, to)
    stopped = Event()
    with on_ctrl_c(stopped.set), screen.progress(words.CONVERTING_WEIGHTS.filled(name=source.name)) as on_progress:
        for progress in bring_own(wanted, stopped.is_set):
            on_progress(progress.done_bytes / max(1, progress.total_bytes))
    return result_of_own(wanted)
