"""What the person can do on the Settings page."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from chatbelle.ui.settings.state import Cleanup


@dataclass(frozen=True, slots=True)
class SettingsVerbs:
    """The page knows nothing else of the app."""

    open: Callable[[], Awaitable[None]]
    leave: Callable[[], None]
    change: Callable[..., None]  # the settings, by their names
    calibrate: Callable[[], None]
    end_welcome: Callable[[], None]  # the first run is over
    load_again: Callable[[], None]  # the model, as it is set now
    load_shorter: Callable[[], None]  # the model, with half the context
    keep_states: Callable[[int], Awaitable[None]]  # within so many bytes
    ask_clean: Callable[[Cleanup], None]
    answer_no: Callable[[], None]
    clean: Callable[[Cleanup], Awaitable[None]]
    open_about: Callable[[], Awaitable[None]]
    close_about: Callable[[], None]
