"""What comes from stdin: lines of a conversation, or the rest of a question."""

import os
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from typing import TextIO

from chatbelle import words
from chatbelle.errors import UsageError


def terminal_can_edit() -> bool:
    """Whether somebody sits at a terminal that understands control sequences, and the editor is installed."""
    seen = sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    return seen and find_spec("prompt_toolkit") is not None


def messages_from_lines(lines: TextIO) -> Iterator[str]:
    """A message a line; a backslash at the end of a line continues it on the next. Empty lines say nothing."""
    message = ""
    for line in lines:
        text = line.rstrip("\r\n")
        if text.endswith("\\"):
            message += text[:-1] + "\n"
            continue
        if (message + text).strip():
            yield clean(message + text)
        message = ""
    if message.strip():
        yield clean(message)


def whole_question(argument: str | None) -> str:
    """The question from the command line with what is piped in below it. Raises UsageError when there is neither."""
    asked = "" if argument in (None, "-") else str(argument)
    piped = "" if sys.stdin.isatty() else sys.stdin.read()
    question = clean("\n\n".join(part.strip("\r\n") for part in (asked, piped) if part.strip()))
    if not question:
        raise UsageError(words.NO_QUESTION, words.ASK_LIKE_THIS)
    return question


def clean(text: str) -> str:
    """The text without halves of characters, which broken bytes on the command line become."""
    return text.encode("utf-8", "replace").decode("utf-8")
