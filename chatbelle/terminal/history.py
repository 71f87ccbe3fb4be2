"""Chats out to files, in from files, and found by their words, at the command line."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from chatbelle import words
from chatbelle.chat import ChatSummary
from chatbelle.errors import UsageError
from chatbelle.store.chats import Store
from chatbelle.terminal.commands import title_of
from chatbelle.terminal.screen import Screen
from chatbelle.transfer.export import export_chat, export_chats
from chatbelle.transfer.format import Format
from chatbelle.transfer.histories import chats_in
from chatbelle.transfer.places import histories_here


def export(store: Store, numbers: Sequence[str], wanted: Format, target: Path, screen: Screen) -> None:
    """Write the chats with these numbers, or all. Raises UsageError, TransferError."""
    listed = store.chats()
    chosen = [numbered(listed, number) for number in numbers] or [*listed, *store.chats(archived=True)]
    if not chosen:
        raise UsageError(words.NO_CHATS_YET, words.NOTHING_EXPORTED)
    if len(numbers) == 1:
        export_chat(store.whole_chat(chosen[0].id), wanted, target, screen.language)
    else:
        export_chats((store.whole_chat(line.id) for line in chosen), wanted, target, screen.language)
    screen.note(words.EXPORTED.filled(count=len(chosen), path=target))


def numbered(listed: Sequence[ChatSummary], number: str) -> ChatSummary:
    """The chat with a number of the list; 1 is the latest. Raises UsageError."""
    if not number.isdecimal() or not 1 <= int(number) <= len(listed):
        raise UsageError(words.NO_SUCH_CHAT.filled(number=number), words.LIST_OUTSIDE)
    return listed[int(number) - 1]


def take_in(store: Store, source: Path, screen: Screen) -> None:
    """Import all chats of a file or folder, or none. Raises TransferError."""
    taken_in = store.take_in(chats_in(source))
    screen.note(words.CHATS_IMPORTED.filled(added=taken_in.added, known=taken_in.known))


def list_histories(screen: Screen) -> None:
    """Say what other programs' chats are on this machine."""
    found = histories_here()
    for history in found:
        screen.answer(words.HISTORY_HERE.filled(**asdict(history)).in_language(screen.language) + "\n")
    screen.note(words.IMPORT_ONE_OF_THEM if found else words.NO_HISTORIES_HERE)


def search(store: Store, typed: str, most: int, screen: Screen) -> None:
    """Write a line for each place: the chat's number in the list, its title, and the words around."""
    left_at_first = 0
    with screen.progress(words.PREPARING_SEARCH) as on_progress:
        for left in store.prepare_search():
            left_at_first = max(left_at_first, left)
            on_progress(1 - left / max(1, left_at_first))
    numbers = {line.id: str(number) for number, line in enumerate(store.chats(), start=1)}
    found = store.search(typed, most)
    for place in found:
        number = numbers.get(place.chat_id, "")  # archived chats are not in the list
        title = title_of(ChatSummary(place.chat_id, place.title, place.said_at))
        line = words.FOUND_LINE.filled(number=number, title=title, excerpt=place.excerpt)
        screen.answer(line.in_language(screen.language) + "\n")
    if not found:
        screen.note(words.NO_PLACE_FOUND)
