"""Models in several files: `name-00001-of-00003.gguf` and its siblings are one model, opened by its first part."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from chatbelle import words
from chatbelle.errors import ModelError
from chatbelle.paths import is_there

PART_NAME = re.compile(r"(?P<whole>.+)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf")  # llama.cpp's SPLIT_NAME
MOST_PARTS = 1000


@dataclass(frozen=True, slots=True)
class PartName:
    """What a part's name says."""

    whole: str
    number: int  # from 1
    count: int

    def sibling(self, number: int) -> str:
        """The name of another part."""
        return f"{self.whole}-{number:05}-of-{self.count:05}.gguf"


def part_name(path: Path) -> PartName | None:
    """What the file's name says, or None when it is a model by itself."""
    told = PART_NAME.fullmatch(path.name)
    if told is None:
        return None
    number, count = int(told["number"]), int(told["count"])
    return PartName(told["whole"], number, count) if 1 <= number <= count <= MOST_PARTS else None


def name_of_whole(path: Path) -> str:
    """The model's name, without a part's number or the suffix."""
    part = part_name(path)
    return part.whole if part else path.stem


def parts_of(path: Path) -> tuple[Path, ...]:
    """All files that belong to the model, as they should be; the file alone when it is a model by itself."""
    part = part_name(path)
    return tuple(path.with_name(part.sibling(number)) for number in range(1, part.count + 1)) if part else (path,)


def all_parts(path: Path) -> Iterator[Path]:
    """The model's files in their order. Raises ModelError when `path` is not the first, or others are missing."""
    part = part_name(path)
    if part is None:
        yield path
        return
    if part.number > 1:
        first = part.sibling(1)
        raise ModelError(words.NOT_THE_FIRST_PART.filled(name=path.name), words.OPEN_THE_FIRST_PART.filled(name=first))
    parts = parts_of(path)
    missing = [other.name for other in parts if not is_there(other)]
    if 0 < len(missing) < len(parts):
        what = words.PARTS_MISSING.filled(name=name_of_whole(path), parts=", ".join(missing))
        raise ModelError(what, words.GET_ALL_PARTS)
    yield from parts
