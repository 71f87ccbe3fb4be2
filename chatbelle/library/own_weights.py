"""Weights that the person has already, as a job: converted into the models' folder. Where they lie, nothing changes."""

from collections.abc import Callable, Generator
from dataclasses import replace
from pathlib import Path

from chatbelle import words
from chatbelle.errors import UsageError
from chatbelle.library.conversion import convert
from chatbelle.library.downloads import record_import
from chatbelle.library.file_names import path_inside
from chatbelle.library.job import Progress, Step, Wanted
from chatbelle.library.pace import Pace
from chatbelle.library.release import Arrival, Release
from chatbelle.words import Phrase

OWN = "own:"  # begins the id of a release whose repository is a path on this machine


def own_release(path: Path, name: str, about: Phrase, is_encrypted: bool) -> Release:
    """The weights at `path`, as a job names what it brings."""
    return Release(
        id=f"{OWN}{path}",
        name=name,
        about=about,
        repository=str(path),
        files=(),
        arrival=Arrival.ENCRYPTED if is_encrypted else Arrival.CONVERT,
        licence="",
        languages=(),
        parameters=0,
    )


def is_own(wanted: Wanted) -> bool:
    """Whether a job is about weights that are here already."""
    return wanted.release.id.startswith(OWN)


def bring_own(wanted: Wanted, stopped: Callable[[], bool]) -> Generator[Progress]:
    """Convert, telling how far it is; the last word is READY with the model's path.

    Raises as `convert` does, and UsageError when the model is there already.
    """
    target, key, pace = result_of_own(wanted), Path(wanted.key) if wanted.key else None, Pace()
    if target.exists():
        raise UsageError(words.ALREADY_CONVERTED.filled(path=target), words.OPEN_OR_REMOVE_IT)
    yield Progress(Step.CONVERTING)
    for progress in convert(Path(wanted.release.repository), target, wanted.to, key, stopped):
        speed = pace.bytes_per_second(progress.done_bytes)
        left = (progress.total_bytes - progress.done_bytes) / speed if speed else None
        yield replace(progress, bytes_per_second=speed, seconds_left=left)
    record_import(target, Path(wanted.release.repository))
    size_bytes = target.stat().st_size
    yield Progress(Step.READY, size_bytes, size_bytes, result=target)


def result_of_own(wanted: Wanted) -> Path:
    """The GGUF that the job ends with, named after the source. UnsafeName when that is no name for a file."""
    source = Path(wanted.release.repository)
    name = source.name if source.is_dir() else source.stem
    return path_inside(Path(wanted.folder), f"{name}{'' if wanted.to == 'auto' else f'-{wanted.to}'}.gguf")
