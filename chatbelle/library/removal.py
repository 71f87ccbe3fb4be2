"""Removes a model, to the trash or for good. Only what ChatBelle itself brought: all else is the person's own."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from send2trash import TrashPermissionError, send2trash

from chatbelle import words
from chatbelle.errors import LibraryError
from chatbelle.library.downloads import forget_download, record_of
from chatbelle.library.installed import InstalledModel


@dataclass(frozen=True, slots=True)
class DiskUse:
    """What the models take, and what is left."""

    brought_bytes: int  # by ChatBelle: what removing could give back
    others_bytes: int
    free_bytes: int  # where ChatBelle's own folder is


def disk_use(models: list[InstalledModel], own_folder: Path) -> DiskUse:
    """Add up the models of this machine."""
    brought_bytes = sum(model.size_bytes for model in models if model.record)
    all_bytes = sum(model.size_bytes for model in models)
    return DiskUse(brought_bytes, all_bytes - brought_bytes, shutil.disk_usage(own_folder).free)


def remove_model(model: InstalledModel, for_good: bool = False) -> int:
    """Remove all files of a model that ChatBelle brought; how many bytes that gives back.

    Raises LibraryError when it is not ChatBelle's, or the system refuses.
    """
    if record_of(model.path) is None:
        raise LibraryError(words.NOT_CHATBELLES.filled(path=model.path), words.REMOVE_YOURSELF)
    try:
        for part in model.parts:
            if for_good:
                part.unlink()
            else:
                send2trash(part)
    except TrashPermissionError as error:
        raise LibraryError(words.NO_TRASH.filled(path=model.path), words.REMOVE_FOR_GOOD) from error
    except OSError as error:
        reason = error.strerror or error
        raise LibraryError(words.NOT_REMOVED.filled(path=model.path, reason=reason), words.CLOSE_AND_RETRY) from error
    forget_download(model.path)
    return model.size_bytes
