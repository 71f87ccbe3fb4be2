"""Where the files of a job lie within the models' folder, and how they are removed again.

Models lie as `organisation/model/file.gguf`, so that two never take each other's place. What a conversion needs lies in
a hidden folder until it is done, under the repository's own name: the converter knows BELLE's releases by it.
"""

import shutil
from contextlib import suppress
from pathlib import Path

from chatbelle.library.conversion import unfinished_paths
from chatbelle.library.file_names import path_inside
from chatbelle.library.job import Wanted
from chatbelle.library.partial_file import discard, in_our_words
from chatbelle.library.release import Arrival

ARRIVING = ".arriving"


def place_of(wanted: Wanted, name: str) -> Path:
    """Where a file of the release is brought to. UnsafeName when it would lie elsewhere."""
    folder, release = Path(wanted.folder), wanted.release
    if release.arrival is Arrival.READY:
        return path_inside(folder, f"{release.repository}/{name}")
    return path_inside(folder, f"{source_name(wanted)}/{name}")


def source_folder(wanted: Wanted) -> Path:
    """Where the checkpoint of a release lies until it is converted."""
    return path_inside(Path(wanted.folder), source_name(wanted))


def source_name(wanted: Wanted) -> str:
    """The same, from the models' folder."""
    return f"{ARRIVING}/{wanted.release.id}/{wanted.release.repository.rpartition('/')[2]}"


def result_of(wanted: Wanted) -> Path:
    """The GGUF that a job ends with; of a model in several files, the first. UnsafeName as above."""
    release = wanted.release
    if release.arrival is Arrival.READY:
        return place_of(wanted, min(file.name for file in release.files))
    name = release.id.rpartition("/")[2] + ("" if wanted.to == "auto" else f"-{wanted.to}")
    return path_inside(Path(wanted.folder), f"{release.repository}/{name}.gguf")


def is_whole(wanted: Wanted) -> bool:
    """Whether everything that the job was to bring is there already."""
    if wanted.release.arrival is Arrival.READY:
        return all(place_of(wanted, file.name).exists() for file in wanted.release.files)
    return result_of(wanted).exists()


def remove_sources(wanted: Wanted) -> None:
    """Remove the checkpoint of a release, and the hidden folders that are empty then. Raises DownloadNotSaved."""
    folder = source_folder(wanted)
    with in_our_words(folder):
        if folder.is_dir():
            shutil.rmtree(folder)
    _remove_empty(folder.parent, Path(wanted.folder))


def remove_unfinished(wanted: Wanted) -> None:
    """Remove whatever a job has brought that is no model yet. Raises DownloadNotSaved."""
    if wanted.release.arrival is not Arrival.READY:
        remove_sources(wanted)
        for path in unfinished_paths(result_of(wanted)):
            with in_our_words(path):
                path.unlink(missing_ok=True)
        _remove_empty(result_of(wanted).parent, Path(wanted.folder))
        return
    paths = [place_of(wanted, file.name) for file in wanted.release.files]
    unfinished = not is_whole(wanted)
    for path in paths:
        with in_our_words(path):
            discard(path)
            if unfinished:  # some parts of a model in several files
                path.unlink(missing_ok=True)
        _remove_empty(path.parent, Path(wanted.folder))


def _remove_empty(folder: Path, top: Path) -> None:
    """Remove `folder` and the ones around it, below `top`, as long as they are empty."""
    with suppress(OSError):
        while folder != top and folder.is_relative_to(top):
            folder.rmdir()
            folder = folder.parent
