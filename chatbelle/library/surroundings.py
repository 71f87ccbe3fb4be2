"""Where programs keep their folders: by the system's custom, the person's home and the environment."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where programs look for their folders: the person's home, the environment, the system."""

    home: Path
    environment: Mapping[str, str]
    platform: str  # as sys.platform names it
    root: Path = Path("/")  # of what belongs to the system

    def variable(self, *names: str) -> Path | None:
        """The folder that the first of these variables names, if any does."""
        return next((Path(value) for name in names if (value := self.environment.get(name))), None)

    @property
    def data(self) -> Path:
        """Where apps keep what they need: roaming on Windows."""
        if self.platform == "darwin":
            return self.home / "Library" / "Application Support"
        if self.platform == "win32":
            return self.variable("APPDATA") or self.home / "AppData" / "Roaming"
        return self.variable("XDG_DATA_HOME") or self.home / ".local" / "share"

    @property
    def local_data(self) -> Path:
        """The same, but on this machine only, which Windows keeps apart."""
        if self.platform == "win32":
            return self.variable("LOCALAPPDATA") or self.home / "AppData" / "Local"
        return self.data

    @property
    def cache(self) -> Path:
        """Where apps keep what can be made again."""
        if self.platform == "darwin":
            return self.home / "Library" / "Caches"
        return self.local_data if self.platform == "win32" else self.dot_cache

    @property
    def dot_cache(self) -> Path:
        """The same for programs that treat every system as a Linux."""
        return self.variable("XDG_CACHE_HOME") or self.home / ".cache"


def these_surroundings() -> Surroundings:
    """This machine, this person."""
    return Surroundings(Path.home(), os.environ, sys.platform)
