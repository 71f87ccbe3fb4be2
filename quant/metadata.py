"""One line of a GGUF's metadata, with the type that llama.cpp expects for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from gguf import GGUFValueType


@dataclass(frozen=True, slots=True)
class Entry:
    """A key, its value, the value's type in the file, and for an array the type of its items."""

    key: str
    value: object
    kind: GGUFValueType
    of: GGUFValueType | None = None


def count(key: str, value: int) -> Entry:
    """An unsigned number: sizes, counts, token ids."""
    return Entry(key, value, GGUFValueType.UINT32)


def number(key: str, value: float) -> Entry:
    """A number in 32 bits."""
    return Entry(key, value, GGUFValueType.FLOAT32)


def flag(key: str, value: bool) -> Entry:
    """Yes or no."""
    return Entry(key, value, GGUFValueType.BOOL)


def text(key: str, value: str) -> Entry:
    """One text."""
    return Entry(key, value, GGUFValueType.STRING)


def texts(key: str, values: Sequence[str] | Sequence[bytes]) -> Entry:
    """Several texts."""
    return Entry(key, values, GGUFValueType.ARRAY, GGUFValueType.STRING)


def numbers(key: str, values: Sequence[float]) -> Entry:
    """Several numbers in 32 bits."""
    return Entry(key, values, GGUFValueType.ARRAY, GGUFValueType.FLOAT32)


def kinds(key: str, values: Sequence[int]) -> Entry:
    """Several small signed numbers: token types."""
    return Entry(key, values, GGUFValueType.ARRAY, GGUFValueType.INT32)
