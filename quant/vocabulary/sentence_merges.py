"""A SentencePiece vocabulary kept as tokenizer.json: merges in their order, where tokenizer.model has scores.

llama.cpp joins what makes the piece with the highest score, whichever two parts it comes from; the merges of
tokenizer.json name both parts. The same ids come out when the merges are all that the pieces admit, in the order of
the pieces: as they are when they were derived from scores. Anything else is refused.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from quant import words
from quant.errors import CannotConvert
from quant.vocabulary.byte_pairs import NAME, added_tokens, framing, merges, trained
from quant.vocabulary.sentencepiece import damaged
from quant.vocabulary.tokens import Kind, Token, Vocabulary, filled_up

SPACE, BYTE = "▁", re.compile(r"<0x[0-9A-F]{2}>")
NEVER_JOINED = -1e9
MOST_CHARACTERS = 256  # of a piece; SentencePiece makes them up to 16, of spaces a few more
SPACES_BECOME_IT = {"type": "Replace", "pattern": {"String": " "}, "content": SPACE}
PREPENDED = {"type": "Prepend", "prepend": SPACE}


def is_sentence_merges(content: Mapping[str, object]) -> bool:
    """Whether this tokenizer.json falls back on bytes, as SentencePiece's vocabularies do."""
    model = content.get("model")
    return isinstance(model, dict) and model.get("type", "BPE") == "BPE" and model.get("byte_fallback") is True


def read_sentence_merges(content: Mapping[str, object], rows: int) -> Vocabulary:
    """The vocabulary for an embedding of `rows`, with scores. Raises DamagedFile or CannotConvert."""
    model = content.get("model")
    settings = model if isinstance(model, dict) else {}
    odd = [name for name in ("dropout", "continuing_subword_prefix", "end_of_word_suffix", "ignore_merges")
           if settings.get(name)]  # fmt: skip
    if odd:
        raise refused(odd[0])
    space_prefix = _prefixed(content.get("normalizer"), content.get("pre_tokenizer"))
    pieces = trained(settings.get("vocab"))
    pairs = [(left, right) for left, _, right in (each.partition(" ") for each in merges(settings.get("merges")))]
    added = added_tokens(content)  # found in a text before anything is merged
    scores = scores_of([token.text for number, token in pieces.items() if number not in added], pairs)
    unknown = settings.get("unk_token")
    tokens = {number: _scored(token, scores) for number, token in pieces.items()} | added
    tokens |= {
        number: replace(token, kind=Kind.UNKNOWN, score=0.0)
        for number, token in tokens.items()
        if token.text == unknown
    }
    frame = framing(content.get("post_processor"))
    prefix = None if space_prefix else False
    return Vocabulary(filled_up(tokens, rows), "llama", "default", frame=frame, space_prefix=prefix)


def scores_of(pieces: Sequence[str], pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """A score for each piece that merges make, the higher the earlier; CannotConvert when none would do.

    Pieces whose merges lie among each other had the same score.
    """
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for rank, (left, right) in enumerate(pairs):
        first.setdefault(left + right, rank)
        last[left + right] = rank
    known, named = set(pieces), set(pairs)
    for piece in known:
        if len(piece) > MOST_CHARACTERS:
            raise damaged(NAME, piece[:MOST_CHARACTERS])
        for cut in range(1, 0 if BYTE.fullmatch(piece) else len(piece)):
            pair = piece[:cut], piece[cut:]
            if known.issuperset(pair) and pair not in named:
                raise refused(f"{pair[0]} + {pair[1]}")
    scores: dict[str, float] = {}
    score, end = 0, -1
    for piece, rank in first.items():  # in the order of their first merges
        if rank > end:
            score -= 1
        end = max(end, last[piece])
        scores[piece] = float(score)
    return scores


def refused(which: str) -> CannotConvert:
    """The error for a tokenizer that llama.cpp would not follow."""
    return CannotConvert(words.UNKNOWN_TOKENIZER.filled(which=which[:80]), words.A_WRONG_SPLIT_DAMAGES)


def _scored(token: Token, scores: Mapping[str, float]) -> Token:
    if BYTE.fullmatch(token.text):
        return replace(token, kind=Kind.BYTE)
    return replace(token, score=scores.get(token.text, NEVER_JOINED))


def _prefixed(normalizer: object, pre_tokenizer: object) -> bool:
    """Whether a space is put before a text; CannotConvert when more is done to it than that and writing spaces as ▁."""
    several = isinstance(normalizer, dict) and normalizer.get("type") == "Sequence"
    steps = normalizer.get("normalizers") if several and isinstance(normalizer, dict) else [normalizer]
    left = [step for step in steps if step] if isinstance(steps, list) else []
    if (
        pre_tokenizer is None
        and SPACES_BECOME_IT in left
        and all(step in (SPACES_BECOME_IT, PREPENDED) for step in left)
    ):
        return PREPENDED in left
    match pre_tokenizer:
        case {"type": "Metaspace", "replacement": "▁", "prepend_scheme": str(scheme), "split": False} if not left:
            return scheme != "never"
        case {"type": str(kind)}:
            raise refused(kind)
    raise refused(", ".join(str(step.get("type")) for step in left if isinstance(step, dict)) or "none")
