"""What can be done from the keyboard, wherever the person is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

Act = Callable[[], None] | Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Commands:
    """The verbs of all shortcuts."""

    palette: Act
    new_chat: Act
    next_chat: Act
    previous_chat: Act
    search: Act
    send: Act
    escape: Act
    edit_last: Act
    copy_last: Act
    chat_settings: Act
    models: Act
    settings: Act
    shortcuts: Act
