"""Reads big JSON files value by value, within bounds: of the whole, of each value, of how deep it is nested."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import ijson  # type: ignore[import-untyped]  # it has no types of its own

from chatbelle import words
from chatbelle.errors import TransferError

MIB = 2**20
MOST_BYTES = 4096 * MIB  # of a file, unpacked
MOST_VALUE_BYTES = 256 * MIB  # of one chat in it: the most that is in memory at once, some times over
MOST_DEPTH = 200  # lists and objects within one another
_BEGINS, _ENDS = ("start_map", "start_array"), ("end_map", "end_array")


class Bounded:
    """A file that is read up to a limit, in all and for each value in it. Raises TransferError beyond."""

    def __init__(self, file: IO[bytes], path: Path) -> None:
        self._file, self._path = file, path
        self._left_bytes, self._left_value_bytes = MOST_BYTES, MOST_VALUE_BYTES

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most `size`."""
        block = self._file.read(size)
        self._left_bytes -= len(block)
        self._left_value_bytes -= len(block)
        if min(self._left_bytes, self._left_value_bytes) < 0:
            limits = {"all_mib": MOST_BYTES // MIB, "chat_mib": MOST_VALUE_BYTES // MIB}
            what = words.HISTORY_TOO_LARGE.filled(name=self._path.name, **limits)
            raise TransferError(what, words.SPLIT_THE_FILE)
        return block

    def whole(self) -> bytes:
        """All of a file with one value."""
        return self.read(MOST_VALUE_BYTES + 1)

    def next_value(self) -> None:
        """One value is read; the next may be as large."""
        self._left_value_bytes = MOST_VALUE_BYTES


def listed(file: Bounded, key: str | None = None) -> Iterator[Any]:
    """The values of the list that the file is, or that stands under `key` in its object. Raises ValueError.

    ijson's own `items` takes quadratic time for a file that is nested deeply.
    """
    list_depth = 0 if key is None else 1
    at_key: object = None
    within = found = False
    builder = None
    for depth, event, value in events(file):
        if depth == 1 and event == "map_key":
            at_key = value
        if depth == list_depth and event in ("start_array", "end_array"):
            within = event == "start_array" and at_key == key
            found = found or within
        elif within:
            builder = builder or ijson.ObjectBuilder()
            builder.event(event, value)
            if depth == list_depth + 1 and event not in _BEGINS:
                file.next_value()
                yield builder.value
                builder = None
    if not found:
        raise ValueError(key or "no list")


def events(file: Bounded) -> Iterator[tuple[int, str, Any]]:
    """What ijson reads, with how many lists and objects stand around it. Raises ValueError when those are too many."""
    depth = 0
    for event, value in ijson.basic_parse(file, use_float=True):
        depth -= event in _ENDS
        yield depth, event, value
        depth += event in _BEGINS
        if depth > MOST_DEPTH:
            raise ValueError(f"nested deeper than {MOST_DEPTH}")
