"""The part of a text in which the words stand that were searched for."""

import re
from collections.abc import Sequence

from chatbelle.store.segments import folded

BEFORE, LENGTH = 24, 96  # characters of an excerpt: before the first place, and in all
ELLIPSIS = "…"
_BREAKS = dict.fromkeys(range(0x20), " ")


def excerpt_of(text: str, patterns: Sequence[re.Pattern[str]]) -> tuple[str, tuple[tuple[int, int], ...]] | None:
    """One line around the first place of the first pattern, and all places in it; None when a pattern has no place."""
    plain = folded(text)
    firsts = [found.search(plain) for found in patterns]
    if not firsts or not all(firsts) or firsts[0] is None:
        return None
    start = max(0, firsts[0].start() - BEFORE)
    end = min(len(text), start + LENGTH)
    ahead = ELLIPSIS if start else ""
    line = ahead + text[start:end].translate(_BREAKS) + (ELLIPSIS if end < len(text) else "")
    shift = len(ahead) - start
    places = [
        (place.start() + shift, min(place.end(), end) + shift)
        for found in patterns
        for place in found.finditer(plain, start, end + LENGTH)
        if place.start() < end
    ]
    return line, united(places)


def united(places: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The places in order, those that overlap made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
