"""A line editor for the terminal chat: history, several lines, pasted text in one piece."""

from collections.abc import Callable, Iterator, Sequence

from prompt_toolkit import PromptSession
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from chatbelle.terminal.reading import clean

PROMPT = FormattedText([("ansimagenta bold", "\n› ")])


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
