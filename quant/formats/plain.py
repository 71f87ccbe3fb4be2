"""An ordinary file as `Bytes`: mapped, so that reading costs no memory of ours."""

import mmap
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quant import words
from quant.errors import DamagedFile


class MappedFile:
    """The bytes of one file. What is read are read-only views into the mapping, which lives as long as they do."""

    def __init__(self, path: Path) -> None:
        """Map `path`; DamagedFile when it cannot be opened."""
        self.name = path.name
        self._bytes = np.empty(0, np.uint8)
        try:
            with path.open("rb") as file:
                if path.stat().st_size:  # an empty file cannot be mapped
                    self._bytes = np.frombuffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), np.uint8)
        except OSError as error:
            raise DamagedFile(
                words.FILE_UNREADABLE.filled(name=self.name, reason=error.strerror), words.CHECK_PERMISSIONS
            ) from error
        self.length = len(self._bytes)

    def read(self, start: int, stop: int) -> NDArray[np.uint8]:
        """The bytes from `start` to before `stop`."""
        return self._bytes[start:stop]
