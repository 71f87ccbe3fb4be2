"""What ChatBelle takes on the disk, and how it gives it back. Blocking: each walks through folders."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from chatbelle.engine.snapshot_folder import forget_all_but, keep_within, used_bytes
from chatbelle.library.places import ARRIVING
from chatbelle.paths import chats_file, models_folder, snapshots_folder

UNFINISHED = (".part", ".part.json")


@dataclass(frozen=True, slots=True)
class Storage:
    """What takes how much, in bytes."""

    chats_bytes: int = 0
    models_bytes: int = 0
    states_bytes: int = 0  # what models know of the chats, so that these open again at once
    unfinished_bytes: int = 0  # downloads and conversions that have not ended
    free_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Disk:
    """Where things lie."""

    chats: Path
    models: Path
    states: Path

    def storage(self) -> Storage:
        """Look at all of it."""
        unfinished = {path: size_bytes(path) for path in self._unfinished()}
        models_bytes = sum(size_bytes(path) for path in files_in(self.models) if path not in unfinished)
        beside_chats = self.chats.parent.glob(f"{self.chats.name}*")
        return Storage(
            chats_bytes=sum(map(size_bytes, beside_chats)),
            models_bytes=models_bytes,
            states_bytes=used_bytes(self.states),
            unfinished_bytes=sum(unfinished.values()),
            free_bytes=shutil.disk_usage(self.models).free,
        )

    def remove_states(self) -> None:
        """Remove what models know of the chats; they read them again when they are opened."""
        forget_all_but(self.states, ())

    def keep_states_within(self, budget_bytes: int) -> None:
        """Remove the states used longest ago, until the rest is within the budget."""
        keep_within(self.states, budget_bytes)

    def remove_unfinished(self) -> None:
        """Remove what has arrived of downloads and conversions; none may be running."""
        for path in [*self._unfinished()]:
            with suppress(OSError):  # in use by another ChatBelle, which goes on with it
                path.unlink()
        for folder in sorted((self.models / ARRIVING).rglob("*"), reverse=True):
            with suppress(OSError):  # something is left in it
                folder.rmdir()

    def _unfinished(self) -> Iterator[Path]:
        arriving = self.models / ARRIVING
        return (path for path in files_in(self.models) if path.name.endswith(UNFINISHED) or arriving in path.parents)


def own_disk() -> Disk:
    """Where ChatBelle keeps its things on this machine."""
    return Disk(chats_file(), models_folder(), snapshots_folder())


def files_in(folder: Path) -> Iterator[Path]:
    """All files below a folder, any of which may be removed while it is looked into."""
    return (path for path in folder.rglob("*") if path.is_file())


def size_bytes(path: Path) -> int:
    """How large a file is; nothing when it is gone."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
