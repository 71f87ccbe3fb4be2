"""The terminal as something to write on: answers to stdout, everything else to stderr."""

import re
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.text import Text

from chatbelle import words
from chatbelle.engine.protocol import Finish, Piece
from chatbelle.errors import ChatBelleError
from chatbelle.terminal.ending import ReaderLeft
from chatbelle.words import Language, Phrase

# Everything that could move the cursor, rename the window or answer in the person's name, but line breaks and tabs.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Screen:
    """Where a command writes, in the person's language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.notes = Console(stderr=True, highlight=False, soft_wrap=True)
        self._answers_are_seen = sys.stdout.isatty()

    @property
    def has_terminal(self) -> bool:
        """Whether notes are seen where bars can move."""
        return self.notes.is_terminal

    def answer(self, text: str) -> None:
        """Write a part of an answer at once. Raises ReaderLeft."""
        try:
            sys.stdout.write(harmless(text) if self._answers_are_seen else text)
            sys.stdout.flush()
        except BrokenPipeError as error:
            raise ReaderLeft from error

    def note(self, phrase: Phrase, style: str = "dim") -> None:
        """Write a sentence that is no answer."""
        self.notes.print(Text(harmless(phrase.in_language(self.language)), style))

    def error(self, error: ChatBelleError) -> None:
        """Say what happened and what to do."""
        self.trouble(error.what, error.remedy, error.details)

    def trouble(self, what: Phrase, remedy: Phrase, details: str = "") -> None:
        """Say what happened and what to do, and the details in small print."""
        self.note(what, "bold red")
        self.note(remedy, "")
        if details:
            self.note(words.DETAILS_ARE.filled(details=details))

    @contextmanager
    def progress(self, phrase: Phrase) -> Iterator[Callable[[float], None]]:
        """A bar that is gone afterwards; the function inside takes the share that is done."""
        if not self.has_terminal:
            yield lambda share: None
            return
        columns = (TextColumn("{task.description}", style="dim", markup=False), BarColumn(complete_style="dim"))
        with Progress(*columns, console=self.notes, transient=True) as bars:
            bar = bars.add_task(harmless(phrase.in_language(self.language)), total=1.0)
            yield lambda share: bars.update(bar, completed=share)

    def stream(self, pieces: Generator[Piece]) -> Finish | None:
        """Write an answer as it comes, and the break after it; returns how it ended."""
        finish = None
        said = ""
        try:
            said, finish = self._read_prompt(pieces)
            self.answer(said)
            for piece in pieces:
                self.answer(piece.text)
                said, finish = piece.text or said, piece.finish
        finally:
            pieces.close()
            if said and not said.endswith("\n"):
                self.answer("\n")
        return finish

    def _read_prompt(self, pieces: Generator[Piece]) -> tuple[str, Finish | None]:
        """Show how much of the prompt is read until the answer begins; returns its first text."""
        with self.progress(words.READS_PROMPT) as on_progress:
            for piece in pieces:
                if piece.text or piece.finish:
                    return piece.text, piece.finish
                on_progress(piece.prompt_read)
        return "", None


def harmless(text: str) -> str:
    """The text without control characters: what a model says must not be able to steer the terminal."""
    return _STEERING.sub("\N{REPLACEMENT CHARACTER}", text)
