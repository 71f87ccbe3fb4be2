"""What a release is: a model that can be had, where it lies and how it arrives. Data only."""

from dataclasses import dataclass
from enum import StrEnum

from chatbelle.words import Phrase


class Arrival(StrEnum):
    """What has to happen to a release's files before one can chat."""

    READY = "ready"  # a GGUF
    CONVERT = "convert"  # full-precision weights: quant makes 4 bits of them
    REPACK = "repack"  # GPTQ codes: quant keeps them
    ENCRYPTED = "encrypted"  # needs the person's own key, then as the two above
    UNREADABLE = "unreadable"  # known, named, and nothing can read it


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """One file of a repository; what is None is asked of the hub when it is downloaded."""

    name: str  # with its folders, as the hub names it
    size_bytes: int | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """A model in the catalogue, or one found on the hub."""

    id: str  # stable, in lower case: `belle-7b-2m`
    name: str
    about: Phrase  # one sentence
    repository: str  # `org/repo`
    files: tuple[RemoteFile, ...]  # empty: all that a conversion needs
    arrival: Arrival
    licence: str  # SPDX, or the hub's own word for it
    languages: tuple[str, ...]  # ISO 639-1
    parameters: int  # 7_000_000_000
    result_bytes: int | None = None  # about what it takes on the disk in the end
    prompt_format: str | None = None  # one of BELLE's, where a file alone does not say it
    instead: str | None = None  # the id of the release to use when this one is unreadable
