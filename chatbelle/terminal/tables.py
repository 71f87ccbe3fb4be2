"""Tables and pairs on stdout, for people; and the same facts as JSON, for programs."""

import json
import sys
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from chatbelle.terminal.screen import harmless
from chatbelle.words import Language, Phrase

UNSEEN_WIDTH = 240  # where no terminal sets one: lines are not broken for programs

Cell = str | Phrase


def show_table(columns: Sequence[Phrase], rows: Iterable[Sequence[Cell]], language: Language) -> None:
    """Write a table."""
    table = Table(*(column.in_language(language) for column in columns), box=None, pad_edge=False)
    for column in table.columns:
        column.overflow = "fold"
    for row in rows:
        table.add_row(*(as_text(cell, language) for cell in row))
    paper().print(table)


def show_pairs(pairs: Iterable[tuple[Phrase, Cell]], language: Language) -> None:
    """Write what is known of one thing, a line each."""
    grid = Table.grid(padding=(0, 2))
    for name, cell in pairs:
        grid.add_row(Text(name.in_language(language), "bold"), as_text(cell, language))
    paper().print(grid)


def show_line(phrase: Phrase, language: Language) -> None:
    """Write a sentence."""
    paper().print(as_text(phrase, language))


def show_json(value: object) -> None:
    """Write a value as one JSON document."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def as_text(cell: Cell, language: Language) -> Text:
    """A cell as it is shown: what a file says of itself must not steer the terminal."""
    return Text(harmless(cell if isinstance(cell, str) else cell.in_language(language)))


def paper() -> Console:
    """Where tables go."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else UNSEEN_WIDTH)
