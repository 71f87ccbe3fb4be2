"""What a vocabulary is, whatever file it came from."""

from dataclasses import dataclass
from enum import IntEnum

from quant import words
from quant.errors import DamagedFile


class Kind(IntEnum):
    """What a token is for, in the numbers of GGUF (SentencePiece's are the same)."""

    NORMAL = 1
    UNKNOWN = 2
    CONTROL = 3
    USER_DEFINED = 4
    UNUSED = 5
    BYTE = 6


@dataclass(frozen=True, slots=True)
class Token:
    """One entry; only SentencePiece's scores mean something."""

    text: str
    kind: Kind = Kind.NORMAL
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Frame:
    """Whether a tokenizer puts a token before a text, after it, and between two; None where it does not say."""

    bos: bool | None = None
    eos: bool | None = None
    sep: bool | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The tokens by id, without gaps."""

    tokens: tuple[Token, ...]
    model: str  # llama.cpp's name for the algorithm
    pre: str  # and for how text is split before it
    merges: tuple[str, ...] = ()
    frame: Frame = Frame()
    space_prefix: bool | None = None

    def id_of(self, text: str) -> int | None:
        """The id of the token that reads exactly so."""
        return next((number for number, token in enumerate(self.tokens) if token.text == text), None)


def looks_special(text: str) -> bool:
    """Some models forget to mark their control tokens; llama.cpp's converter knows these by their look."""
    angled = (("<|", "|>"), ("<｜", "｜>"), ("<unused", ">"))
    return text in ("<pad>", "<mask>") or any(text.startswith(a) and text.endswith(b) for a, b in angled)


def added(text: str, special: bool) -> Token:
    """A token that was added to a trained vocabulary: never cut, and hidden when it is special."""
    if special or looks_special(text):
        return Token(text, Kind.CONTROL, -1000.0)
    return Token(text.replace("▁", " "), Kind.USER_DEFINED, -1000.0)


def filled_up(tokens: dict[int, Token], rows: int) -> tuple[Token, ...]:
    """One token a row of the embedding: rows without a token become unused ones. Raises DamagedFile when rows lack."""
    last = max(tokens, default=-1)
    if last >= rows or min(tokens, default=0) < 0:
        raise DamagedFile(words.TOO_FEW_ROWS.filled(tokens=last + 1, rows=rows), words.CHECK_THE_CONFIG)
    return tuple(tokens.get(row) or Token(f"[PAD{row}]", Kind.UNUSED, -10000.0) for row in range(rows))
