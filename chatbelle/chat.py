"""What a chat is: who said what, as a tree of messages. No files, no engine, no UI."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Role(StrEnum):
    """Who speaks."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


class StopReason(StrEnum):
    """Why an answer ended."""

    END = "end"  # the model said that it is done
    STOP_STRING = "stop_string"
    MAX_TOKENS = "max_tokens"
    CONTEXT_FULL = "context_full"
    INTERRUPTED = "interrupted"  # the person stopped it
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """How an answer came about. Stored with it and shown on demand."""

    stop: StopReason
    model: str = ""
    prompt_tokens: int = 0
    evaluated_tokens: int = 0  # prompt tokens that were not in the cache
    answer_tokens: int = 0
    first_token_seconds: float = 0.0
    seconds: float = 0.0
    forgotten: int = 0  # how many of the oldest messages of the path the model no longer saw

    @property
    def tokens_per_second(self) -> float:
        """Decode rate after the first token; 0 when there was no second one."""
        decoding_seconds = self.seconds - self.first_token_seconds
        return (self.answer_tokens - 1) / decoding_seconds if self.answer_tokens > 1 and decoding_seconds > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `id` is 0 until the store has kept it; `parent` is the message it follows, None for a first one.

    An assistant's message without `facts` was cut off: the app ended while it was being said.
    """

    role: Role
    text: str
    id: int = 0
    parent: int | None = None
    facts: AnswerFacts | None = None
    said_at: float = field(default=0.0, compare=False)  # seconds since the epoch; 0 until the store has kept it

    @property
    def cut(self) -> bool:
        """Whether this is an answer that could be continued: the model did not say that it was done."""
        if self.role is not Role.ASSISTANT:
            return False
        return self.facts is None or self.facts.stop not in (StopReason.END, StopReason.STOP_STRING)


@dataclass(frozen=True, slots=True)
class Chat:
    """A tree of messages in the order they were kept; `tip` is the leaf whose branch is shown."""

    id: int
    title: str = ""
    messages: tuple[Message, ...] = ()
    tip: int | None = None

    def path(self) -> tuple[Message, ...]:
        """The messages from the first one to the tip: what the person sees and the model is asked about."""
        return self.path_to(self.tip)

    def path_to(self, message_id: int | None) -> tuple[Message, ...]:
        """The messages from the first one to this one."""
        by_id = {message.id: message for message in self.messages}
        branch: list[Message] = []
        at = message_id
        while at is not None:
            message = by_id.pop(at)  # pop: a damaged tree with a cycle ends in a KeyError, not in a hang
            branch.append(message)
            at = message.parent
        return tuple(reversed(branch))

    def message(self, message_id: int) -> Message:
        """The message with this id. Raises KeyError when it is not in this chat."""
        found = next((message for message in self.messages if message.id == message_id), None)
        if found is None:
            raise KeyError(message_id)
        return found

    def siblings(self, message: Message) -> tuple[Message, ...]:
        """The messages that follow the same one, itself among them, oldest first: ‹2/3› is the second of three."""
        return tuple(other for other in self.messages if other.parent == message.parent)

    def branch(self, message_id: int) -> tuple[Message, ...]:
        """A message and all that follow it, on every path."""
        inside = {message_id}
        for message in self.messages:  # in the order they were kept: a parent comes before its children
            if message.parent in inside:
                inside.add(message.id)
        return tuple(message for message in self.messages if message.id in inside)

    def leaf_after(self, message_id: int | None) -> int | None:
        """Where the newest path on from a message ends; of a whole chat, for None."""
        newest_child = {message.parent: message.id for message in self.messages}
        leaf = message_id
        while leaf in newest_child:
            leaf = newest_child.pop(leaf)  # pop: a damaged tree with a cycle does not hang
        return leaf

    def showing(self, message_id: int) -> "Chat":
        """The chat with the newest path through this message as the one that is shown."""
        return replace(self, tip=self.leaf_after(message_id))

    def without(self, message_id: int) -> "Chat":
        """The chat without a message and all that follow it; if that was shown, the newest path beside it is."""
        gone = {message.id for message in self.branch(message_id)}
        left = replace(self, messages=tuple(message for message in self.messages if message.id not in gone))
        if self.tip not in gone:
            return left
        parent = next(message.parent for message in self.messages if message.id == message_id)
        return replace(left, tip=left.leaf_after(parent))

    def add(self, message: Message) -> "Chat":
        """The chat with a kept `message` (one that has an id) as its new tip."""
        return replace(self, messages=(*self.messages, message), tip=message.id)

    def with_changed(self, message: Message) -> "Chat":
        """The chat with the message of the same id replaced."""
        return replace(self, messages=tuple(message if old.id == message.id else old for old in self.messages))


@dataclass(frozen=True, slots=True)
class ChatSummary:
    """A line in the list of chats."""

    id: int
    title: str
    changed_at: float  # seconds since the epoch
    pinned: bool = False
    archived: bool = False
    created_at: float = 0.0  # seconds since the epoch


def title_from(text: str, longest: int = 24) -> str:
    """A chat's first title: the beginning of its first message, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def turns(messages: Sequence[Message]) -> list[tuple[Message, ...]]:
    """The conversation without system messages, cut into turns: each starts with a user's message."""
    cut: list[list[Message]] = []
    for message in messages:
        if message.role is Role.SYSTEM:
            continue
        if message.role is Role.USER or not cut:
            cut.append([])
        cut[-1].append(message)
    return [tuple(turn) for turn in cut]
