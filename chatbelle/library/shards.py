"""Which files of a release are converted as they arrive, so that the disk never holds the checkpoint and the result."""

import re
from collections.abc import Sequence

from chatbelle.library.hub import HubFile
from chatbelle.library.job import Wanted
from chatbelle.library.needed import WEIGHTS, matches
from chatbelle.library.places import place_of
from chatbelle.library.release import Arrival

ENCRYPTED = re.compile(r"(?P<plain>.+)\.[0-9a-f]{64}\.enc")  # BELLE's way to name them
INDEXES = ("*.index.json", "*.index.json.*.enc")
PACKED = b".qweight"  # what a converter has to see of packed codes before it can begin lies in the shards


def shards_among(wanted: Wanted, files: Sequence[HubFile]) -> dict[str, HubFile]:
    """The files that an index names and that can come one by one, by the names they have there; none of one file."""
    indexed = any(matches(file.name, INDEXES) for file in files)
    if not indexed or wanted.release.arrival not in (Arrival.CONVERT, Arrival.ENCRYPTED):
        return {}
    shards = {plain_name(file.name): file for file in files if plain_name(file.name).endswith(WEIGHTS)}
    return shards if len(shards) > 1 else {}


def plain_name(name: str) -> str:
    """What a file is called once it is decrypted."""
    told = ENCRYPTED.fullmatch(name)
    return told["plain"] if told else name


def are_packed(wanted: Wanted, files: Sequence[HubFile]) -> bool:
    """Whether the index, which is here by now, names packed codes. An encrypted one is never asked: BELLE's are not."""
    indexes = [place_of(wanted, file.name) for file in files if matches(file.name, INDEXES[:1])]
    return any(PACKED in index.read_bytes() for index in indexes)
