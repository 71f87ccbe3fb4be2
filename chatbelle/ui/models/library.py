"""What the page needs of the library and of the jobs: one real, one scripted for the demo and the pictures."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from chatbelle.errors import ChatBelleError
from chatbelle.library.connections import Connection
from chatbelle.library.job import Job, Wanted
from chatbelle.library.release import Release
from chatbelle.ui.models.state import Kept, Offered, Seen


@dataclass(frozen=True, slots=True)
class Contents:
    """What there is at the moment."""

    offered: tuple[Offered, ...] = ()
    kept: tuple[Kept, ...] = ()
    elsewhere: tuple[Kept, ...] = ()
    free_bytes: int = 0


class Library(Protocol):
    """Blocking: each may read many files or ask the network, and may raise a ChatBelleError."""

    def contents(self) -> Contents:
        """The models here and those to be had, with their verdicts for this moment's memory. No network."""

    def adapters_for(self, model: Path) -> tuple[Path, ...]:
        """The LoRA adapters here that fit the model. No network."""

    def files_of(self, repository: str) -> tuple[Offered, ...]:
        """Ask the hub which models `org/repo[:file]` has."""

    def look_at(self, path: Path) -> Seen:
        """Say what a folder or file of weights is."""

    def wanted(self, release: Release, key: Path | None = None, to: str = "auto") -> Wanted:
        """What brings a release into the folder for downloads, or converts weights on this machine into it."""

    def remove(self, path: Path, for_good: bool) -> None:
        """Remove a model that ChatBelle brought."""

    def folders(self) -> tuple[Path, ...]:
        """Where models are looked for; downloads go to the first."""

    def add_folder(self, folder: Path) -> None:
        """Look for models there as well."""

    def drop_folder(self, folder: Path) -> None:
        """Look there no more."""

    def endpoint(self) -> str:
        """The address that downloads come from."""

    def endpoints(self) -> tuple[str, ...]:
        """The addresses that are known."""

    def use_endpoint(self, address: str) -> None:
        """Download from there."""

    def probe(self) -> Iterator[tuple[str, float | None]]:
        """How many seconds each endpoint takes to answer, None when it does not."""

    def connections(self) -> tuple[Connection, ...]:
        """The log, the newest last."""


class Queue(Protocol):
    """The jobs of all tabs. Lives on the event loop."""

    @property
    def jobs(self) -> tuple[Job, ...]:
        """All there are, in the order in which they run."""

    @property
    def trouble(self) -> ChatBelleError | None:
        """What is wrong with the list itself, not with one job."""

    def start(self) -> None:
        """Go on with what waits, as after opening the app."""

    def add(self, wanted: Wanted) -> Job:
        """Put a job at the end."""

    def pause(self, job_id: int) -> None:
        """Stop a job for now; what has arrived stays."""

    def resume(self, job_id: int) -> None:
        """Go on with a job that was paused or has failed."""

    def cancel(self, job_id: int) -> None:
        """Give a job up and remove what has arrived."""

    async def changed(self) -> None:
        """Wait for the next change of `jobs`."""

    async def close(self) -> None:
        """Stop what runs; it goes on when the app is opened again."""
