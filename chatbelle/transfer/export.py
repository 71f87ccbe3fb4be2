"""Writes chats to files for people and programs. A file appears under its name only when it is whole."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from chatbelle import words
from chatbelle.errors import TransferError
from chatbelle.history import WholeChat
from chatbelle.transfer.format import Format
from chatbelle.transfer.own_json import to_json
from chatbelle.transfer.readable import title_of, to_html, to_markdown
from chatbelle.words import Language

LONGEST_NAME_BYTES = 120  # with a number and an ending still below the 255 that file systems allow
NAMELESS = "chat"  # a file name, the same in every language
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u2028-\u202e\u2066-\u2069]+')
_WINDOWS_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def export_chats(chats: Iterable[WholeChat], wanted: Format, target: Path, language: Language) -> list[Path]:
    """Write the chats: JSON into the file `target`, else a file for each into the folder `target`; returns the files.

    Nothing is overwritten. Raises TransferError; the files that were finished before stay.
    """
    if wanted is Format.JSON:
        return [write(target, to_json(chats))]
    text_of = to_markdown if wanted is Format.MARKDOWN else to_html
    try:
        target.mkdir(parents=True, exist_ok=True)
        taken = {path.name.casefold() for path in target.iterdir()}
    except OSError as error:
        raise not_written(target, error) from error
    return [
        write(target / free_name(title_of(chat, language), wanted, taken), text_of(chat, language)) for chat in chats
    ]


def export_chat(chat: WholeChat, wanted: Format, target: Path, language: Language) -> Path:
    """Write one chat into the file `target`; returns it. Raises TransferError."""
    parts: dict[Format, Callable[[], Iterator[str]]] = {
        Format.JSON: lambda: to_json([chat]),
        Format.MARKDOWN: lambda: to_markdown(chat, language),
        Format.HTML: lambda: to_html(chat, language),
    }
    return write(target, parts[wanted]())


def write(target: Path, parts: Iterable[str]) -> Path:
    """Write the parts into a file that was not there. Raises TransferError."""
    if os.path.lexists(target):
        raise TransferError(words.FILE_EXISTS.filled(path=target), words.CHOOSE_ANOTHER_NAME)
    part_file = target.with_name(target.name + ".part")
    try:
        with part_file.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(parts)
        part_file.replace(target)
    except OSError as error:
        raise not_written(target, error) from error
    finally:
        with suppress(OSError):
            part_file.unlink(missing_ok=True)  # what is left of a failure, the chats' own included
    return target


def not_written(target: Path, error: OSError) -> TransferError:
    """The system does not let us write there."""
    reason = error.strerror or error
    return TransferError(words.FILE_NOT_WRITTEN.filled(path=target, reason=reason), words.CHECK_THE_FOLDER)


def free_name(title: str, wanted: Format, taken: set[str]) -> str:
    """A file name for a title that is not among the taken ones, where it is noted; case makes no difference."""
    name = safe_name(title)
    number = 1
    file_name = f"{name}.{wanted}"
    while file_name.casefold() in taken:
        number += 1
        file_name = f"{name} ({number}).{wanted}"
    taken.add(file_name.casefold())
    return file_name


def safe_name(title: str) -> str:
    """The title as a file name that every system takes: not hidden, no path, no device, not too long."""
    name = _NOT_IN_NAMES.sub(" ", title)
    name = " ".join(name.split()).lstrip(". ")
    name = name.encode("utf-8", "ignore")[:LONGEST_NAME_BYTES].decode("utf-8", "ignore").rstrip(". ")
    if not name:
        return NAMELESS
    return f"{name}_" if _WINDOWS_DEVICES.fullmatch(name) else name
