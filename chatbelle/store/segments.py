"""Cuts text into the words of the search index, and what a person types into a query for it.

Scripts that put spaces between words are cut at them. Everything else (Chinese, emoji, punctuation) becomes
overlapping pairs of characters, each run ending with its last character alone: 天气真好 is 天气 气真 真好 好. So two
characters are found as a word of the index, more as words in a row, and a single one as the beginning of a word.
Every rule here is a fixed list of characters, none is asked of this Python's Unicode tables: words that are to be
taken out of an index must be cut tomorrow as they are today.
"""

import re
import unicodedata

_WORD = "0-9a-z\u00c0-\u0dff\u10a0-\u10ff\u1200-\u177f\u1800-\u18af\u1e00-\u1fff"
_SPACE = "\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ud800-\udfff\ufeff"
_RUN = re.compile(f"(?P<word>[{_WORD}]+)|[^{_WORD}{_SPACE}]+")
_ALPHABETS = (range(0x41, 0x5B), range(0xC0, 0x250), range(0x370, 0x530), range(0x1E00, 0x2000))
_FULL_WIDTH = 0xFEE0  # how far ！ stands behind !


def folded(text: str) -> str:
    """The text without differences of case, width and Latin accents; as many characters as before, so that places stay.

    ASCII's punctuation becomes full-width: FTS5's tokenizer `ascii` then takes it for a part of a word.
    """
    return text.translate(_FOLDS)


def index_words(text: str) -> str:
    """A message's words for the index, with spaces between them."""
    return " ".join(word for run in _RUN.finditer(folded(text)) for word in _cut(run))


def terms(text: str) -> list[str]:
    """What a person typed, folded and split at spaces; terms of spaces and nothing are left out."""
    return [term for term in re.split(f"[{_SPACE}]+", folded(text)) if term]


def query(typed: list[str]) -> str:
    """FTS5's query for messages in which each of the terms stands."""
    return " AND ".join(_phrase(term) for term in typed)


def pattern(term: str) -> re.Pattern[str]:
    """Finds a term in folded text just where the index does: a word from its beginning, all else anywhere.

    Chinese typists differ about the space between a Latin word and what stands beside it, so it makes no difference.
    """
    runs = [run[0] for run in _RUN.finditer(term)]
    at_start = f"(?<![{_WORD}])" if re.match(f"[{_WORD}]", term) else ""
    return re.compile(at_start + f"[{_SPACE}]*".join(map(re.escape, runs)))


def _cut(run: re.Match[str]) -> list[str]:
    """The words of a run of characters."""
    text = run[0]
    return [text] if run["word"] else [text[at : at + 2] for at in range(len(text))]


def _phrase(term: str) -> str:
    """FTS5's phrase for a term: its words in a row, the last one perhaps only begun."""
    runs = list(_RUN.finditer(term))
    words = [word for run in runs for word in _cut(run)]
    if runs[-1]["word"] or len(runs[-1][0]) == 1:
        return f'"{" ".join(words)}" *'
    return f'"{" ".join(words[:-1])}"'  # in a message, the run may go on


def _fold(letter: str) -> str:
    """A letter in lower case, a Latin one without accents."""
    base, *accents = list(unicodedata.normalize("NFKD", letter))
    if base.isascii() and all(map(unicodedata.combining, accents)):
        return base.lower()
    lower = letter.lower()
    return lower if len(lower) == 1 else letter


def _folds() -> dict[int, str]:
    folds = {code: _fold(chr(code)) for alphabet in _ALPHABETS for code in alphabet}
    for code in range(0x21, 0x7F):
        letter = chr(code)
        if letter.isalnum():
            folds[code + _FULL_WIDTH] = letter.lower()
        else:
            folds[code] = chr(code + _FULL_WIDTH)
    return folds | {ord("‘"): "＇", ord("’"): "＇", ord("“"): "＂", ord("”"): "＂"}


_FOLDS = _folds()
