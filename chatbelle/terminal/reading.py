"""What the person types, message by message: an editor with history in a terminal, plain lines elsewhere."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from chatbelle import words
from chatbelle.errors import UsageError

PROMPT = FormattedText([("ansimagenta bold", "\n› ")])


def terminal_can_edit() -> bool:
    """Whether there is somebody at a terminal that understands control sequences."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


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


def messages_from_terminal(history: Sequence[str], hint: str, on_ctrl_c: Callable[[], None]) -> Iterator[str]:
    """Edited messages, until Ctrl+D or a second Ctrl+C in an empty one; `on_ctrl_c` is told of the first.

    Enter sends. Alt+Enter, or a backslash before Enter, breaks the line; pasted lines stay together.
    `history` is what the arrow keys bring back, oldest first.
    """
    editor: PromptSession[str] = PromptSession(
        history=InMemoryHistory(history),
        multiline=True,
        key_bindings=keys(),
        placeholder=FormattedText([("ansibrightblack", hint)]),
    )
    stopped_once = False
    while True:
        try:
            text = editor.prompt(PROMPT, prompt_continuation="  ")
        except EOFError:
            return
        except KeyboardInterrupt:
            empty = not editor.default_buffer.text
            if empty and stopped_once:
                return
            stopped_once = empty
            if empty:
                on_ctrl_c()
            continue
        stopped_once = False
        if text.strip():
            yield clean(text)


def keys() -> KeyBindings:
    """Enter sends, Alt+Enter breaks the line, and so does Enter after a backslash."""
    bindings = KeyBindings()

    @bindings.add("enter")
    def send(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.document.char_before_cursor == "\\":
            buffer.delete_before_cursor()
            buffer.insert_text("\n")
        else:
            buffer.validate_and_handle()

    @bindings.add("escape", "enter")
    def break_line(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    return bindings


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
