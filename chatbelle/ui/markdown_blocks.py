"""Cuts a growing answer into finished blocks, which never change again, and the tail that still does. Pure.

Lists are cut into their items, so that a long list does not become one long tail.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark").enable("table").disable("inline")  # blocks are all that we ask for
_FENCE = re.compile(r" {0,3}(?P<marks>`{3,}|~{3,})[ \t]*(?P<language>[^\n`]*)(?:\n|$)")
_ITEM = re.compile(r" {0,3}(?:[-*+]|\d{1,9}[.)])(?:\s|$)")
_RULER = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_CLOSING = {"$$": "$$", "\\[": "\\]"}  # what opens a formula on lines of its own, and what closes it


@dataclass(frozen=True, slots=True)
class Blocks:
    """An answer so far: joined, the blocks and the tail are its text."""

    finished: tuple[str, ...] = ()
    tail: str = ""

    def grown(self, text: str) -> "Blocks":
        """The answer with `text` added. Only the tail is looked at again, and only when a line has ended."""
        tail = self.tail + text
        if "\n" not in text:
            return Blocks(self.finished, tail)
        whole_lines = tail[: tail.rindex("\n") + 1]  # an unfinished line may still become something else
        *finished, open_block = cut(whole_lines)
        return Blocks((*self.finished, *finished), open_block + tail[len(whole_lines) :])


@dataclass(frozen=True, slots=True)
class Code:
    """What a fenced code block holds."""

    language: str
    text: str


@lru_cache(maxsize=512)
def blocks_of(text: str) -> tuple[str, ...]:
    """All blocks of a whole answer."""
    return tuple(cut(text))


def cut(text: str) -> list[str]:
    """The blocks of a text; joined they are the text again. There is always at least one."""
    blocks = [block for part in _with_formulas_apart(text) for block in _cut_markdown(part)]
    return blocks or [""]


def is_list_item(block: str) -> bool:
    """Whether a block is an item of a list, which sits close to the one before."""
    return _ITEM.match(block) is not None


def is_formula(block: str) -> bool:
    """Whether a block is a formula on lines of its own."""
    return block.lstrip()[:2] in _CLOSING


def columns_of(block: str) -> int:
    """How many columns a table has; 0 for any other block."""
    head, _, rest = block.partition("\n")
    ruler = rest.partition("\n")[0].strip()
    if "|" not in head or not _RULER.fullmatch(ruler):
        return 0
    return len(ruler.strip("|").split("|"))


def code_of(block: str) -> Code | None:
    """What is in a block of fenced code, finished or not; None for any other block."""
    opening = _FENCE.match(block)
    if opening is None:
        return None
    lines = block[opening.end() :].rstrip("\n").split("\n")
    marks = opening["marks"]
    if lines and re.fullmatch(rf" {{0,3}}{re.escape(marks[0])}{{{len(marks)},}}[ \t]*", lines[-1]):
        lines.pop()
    return Code(opening["language"].split(" ")[0].strip(), "\n".join(lines))


def _with_formulas_apart(text: str) -> list[str]:
    """The text cut before and after each formula on lines of its own, which Markdown itself knows nothing of."""
    parts = [""]
    fence = closing = ""
    for line in re.findall(r"[^\n]*\n|[^\n]+", text):  # only \n ends a line
        bare = line.strip()
        if closing:
            parts[-1] += line
            if bare.endswith(closing):
                closing = ""
                parts.append("")
            continue
        if fence:
            fence = "" if bare.startswith(fence) and not bare.strip(fence[0]) else fence
        elif opening := _FENCE.match(line):
            fence = opening["marks"]
        elif bare[:2] in _CLOSING and not line.startswith("    "):
            mark = _CLOSING[bare[:2]]
            parts += [line, ""] if len(bare) >= 4 and bare.endswith(mark) else [line]
            closing = "" if len(bare) >= 4 and bare.endswith(mark) else mark
            continue
        parts[-1] += line
    return [part for part in parts if part]


def _cut_markdown(text: str) -> list[str]:
    if is_formula(text):
        return [text]
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    starts = sorted({0, *_starts(_PARSER.parse(text.replace("\r", " ")))})
    ends = [*starts[1:], len(lines)]
    return ["".join(lines[start:end]) for start, end in zip(starts, ends, strict=True)]


def _starts(tokens: list[Token]) -> list[int]:
    """The lines on which top-level blocks and the items of top-level lists begin."""
    return [
        token.map[0]
        for token in tokens
        if token.map
        and token.nesting >= 0
        and (token.level == 0 or (token.level == 1 and token.type == "list_item_open"))
    ]
