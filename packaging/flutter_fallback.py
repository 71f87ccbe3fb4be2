"""Which characters Flutter's web engine looks for in which fallback font file: its packed table, unpacked.

The engine asks for a file such as `notosanssc/v37/….4.woff2` when the page's own fonts lack a character. Which files
exist, and which characters each holds, stands packed in the compiled client (`main.dart.js`). The packing is described
in Flutter's engine sources, `lib/web_ui/lib/src/engine/noto_font_encoding.dart`.
"""

import re
from pathlib import Path

FONT_ENTRY = re.compile(r'"(Noto [^"]+|Roboto)","([a-z0-9]+/v\d+/[^"]+\.(?:woff2|ttf|otf))"')
PACKED_SETS = re.compile(r'"([0-9a-z,]{20000,})"')
PACKED_RANGES = re.compile(r'"([0-9a-zA-Z]{20000,})"')
RADIX = 26  # a letter is the last digit of a number; the decimal digits before it count 26s


def fallback_files(client: Path) -> dict[str, frozenset[int]]:
    """Each font file the compiled `client` may ask for, with the code points it is asked for."""
    source = client.read_text(encoding="utf-8")
    files = [path for _name, path in FONT_ENTRY.findall(source)]
    sets = [_font_numbers(packed) for packed in _only(PACKED_SETS, source).split(",")]
    characters: dict[str, set[int]] = {path: set() for path in files}
    for first, after_last, set_number in _ranges(_only(PACKED_RANGES, source)):
        for font_number in sets[set_number]:
            characters[files[font_number]].update(range(first, after_last))
    return {path: frozenset(found) for path, found in characters.items()}


def _only(pattern: re.Pattern[str], source: str) -> str:
    found = [text for text in pattern.findall(source) if text]
    if len(found) != 1:
        raise SystemExit(f"Expected one table for {pattern.pattern}, found {len(found)}: has Flutter changed it?")
    return str(found[0])


def _font_numbers(packed: str) -> list[int]:
    """A set of font numbers: the gaps between them, ascending."""
    numbers: list[int] = []
    prefix, previous = 0, -1
    for character in packed:
        if character.isdigit():
            prefix = prefix * 10 + int(character)
        else:
            previous += prefix * RADIX + ord(character) - ord("a") + 1
            numbers.append(previous)
            prefix = 0
    return numbers


def _ranges(packed: str) -> list[tuple[int, int, int]]:
    """Consecutive ranges of code points: first, one after the last, number of the set of fonts."""
    ranges: list[tuple[int, int, int]] = []
    first, length, prefix = 0, 1, 0
    for character in packed:
        if character.isdigit():
            prefix = prefix * 10 + int(character)
        elif character.islower():
            length, prefix = prefix * RADIX + ord(character) - ord("a") + 2, 0
        else:
            ranges.append((first, first + length, prefix * RADIX + ord(character) - ord("A")))
            first, length, prefix = first + length, 1, 0
    return ranges
