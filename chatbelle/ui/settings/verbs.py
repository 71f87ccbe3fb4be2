"""What the person can do on the Settings page."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SettingsVerbs:
    """The page knows nothing else of the app."""

    open: Callable[[], Awaitable[None]]
    leave: Callable[[], None]
    change: Callable[..., None]  # the settings, by their names
