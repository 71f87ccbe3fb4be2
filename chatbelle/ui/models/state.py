"""What the Models page shows, in small observables: a job that moves draws its card again, not the catalogue."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import flet as ft

from chatbelle.library.connections import Connection
from chatbelle.library.fit import Fit
from chatbelle.library.health import NextStep
from chatbelle.library.job import Job
from chatbelle.library.release import Arrival, Release
from chatbelle.ui.state import Notice
from chatbelle.words import Phrase


class Offer(StrEnum):
    """What the only button of a card will do."""

    GET = "get"
    GET_AND_CONVERT = "get-and-convert"
    OPEN = "open"
    INSTEAD = "instead"  # the release cannot be read: another one is shown


class SizeWish(StrEnum):
    """How large a model may be on the disk."""

    ANY = "any"
    SMALL = "small"
    MIDDLE = "middle"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class Offered:
    """A release on its card."""

    release: Release
    disk_bytes: int | None = None  # what it takes in the end; None is asked of the hub
    fit: Fit | None = None  # None: nobody knows how large it is
    offer: Offer = Offer.GET
    path: Path | None = None  # where it is, when it is here
    job_id: int | None = None  # the job that brings it, when there is one
    resting: bool = False  # whether that job waits for the person to go on with it
    suggested: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """A model on this machine."""

    path: Path
    name: str
    disk_bytes: int
    about: str = ""  # type and context, as the file says
    owner: str = ""  # the program that keeps it; empty for ChatBelle's folders
    trouble: Phrase | None = None
    remedy: Phrase | None = None
    may_remove: bool = False  # only what ChatBelle itself brought


@ft.observable
@dataclass
class Wish:
    """What the person looks for in the catalogue."""

    text: str = ""
    size: SizeWish = SizeWish.ANY
    language: str = ""  # ISO 639-1, empty for any
    fitting_only: bool = False


@ft.observable
@dataclass
class Shelf:
    """The models there are, and those to be had; None before the first look."""

    offered: tuple[Offered, ...] = ()
    kept: tuple[Kept, ...] | None = None
    elsewhere: tuple[Kept, ...] = ()
    free_bytes: int = 0


@ft.observable
@dataclass
class JobList:
    """The jobs, in the order in which they run."""

    jobs: tuple[Job, ...] = ()


@ft.observable
@dataclass
class Hub:
    """A repository that the person asked for, and the files in it."""

    repository: str = ""
    looking: bool = False
    files: tuple[Offered, ...] | None = None
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What a folder or file of weights is."""

    sentence: Phrase
    path: Path | None = None  # None: it has yet to be downloaded
    release: Release | None = None  # what a job would bring: None when there is nothing to convert
    name: str = ""
    disk_bytes: int | None = None  # what the result takes, where that is known
    remedy: Phrase | None = None  # what can be done with it
    step: NextStep = NextStep.CONVERT

    @property
    def needs_key(self) -> bool:
        """Whether it is encrypted."""
        return self.release is not None and self.release.arrival is Arrival.ENCRYPTED


@ft.observable
@dataclass
class Import:
    """The wizard: a path, what is there, and how it is to be converted."""

    path: str = ""
    looking: bool = False
    seen: Seen | None = None
    key: str = ""
    to: str = "auto"
    notice: Notice | None = None


@ft.observable
@dataclass
class Sources:
    """The folders with models, where downloads come from, and what was fetched."""

    is_open: bool = False
    folders: tuple[Path, ...] = ()
    endpoint: str = ""
    endpoints: tuple[tuple[str, float | None], ...] = ()  # address, seconds to answer once probed
    probing: bool = False
    connections: tuple[Connection, ...] = ()
    notice: Notice | None = None


@ft.observable
@dataclass
class Told:
    """What the page says above everything, what it asks, and the model that became ready while nobody looked."""

    notice: Notice | None = None
    removing: Kept | None = None
    ready: Job | None = None


@dataclass
class Models:
    """All of it, for one tab."""

    wish: Wish = field(default_factory=Wish)
    shelf: Shelf = field(default_factory=Shelf)
    jobs: JobList = field(default_factory=JobList)
    hub: Hub = field(default_factory=Hub)
    importing: Import = field(default_factory=Import)
    sources: Sources = field(default_factory=Sources)
    told: Told = field(default_factory=Told)
