"""What the person can do with a message."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MessageVerbs:
    """Views of messages know nothing else of the app. Numbers are messages' ids."""

    copy: Callable[[str], Awaitable[None]]
    ask_link: Callable[[str], None]
    edit: Callable[[int], None]
    leave_edit: Callable[[], None]
    send_edited: Callable[[int, str], Awaitable[None]]
    walk_to: Callable[[int], None]
    fork: Callable[[int], None]
    remove: Callable[[int], Awaitable[None]]
    answer_anew: Callable[[int], Awaitable[None]]
    answer_anew_with: Callable[[int], None]  # other settings, which are chosen first
    answer_again: Callable[[], Awaitable[None]]  # the last message, or the rest of an answer
    earlier: Callable[[], None]  # messages that are not drawn yet
    later: Callable[[], None]
