"""Recognises a file or folder with chats, ours or another program's, and reads it chat by chat.

Nothing is believed: sizes are bounded, values checked, and every fault is a TransferError that names the file.
"""

import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from time import time
from typing import Any

import ijson  # type: ignore[import-untyped]  # it has no types of its own

from chatbelle import words
from chatbelle.errors import TransferError
from chatbelle.history import WholeChat
from chatbelle.store.ollama import MAGIC, chats_of_ollama
from chatbelle.transfer import chatgpt, jan, lm_studio, own_json
from chatbelle.transfer.bounded import Bounded, listed
from chatbelle.transfer.strict import WRONG, checked

CONVERSATIONS = re.compile(r"(.*/)?conversations(-\d+)?\.json")
FAULTS = (*WRONG, ijson.JSONError, zipfile.BadZipFile, zlib.error, RuntimeError)  # zipfile: it has a password


def chats_in(path: Path) -> Iterator[WholeChat]:
    """The chats in a file or a folder. Raises TransferError, also in the middle."""
    with told_plainly(path):
        if path.is_dir():
            yield from chats_in_folder(path)
            return
        with path.open("rb") as file:
            beginning = file.read(len(MAGIC))
        if beginning == MAGIC:
            yield from map(checked, chats_of_ollama(path))
        elif zipfile.is_zipfile(path):
            yield from chats_in_zip(path)
        elif path.name == "thread.json":
            yield chat_of_jan(path.parent)
        else:
            yield from chats_in_json(path)


def chats_in_folder(folder: Path) -> Iterator[WholeChat]:
    """Jan's threads, LM Studio's conversations, or an export of ChatGPT that somebody has unpacked."""
    threads = sorted(folder.rglob("thread.json"))
    exports = sorted(folder.glob("conversations*.json"))
    conversations = sorted(folder.rglob("*.conversation.json"))
    for path in threads or exports or conversations:
        yield from chats_in(path)
    if not (threads or exports or conversations):
        raise unknown(folder)


def chats_in_zip(path: Path) -> Iterator[WholeChat]:
    """ChatGPT's export as it is downloaded; big ones are in several parts."""
    with zipfile.ZipFile(path) as archive:
        names = sorted(name for name in archive.namelist() if CONVERSATIONS.fullmatch(name))
        if not names:
            raise unknown(path)
        for name in names:
            with archive.open(name) as file:
                yield from chats_of_chatgpt(Bounded(file, path))


def chats_in_json(path: Path) -> Iterator[WholeChat]:
    """A list is ChatGPT's; an object is ours, or a single conversation of LM Studio or ChatGPT."""
    with path.open("rb") as file:
        beginning = list(islice(ijson.basic_parse(file), 5))
        file.seek(0)
        bounded = Bounded(file, path)
        match beginning:
            case [("start_array", _), *_]:
                yield from chats_of_chatgpt(bounded)
            case [_, _, ("string", own_json.FORMAT), ("map_key", "version"), ("number", version)]:
                if version > own_json.VERSION:
                    what = words.HISTORY_NEWER.filled(name=path.name, found=version, known=own_json.VERSION)
                    raise TransferError(what, words.UPDATE_TO_IMPORT)
                yield from map(own_json.from_plain, listed(bounded, "chats"))
            case _:
                yield chat_in(json.loads(bounded.whole()), path)


def chats_of_chatgpt(file: Bounded) -> Iterator[WholeChat]:
    """The conversations of a file of ChatGPT's."""
    now = time()
    return (chatgpt.chat_from(values, now) for values in listed(file))


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
