"""The catalogue: every release of BELLE, and a short list of today's models that know Chinese, by size of machine.

It is data, in assets/catalogue.json. What could not be proved when it was written is null there, and is asked of the
hub when the release is downloaded. The hash within the name of an encrypted file is that of its plain content.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

from chatbelle.library.release import Arrival, Release, RemoteFile
from chatbelle.paths import assets_folder
from chatbelle.words import Phrase

CATALOGUE = "catalogue.json"


@cache
def catalogue() -> tuple[Release, ...]:
    """All releases, in the order in which they are shown."""
    values = json.loads((assets_folder() / CATALOGUE).read_text(encoding="utf-8"))
    return tuple(release_of(value) for value in values["releases"])


def release_named(id_or_name: str) -> Release | None:
    """The release with this id or name, in any case."""
    wanted = id_or_name.casefold()
    return next((each for each in catalogue() if wanted in (each.id, each.name.casefold())), None)


def search(
    releases: Iterable[Release],
    text: str = "",
    language: str | None = None,
    fits: Callable[[Release], bool] = lambda release: True,
) -> Iterator[Release]:
    """The releases that have every word of `text` in them, speak `language` (ISO 639-1), and fit."""
    sought = text.casefold().split()
    for release in releases:
        if all(word in told(release) for word in sought) and language in (None, *release.languages) and fits(release):
            yield release


def told(release: Release) -> str:
    """All that is said of a release, to search in."""
    about = (release.id, release.name, release.about.en, release.about.zh, release.repository, release.licence)
    return " ".join((*about, release.arrival)).casefold()


def release_of(value: dict[str, Any]) -> Release:
    """A release as it stands in the catalogue's file, or in a job that was kept."""
    files = tuple(RemoteFile(file["name"], file["size_bytes"], file["sha256"]) for file in value["files"])
    return Release(
        id=value["id"],
        name=value["name"],
        about=Phrase(**value["about"]),
        repository=value["repository"],
        files=files,
        arrival=Arrival(value["arrival"]),
        licence=value["licence"],
        languages=tuple(value["languages"]),
        parameters=value["parameters"],
        result_bytes=value["result_bytes"],
        prompt_format=value["prompt_format"],
        instead=value["instead"],
    )
