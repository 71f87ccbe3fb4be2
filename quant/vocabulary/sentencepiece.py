"""SentencePiece's tokenizer.model: a small protobuf of pieces, scores and kinds."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from quant import words
from quant.errors import DamagedFile
from quant.vocabulary.tokens import Kind, Token

PIECES, NORMALIZER = 1, 3  # fields of ModelProto
PIECE_TEXT, PIECE_SCORE, PIECE_KIND = 1, 2, 3
ADD_DUMMY_PREFIX = 3


@dataclass(frozen=True, slots=True)
class SentencePieceModel:
    """The pieces in the order of their ids."""

    pieces: tuple[Token, ...]
    space_prefix: bool  # whether text is read as if a space stood before it


def read_sentencepiece(data: bytes, name: str) -> SentencePieceModel:
    """Parse a tokenizer.model. Raises DamagedFile."""
    pieces: list[Token] = []
    space_prefix = True
    try:
        for field, value in _fields(data):
            if field == PIECES and isinstance(value, bytes):
                pieces.append(_piece(value))
            elif field == NORMALIZER and isinstance(value, bytes):
                space_prefix = dict(_fields(value)).get(ADD_DUMMY_PREFIX, 1) == 1
    except (ValueError, IndexError, struct.error) as error:
        raise damaged(name, str(error)) from error
    if not pieces:
        raise damaged(name, "no pieces")
    return SentencePieceModel(tuple(pieces), space_prefix)


def damaged(name: str, reason: str) -> DamagedFile:
    """The error of a vocabulary that cannot be read."""
    return DamagedFile(words.DAMAGED_VOCABULARY.filled(name=name, reason=reason), words.GET_THE_CHECKPOINT_AGAIN)


def _piece(data: bytes) -> Token:
    fields = dict(_fields(data))
    text, score, kind = fields.get(PIECE_TEXT, b""), fields.get(PIECE_SCORE, bytes(4)), fields.get(PIECE_KIND, 1)
    if not isinstance(text, bytes) or not isinstance(score, bytes) or not isinstance(kind, int):
        raise ValueError("a piece's fields have other types")
    (value,) = struct.unpack("<f", score)
    return Token(text.decode("utf-8"), Kind(kind), value)


def _fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Number and value of each field of a protobuf message."""
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        match tag & 7:
            case 0:
                value, at = _varint(data, at)
                yield tag >> 3, value
                continue
            case 1:
                length = 8
            case 2:
                length, at = _varint(data, at)
            case 5:
                length = 4
            case wire:
                raise ValueError(f"unknown wire type {wire}")
        if at + length > len(data):
            raise ValueError("cut off")
        yield tag >> 3, data[at : at + length]
        at += length


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while shift < 64:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7
    raise ValueError("a number is too long")
