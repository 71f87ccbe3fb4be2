"""What the person can do about chats that leave or come in."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from chatbelle.transfer.format import Format


@dataclass(frozen=True, slots=True)
class TransferVerbs:
    """The dialog and the page know nothing else of the app."""

    export_chats: Callable[[Sequence[int]], None]  # opens the dialog; no numbers mean all chats
    choose_format: Callable[[Format], None]
    write: Callable[[], Awaitable[None]]
    close_export: Callable[[], None]
    open_import: Callable[[], Awaitable[None]]
    leave_import: Callable[[], None]
    type_path: Callable[[str], None]
    choose_file: Callable[[], Awaitable[None]]
    choose_folder: Callable[[], Awaitable[None]]
    look_at_typed: Callable[[], Awaitable[None]]
    look_at: Callable[[Path], Awaitable[None]]
    take_in: Callable[[], Awaitable[None]]
    stop: Callable[[], None]
    begin_again: Callable[[], None]
    dismiss: Callable[[], None]
