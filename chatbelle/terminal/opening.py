"""Loads a model while a bar shows how far it is. Ctrl+C stops the loading."""

from pathlib import Path
from threading import Event

from chatbelle import words
from chatbelle.drafts import with_draft
from chatbelle.engine.opening import open_engine
from chatbelle.engine.protocol import Engine, Loading
from chatbelle.errors import LoadCancelled
from chatbelle.paths import settings_file
from chatbelle.settings import read_settings
from chatbelle.terminal.ctrl_c import on_ctrl_c
from chatbelle.terminal.screen import Screen


def open_model(model: Path, loading: Loading, screen: Screen) -> Engine:
    """The loaded model. Raises ModelError, NotEnoughMemory, ContextTooLarge, LoadCancelled."""
    cancelled = Event()
    with on_ctrl_c(cancelled.set) as pressed:
        with screen.progress(words.LOADING_MODEL.filled(name=model.stem)) as on_progress:
            wanted = with_draft(read_settings(settings_file()).loading(loading), model)
            engine = open_engine(model, wanted, on_progress, cancelled)
        if pressed():  # too late for the loading
            engine.close()
            raise LoadCancelled(words.LOAD_STOPPED, words.LOAD_AGAIN)
        return engine
