"""GPT4All's `gpt4all-*.chat`: a QDataStream whose layout has changed with each of its versions 1 to 12.

Read from its public source (chat.cpp, chatllm.cpp, chatmodel.h, tool.cpp). What people see there is kept; the model's
thoughts, its calls of tools, excerpts of documents and attachments are left out, as is the state of the model.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from chatbelle import words
from chatbelle.chat import AnswerFacts, Message, Role, StopReason
from chatbelle.errors import TransferError
from chatbelle.history import WholeChat
from chatbelle.transfer.qt_stream import QtStream
from chatbelle.transfer.strict import checked, moment_or, uid_of

MAGIC = bytes.fromhex("F5D553CC")
NEWEST = 12  # of the format; GPT4All 3.7 and later
FILES = "gpt4all-*.chat"
SPEAKERS = {"System: ": Role.SYSTEM, "Prompt: ": Role.USER, "Response: ": Role.ASSISTANT}
MOST_DEPTH = 8  # of the parts of an answer; the program itself makes three


@dataclass(frozen=True, slots=True)
class Part:
    """A text, a thought, a call of a tool or its result, within an answer; or what holds them together."""

    name: str
    value: str
    parts: tuple["Part", ...]

    def shown(self) -> str:
        """What people see as the answer."""
        return "".join(part.shown() for part in self.parts) + (self.value if self.name == "Text: " else "")


@dataclass(frozen=True, slots=True)
class Item:
    """A prompt or an answer."""

    role: Role
    text: str
    stopped: bool
    failed: bool


def chat_in(path: Path) -> WholeChat:
    """The chat in a file. Raises TransferError when it is too new, and one of `strict.WRONG`."""
    with path.open("rb") as file:
        stream = QtStream(file)
        stream.skip(len(MAGIC))
        version = stream.int32()
        if version > NEWEST:
            what = words.CHAT_OF_NEWER_GPT4ALL.filled(name=path.name, found=version, known=NEWEST)
            raise TransferError(what, words.UPDATE_TO_IMPORT)
        if version < 1:
            raise ValueError(f"version {version}")
        return chat_from(stream, version, path.stat().st_mtime)


def chat_from(stream: QtStream, version: int, now: float) -> WholeChat:
    """The chat after the version. Raises one of `strict.WRONG`."""
    created_at = moment_or(stream.int64(), now)
    given, title, _, model = (stream.text() for _ in range(4))
    if version >= 3:
        stream.several(stream.uint32(), stream.text)  # collections of documents
    if version < 11:
        skip_model(stream, version)
    items = stream.several(stream.int32(), partial(read_item, stream, version))
    stream.must_end()
    messages: list[Message] = []
    for item in items:
        if item.text.strip():
            facts = facts_of(item, model) if item.role is Role.ASSISTANT else None
            number = len(messages)
            messages.append(Message(item.role, item.text, number + 1, number or None, facts, created_at))
    uid = uid_of("gpt4all", given, *(message.text for message in messages))
    return checked(WholeChat(uid, title, tuple(messages), len(messages) or None, created_at, created_at))


def skip_model(stream: QtStream, version: int) -> None:
    """Pass over what the program kept of the model; since version 6 it may be left out, since 11 it is."""
    has_state = stream.flag() if version >= 6 else True
    if version >= 2:
        stream.skip(8)  # the kind of the model, and of its state
    stream.text()  # the last answer
    stream.text()  # a name for the chat
    stream.skip(4)  # tokens
    if not has_state:
        return
    stream.skip(4 * ((version < 4) + 1 + (version >= 7)))  # logits; tokens evaluated; the context's tokens
    if version < 9:
        stream.skip(4 * stream.int64())  # logits
    stream.skip(4 * stream.int64())  # tokens
    stream.skip_bytes()


def read_item(stream: QtStream, version: int) -> Item:
    """A prompt or an answer."""
    if version < 12:
        stream.skip(4)  # a number
    role = SPEAKERS[stream.text()]
    value = stream.text()
    if version < 10:
        stream.text()  # the prompt again
    stream.text()  # an answer that the person would have preferred
    stream.flag()  # whether it is arriving
    stopped = stream.flag()
    stream.skip(2)  # liked or not
    failed = stream.flag() if version >= 11 and role is Role.ASSISTANT else False
    if version >= 8:
        stream.several(stream.int64(), partial(skip_source, stream))
    elif version >= 3:
        stream.text()  # references
        stream.several(stream.uint32(), stream.text)
    if version >= 10:
        stream.several(stream.int64(), partial(skip_attachment, stream))
    parts = stream.several(stream.int64(), partial(read_part, stream)) if version >= 12 else []
    return Item(role, "".join(part.shown() for part in parts) + value, stopped, failed)


def read_part(stream: QtStream, depth: int = 1) -> Part:
    """A part of an answer, with those within it."""
    if depth > MOST_DEPTH:
        raise ValueError(f"nested deeper than {MOST_DEPTH}")
    name = stream.text()
    value = stream.text()
    match name:
        case "Response: " | "Text: " | "ToolResponse: ":
            pass
        case "Think: ":
            stream.skip(4)  # how long it took
        case "ToolCall: ":
            skip_call(stream)
        case _:
            raise ValueError(f"a part named {name!r:.40}")
    return Part(name, value, tuple(stream.several(stream.int64(), partial(read_part, stream, depth + 1))))


def skip_source(stream: QtStream) -> None:
    """An excerpt of a document: seven texts and three numbers."""
    stream.several(7, stream.text)
    stream.skip(12)


def skip_attachment(stream: QtStream) -> None:
    """A file's address and content."""
    stream.skip_bytes()
    stream.skip_bytes()


def skip_call(stream: QtStream) -> None:
    """How a tool was called and what came of it."""

    def skip_parameter() -> None:
        stream.text()
        stream.skip(4)  # its kind
        stream.variant()

    stream.text()
    stream.several(stream.int64(), skip_parameter)
    stream.text()
    stream.skip(4)  # the kind of error
    stream.text()


def facts_of(item: Item, model: str) -> AnswerFacts:
    """Which model answered, and whether it came to its end."""
    ended = StopReason.CRASHED if item.failed else StopReason.INTERRUPTED if item.stopped else StopReason.END
    return AnswerFacts(ended, model or "GPT4All")
