"""What the palette offers, and what of it suits the words that were typed. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from chatbelle import words
from chatbelle.chat import ChatSummary
from chatbelle.ui.keys.commands import Act, Commands
from chatbelle.ui.keys.shortcuts import SHORTCUTS
from chatbelle.words import Phrase


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the palette: what it does in words, what kind of thing that is, its keys if it has any."""

    says: Phrase
    act: Act
    kind: Phrase
    keys: str = ""


def command_entries(commands: Commands, apple: bool) -> list[Entry]:
    """Every shortcut but the palette's own."""
    return [
        Entry(each.says, each.verb(commands), words.COMMAND, each.keys[0].said(apple))
        for each in SHORTCUTS
        if each.verb and each.says is not words.PALETTE
    ]


def titled(chat: ChatSummary) -> Phrase:
    """A chat's title, the same in both languages."""
    return Phrase(chat.title, chat.title) if chat.title else words.UNTITLED


def suiting(entries: Sequence[Entry], typed: str) -> tuple[Entry, ...]:
    """The entries with all the words that were typed, in either language."""
    wanted = typed.casefold().split()
    return tuple(
        each for each in entries if all(word in f"{each.says.en} {each.says.zh}".casefold() for word in wanted)
    )
