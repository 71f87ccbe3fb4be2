"""Recognises a file or folder with chats, ours or another program's, and reads it chat by chat.

Nothing is believed: sizes are bounded, values checked, and every fault is a TransferError that names the file.
"""

import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from time import time
from typing import Any

import ijson  # type: ignore[import-untyped]  # it has no types of its own

from chatbelle import words
from chatbelle.errors import TransferError
from chatbelle.history import WholeChat
from chatbelle.store.ollama import MAGIC, chats_of_ollama, count_of_ollama
from chatbelle.transfer import chatgpt, gpt4all, jan, lm_studio, own_json
from chatbelle.transfer.bounded import Bounded, listed
from chatbelle.transfer.strict import WRONG, checked, text_of
from chatbelle.words import Phrase

CONVERSATIONS = re.compile(r"(.*/)?conversations(-\d+)?\.json")
# In a folder: Jan's threads, an export of ChatGPT's that somebody has unpacked, LM Studio's, GPT4All's.
PATTERNS = ("**/thread.json", "conversations*.json", "**/*.conversation.json", gpt4all.FILES)
FAULTS = (*WRONG, ijson.JSONError, zipfile.BadZipFile, zlib.error, RuntimeError)  # zipfile: it has a password
LONGEST_NAME = 60  # characters of a title that stands for a chat


@dataclass(frozen=True, slots=True)
class Candidate:
    """What should be a chat: its name for people, and the reading of it, which may raise one of FAULTS."""

    name: str
    read: Callable[[], WholeChat]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A chat, or a file or the rest of one, that could not be read, and why."""

    name: str
    why: Phrase


def chats_in(path: Path) -> Iterator[WholeChat]:
    """The chats in a file or a folder. Raises TransferError, also in the middle."""
    with told_plainly(path):
        for file in files_in(path):
            with told_plainly(file):
                for candidate in candidates_in(file):
                    yield candidate.read()


def sound_chats_in(path: Path) -> Iterator[WholeChat | LeftOut]:
    """The chats in a file or a folder, and what stands in the place of those that cannot be read."""
    try:
        with told_plainly(path):
            files = files_in(path)
    except TransferError as error:
        yield LeftOut(path.name, error.what)
        return
    for file in files:
        try:
            with told_plainly(file):
                for candidate in candidates_in(file):
                    yield sound(candidate, file)
        except TransferError as error:
            yield LeftOut(file.name, error.what)


def sound(candidate: Candidate, file: Path) -> WholeChat | LeftOut:
    """The chat, or why there is none."""
    try:
        with told_plainly(file):
            return candidate.read()
    except TransferError as error:
        return LeftOut(candidate.name, error.what)


def count_in(path: Path) -> int:
    """How many chats another program has there, without reading them. Raises TransferError."""
    with told_plainly(path):
        return len(files_in(path)) if path.is_dir() else count_of_ollama(path)


def files_in(path: Path) -> list[Path]:
    """The file itself, or those with chats in a folder. Raises TransferError when there are none."""
    if not path.is_dir():
        return [path]
    found = (sorted(path.glob(pattern)) for pattern in PATTERNS)
    files = next((files for files in found if files), None)
    if files is None:
        raise unknown(path)
    return files


def candidates_in(path: Path) -> Iterator[Candidate]:
    """What a file holds. Raises TransferError, and one of FAULTS."""
    with path.open("rb") as file:
        beginning = file.read(len(MAGIC))
    if beginning == MAGIC:
        for chat in chats_of_ollama(path):
            yield Candidate(chat.title, partial(checked, chat))
    elif beginning.startswith(gpt4all.MAGIC):
        yield Candidate(path.name, partial(gpt4all.chat_in, path))
    elif zipfile.is_zipfile(path):
        yield from candidates_in_zip(path)
    elif path.name == "thread.json":
        yield Candidate(path.parent.name, partial(chat_of_jan, path.parent))
    else:
        yield from candidates_in_json(path)


def candidates_in_zip(path: Path) -> Iterator[Candidate]:
    """ChatGPT's export as it is downloaded; big ones are in several parts."""
    with zipfile.ZipFile(path) as archive:
        names = sorted(name for name in archive.namelist() if CONVERSATIONS.fullmatch(name))
        if not names:
            raise unknown(path)
        for name in names:
            with archive.open(name) as file:
                yield from candidates_of_chatgpt(Bounded(file, path))


def candidates_in_json(path: Path) -> Iterator[Candidate]:
    """A list is ChatGPT's; an object is ours, or a single conversation of LM Studio or ChatGPT."""
    with path.open("rb") as file:
        beginning = list(islice(ijson.basic_parse(file), 5))
        file.seek(0)
        bounded = Bounded(file, path)
        match beginning:
            case [("start_array", _), *_]:
                yield from candidates_of_chatgpt(bounded)
            case [_, _, ("string", own_json.FORMAT), ("map_key", "version"), ("number", version)]:
                if version > own_json.VERSION:
                    what = words.HISTORY_NEWER.filled(name=path.name, found=version, known=own_json.VERSION)
                    raise TransferError(what, words.UPDATE_TO_IMPORT)
                for number, values in enumerate(listed(bounded, "chats"), start=1):
                    yield Candidate(name_of(values, number), partial(own_json.from_plain, values))
            case _:
                yield Candidate(path.name, partial(chat_in, json.loads(bounded.whole()), path))


def candidates_of_chatgpt(file: Bounded) -> Iterator[Candidate]:
    """The conversations of a file of ChatGPT's."""
    now = time()
    for number, values in enumerate(listed(file), start=1):
        yield Candidate(name_of(values, number), partial(chatgpt.chat_from, values, now))


def name_of(values: Any, number: int) -> str:
    """The title of what should be a chat, or its number in the file."""
    title = values.get("title") if isinstance(values, dict) else None
    return text_of(title)[:LONGEST_NAME] if title and isinstance(title, str) else f"#{number}"


def chat_in(values: Any, path: Path) -> WholeChat:
    """The single conversation in a file."""
    if "mapping" in values:
        return chatgpt.chat_from(values, path.stat().st_mtime)
    if isinstance(values.get("messages"), list) and all("versions" in place for place in values["messages"]):
        return lm_studio.chat_from(values, path.stat().st_mtime)
    raise unknown(path)


def chat_of_jan(folder: Path) -> WholeChat:
    """The thread in a folder of Jan's."""
    with (folder / "thread.json").open("rb") as about:
        thread = json.loads(Bounded(about, folder).whole())
    said = folder / "messages.jsonl"
    if not said.exists():
        return jan.chat_from(thread, (), folder.stat().st_mtime)
    with said.open("rb") as file:
        lines = Bounded(file, folder).whole().decode("utf-8-sig").split("\n")
    return jan.chat_from(thread, lines, said.stat().st_mtime)


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Turn what goes wrong with the file at `path` into a TransferError."""
    try:
        yield
    except OSError as error:
        what = words.MODEL_UNREADABLE.filled(path=path, reason=error.strerror or error)
        raise TransferError(what, words.CHECK_PERMISSIONS) from error
    except FAULTS as error:
        first_line = str(error).partition("\n")[0]  # ijson draws where it was, below
        what = words.HISTORY_DAMAGED.filled(name=path.name, detail=f"{type(error).__name__}: {first_line:.200}")
        raise TransferError(what, words.NOTHING_IMPORTED) from error


def unknown(path: Path) -> TransferError:
    """There is nothing here that we know."""
    return TransferError(words.UNKNOWN_HISTORY.filled(name=path.name), words.KNOWN_HISTORIES)
