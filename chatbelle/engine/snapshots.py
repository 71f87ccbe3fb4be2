"""A span of a chat's keys and values as a file: what they belong to stands in front of them.

llama.cpp believes a state that it is given, and a corrupt one ends the process. So a file names all that the values
depend on, carries checksums over its head and over the state, and whoever reads it checks these first. In the file:

    magic with version, 8 bytes | length of the head, uint32 | SHA-256 of the head | head | state

    head: setup digest, 32 | digest of what is before, 32 | SHA-256 of the state, 32 | bytes of the state, uint64 |
          start, tokens, answers, uint32 each | the token ids, int32 each |
          for each answer: digest of its text, 16 | its tokens, uint32 | its token ids, int32 each

All numbers are little-endian.
"""

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

State = bytes | memoryview  # what llama.cpp gave and takes back, unread

MAGIC = b"CBKVST\x00\x01"  # the last byte is the version
LONGEST_HEAD_BYTES = 1024**2
TOKEN_BYTES = 4
_FRONT = struct.Struct("<8sI32s")
_HEAD = struct.Struct("<32s32s32sQIII")
_ANSWER = struct.Struct("<16sI")


class Doubtful(Exception):
    """A file that is not used, whatever the reason: its tokens are evaluated anew."""


@dataclass(frozen=True, slots=True)
class Setup:
    """All that keys and values depend on beside adapters and tokens. One that differs means another set of files."""

    model: str  # digest, of chatbelle.engine.identity
    library: str  # digest of llama.cpp's own file, which changes with every build
    cache_type: str
    attention: str  # decides how values are laid out

    def digest(self) -> bytes:
        """32 bytes for all of it."""
        fields = (self.model, self.library, self.cache_type, self.attention)
        return hashlib.sha256("\n".join(fields).encode()).digest()


@dataclass(frozen=True, slots=True)
class Answer:
    """With which tokens the model said a text: the text alone may be cut into others."""

    text_digest: bytes  # of prompts.text_digest
    tokens: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Consecutive tokens of a conversation. Their values depend on the adapters and on every token before them, too."""

    start: int
    before: bytes  # digest of the adapters' key and the `start` tokens before, as token_bytes
    tokens: tuple[int, ...]
    answers: tuple[Answer, ...] = ()  # those that were said while it was made

    @property
    def end(self) -> int:
        """The place behind its last token."""
        return self.start + len(self.tokens)

    def holds(self, other: "Span") -> bool:
        """Whether whatever `other` is good for, this is too."""
        same_place = (self.start, self.before) == (other.start, other.before)
        return same_place and self.tokens[: len(other.tokens)] == other.tokens


@dataclass(frozen=True, slots=True)
class Head:
    """What stands in front of a state."""

    setup_digest: bytes
    span: Span
    state_digest: bytes
    state_bytes: int


def head_bytes(setup_digest: bytes, span: Span, state: State) -> bytes:
    """Everything that a file with this state has in front of it."""
    state_bytes = memoryview(state).nbytes
    head = _HEAD.pack(
        setup_digest, span.before, bytes_digest(state), state_bytes, span.start, len(span.tokens), len(span.answers)
    )
    head += token_bytes(span.tokens)
    for answer in span.answers:
        head += _ANSWER.pack(answer.text_digest, len(answer.tokens)) + token_bytes(answer.tokens)
    return _FRONT.pack(MAGIC, len(head), bytes_digest(head)) + head


def read_head(file: BinaryIO) -> Head:
    """The head of a file, checked; the state is next in `file`. Raises Doubtful."""
    front = file.read(_FRONT.size)
    if len(front) < _FRONT.size:
        raise Doubtful("cut off")
    magic, length, digest = _FRONT.unpack(front)
    if magic != MAGIC or length > LONGEST_HEAD_BYTES:
        raise Doubtful("another format or version")
    head = file.read(length)
    if len(head) < length or bytes_digest(head) != digest:
        raise Doubtful("damaged")
    return _parsed(head)


def read_state(file: BinaryIO, head: Head) -> bytes:
    """The state behind the head, checked. Raises Doubtful."""
    state = file.read(head.state_bytes + 1)
    if len(state) != head.state_bytes or bytes_digest(state) != head.state_digest:
        raise Doubtful("damaged")
    return state


def token_bytes(tokens: Sequence[int]) -> bytes:
    """Token ids as they stand in a file."""
    return struct.pack(f"<{len(tokens)}i", *tokens)


def bytes_digest(data: State) -> bytes:
    """SHA-256: of what it is the digest, it is of nothing else."""
    return hashlib.sha256(data).digest()


def _parsed(head: bytes) -> Head:
    """The fields of a head whose checksum is right."""
    setup, before, state_digest, state_bytes, start, token_count, answer_count = _HEAD.unpack_from(head)
    at = _HEAD.size
    tokens = struct.unpack_from(f"<{token_count}i", head, at)
    at += TOKEN_BYTES * token_count
    answers: list[Answer] = []
    for _ in range(answer_count):
        digest, count = _ANSWER.unpack_from(head, at)
        at += _ANSWER.size
        answers.append(Answer(digest, struct.unpack_from(f"<{count}i", head, at)))
        at += TOKEN_BYTES * count
    return Head(setup, Span(start, before, tokens, tuple(answers)), state_digest, state_bytes)
