"""From a conversation to token ids. A history's tokens are always a strict prefix of the next turn's.

That holds by construction: a turn's tokens depend on what came before it and on nothing that comes later, and an
answer's tokens are the very ones the model said. Where a format wants thoughts left out, they are left out of every
answer that is followed by something. Text that a person typed can never become a control token.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from chatbelle.chat import Message, Role
from chatbelle.thinking import begun_by, thinking_of

MOST_REMEMBERED = 1024  # answers, and openings: some hundred bytes to some kilobytes each
PROBES = ("A", "你")  # what prompts for both begin with, they begin with for any text


@dataclass(frozen=True, slots=True)
class Markup:
    """Text of the prompt format itself: special tokens in it are meant."""

    text: str


@dataclass(frozen=True, slots=True)
class Plain:
    """Text that a person wrote: whatever it looks like, it is text."""

    text: str


Part = Markup | Plain


class PromptFormat(Protocol):
    """How a kind of model was taught to read conversations."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def stop_strings(self) -> tuple[str, ...]:
        """Text that ends an answer although the model goes on."""

    @property
    def bos(self) -> bool | None:
        """Whether the prompt begins with BOS; None: as the vocabulary says."""

    @property
    def drops_thoughts(self) -> bool:
        """Whether the model was taught not to see again what it thought before its earlier answers."""

    def opening(self, messages: Sequence[Message]) -> list[Part]:
        """What stands between the last answer in `messages` (or the beginning) and the answer asked for now.

        `messages` ends with a user's message; consecutive messages of one role have been joined.
        """


class Tokens(Protocol):
    """What the prompt needs of a vocabulary."""

    adds_bos: bool
    bos: int | None

    def tokenize(self, text: str) -> list[int]:
        """Ids of plain text."""

    def split_special(self, text: str) -> list[str | int]:
        """Plain text and ids of special tokens, in order."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What the prompt holds of the answer already: the thinking that the format begins, or an answer to continue."""

    text: str = ""
    ids: tuple[int, ...] = ()
    is_new: bool = True  # the person has not seen it yet


@dataclass(frozen=True, slots=True)
class _Opening:
    ids: tuple[int, ...]
    begun: Begun


@dataclass(slots=True)
class Prompts:
    """Makes prompts for one loaded model and remembers with which tokens it said its answers."""

    format: PromptFormat
    tokens: Tokens
    _said: dict[bytes, tuple[int, ...]] = field(default_factory=dict)  # by the digest of the text
    _openings: dict[tuple[Message, ...], _Opening] = field(default_factory=dict)

    def prompt(self, messages: Sequence[Message]) -> list[int]:
        """Token ids of the whole conversation, up to where the answer begins or, when it is the last, goes on."""
        ids: list[int] = []
        begins_with_bos = self.tokens.adds_bos if self.format.bos is None else self.format.bos
        history = joined(messages)
        for at, message in enumerate(history[:-1]):
            if message.role is Role.ASSISTANT:
                ids += self._opening(history[:at]).ids
                ids += self._answer(thinking_of(message.text).answer if self.format.drops_thoughts else message.text)
        asked = history[:-1] if _ends_with_answer(history) else history
        ids += self._opening(asked).ids
        ids += self.begun(history).ids
        if begins_with_bos and self.tokens.bos is not None and ids[:1] != [self.tokens.bos]:
            ids.insert(0, self.tokens.bos)
        return ids

    def begun(self, messages: Sequence[Message]) -> Begun:
        """What the prompt for these messages holds of the answer already."""
        history = joined(messages)
        if _ends_with_answer(history):
            return Begun(history[-1].text, self._answer(history[-1].text), is_new=False)
        return self._opening(history).begun

    def known_of_next(self, messages: Sequence[Message]) -> list[int]:
        """Token ids that the next prompt begins with, whatever the person writes; the whole one when it is written.

        Of a whole one the last token is left out: an answer begins with its evaluation.
        """
        if messages and messages[-1].role is Role.USER:
            return self.prompt(messages)[:-1]
        one, other = (self.prompt([*messages, Message(Role.USER, text)]) for text in PROBES)
        return one[: common_prefix_length(one, other)]

    def remember(self, digest: bytes, ids: Sequence[int]) -> None:
        """The model said the text with this `text_digest` with these tokens; the next prompt uses them again."""
        if digest not in self._said and len(self._said) >= MOST_REMEMBERED:
            self._said.pop(next(iter(self._said)))
        self._said[digest] = tuple(ids)

    def _answer(self, text: str) -> tuple[int, ...]:
        """Ids of an answer: those the model said, or those of its text when that was before this model was loaded."""
        digest = text_digest(text)
        if digest not in self._said:
            self.remember(digest, self.tokens.tokenize(text))
        return self._said[digest]

    def _opening(self, messages: tuple[Message, ...]) -> _Opening:
        """Ids of a turn's opening, made once: the same turn is asked for again with every message that follows."""
        if messages not in self._openings:
            if len(self._openings) >= MOST_REMEMBERED:
                self._openings.pop(next(iter(self._openings)))
            self._openings[messages] = self._made(self.format.opening(messages))
        return self._openings[messages]

    def _made(self, parts: list[Part]) -> _Opening:
        """The opening's ids, and apart from them the thinking that it begins: no part of the turn once it is over."""
        begun = begun_by(parts[-1].text) if parts and isinstance(parts[-1], Markup) else ""
        if begun:
            parts = [*parts[:-1], Markup(parts[-1].text.removesuffix(begun))]
        return _Opening(tuple(self._encode(parts)), Begun(begun, tuple(self._encode([Markup(begun)]))))

    def _encode(self, parts: Sequence[Part]) -> list[int]:
        """Ids of the parts. Plain text joins the markup around it, so that words are cut as in one whole string."""
        ids: list[int] = []
        text = ""
        for part in parts:
            if isinstance(part, Plain):
                text += part.text
                continue
            for piece in self.tokens.split_special(part.text):
                if isinstance(piece, str):
                    text += piece
                    continue
                ids += self.tokens.tokenize(text) if text else []
                ids.append(piece)
                text = ""
        return ids + (self.tokens.tokenize(text) if text else [])


def joined(messages: Sequence[Message]) -> tuple[Message, ...]:
    """The conversation with consecutive messages of one role as one: templates insist on taking turns."""
    history: list[Message] = []
    for message in messages:
        if history and history[-1].role is message.role is not Role.ASSISTANT:
            message = Message(message.role, f"{history.pop().text}\n\n{message.text}")  # noqa: PLW2901
        history.append(Message(message.role, message.text))
    return tuple(history)


def _ends_with_answer(history: Sequence[Message]) -> bool:
    return bool(history) and history[-1].role is Role.ASSISTANT


def text_digest(text: str) -> bytes:
    """16 bytes that stand for an answer's text."""
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).digest()[:16]


def common_prefix_length(one: Sequence[object], other: Sequence[object]) -> int:
    """How many items both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (mine, yours) in pairs if mine != yours), min(len(one), len(other)))
