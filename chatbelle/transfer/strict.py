"""Values from files that anybody may have written: each is what it should be, or an error of WRONG is raised."""

from hashlib import sha256
from math import isfinite

from chatbelle.history import WholeChat

WRONG = (ValueError, TypeError, LookupError, AttributeError)  # what reading a value of another kind raises
LATEST = 1e11  # seconds since the epoch: the year 5138. What is greater counts milliseconds
MOST_MESSAGES = 100_000  # in one chat


def text_of(value: object) -> str:
    """A text that can be kept: without halves of characters. Raises TypeError."""
    if not isinstance(value, str):
        raise TypeError(f"{value!r:.40}")
    return value.encode("utf-8", "replace").decode("utf-8")


def number_of(value: object) -> float:
    """A number that can be kept. Raises TypeError, ValueError."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{value!r:.40}")
    if not isfinite(value):
        raise ValueError(f"{value!r:.40}")
    return float(value)


def moment_of(value: object) -> float:
    """Seconds since the epoch. Raises TypeError, ValueError."""
    seconds = number_of(value)
    if not 0 <= seconds <= LATEST:
        raise ValueError(f"{value!r:.40}")
    return seconds


def moment_or(value: object, otherwise: float) -> float:
    """Seconds since the epoch, given in seconds or milliseconds; `otherwise` for everything else."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < LATEST * 1000:
        return otherwise
    return float(value) if value < LATEST else value / 1000


def count_of(value: object) -> int:
    """A whole number that a database can hold. Raises TypeError, ValueError."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{value!r:.40}")
    if not 0 <= value < 2**63:
        raise ValueError(f"{value!r:.40}")
    return value


def checked(chat: WholeChat) -> WholeChat:
    """The chat, if its messages make a tree whose parents come first. Raises ValueError."""
    if len(chat.messages) > MOST_MESSAGES:
        raise ValueError(f"{len(chat.messages)} messages")
    seen: set[int | None] = {None}
    for message in chat.messages:
        if message.parent not in seen or message.id in seen:
            raise ValueError(f"message {message.id}")
        seen.add(message.id)
    if chat.tip not in seen:
        raise ValueError(f"tip {chat.tip}")
    return chat


def uid_of(source: str, given: object, *content: str) -> str:
    """A name for a chat from elsewhere: the one that it has there, or else one that its content gives it."""
    if isinstance(given, str | int) and not isinstance(given, bool) and given:
        return f"{source}:{text_of(str(given))[:100]}"
    return f"{source}:{sha256(chr(0).join(content).encode('utf-8', 'replace')).hexdigest()[:32]}"
