"""Where other programs keep their chats on this machine, so that nobody has to look for them."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class History:
    """Chats of another program that are here."""

    program: str
    path: Path


def histories_here() -> tuple[History, ...]:
    """What there is to be imported on this machine."""
    return tuple(history for history in places(Path.home(), os.environ, sys.platform) if history.path.exists())


def places(home: Path, environment: Mapping[str, str], platform: str) -> tuple[History, ...]:
    """Where each program would keep its chats on such a system."""
    roaming = Path(environment.get("APPDATA", home / "AppData" / "Roaming"))
    local = Path(environment.get("LOCALAPPDATA", home / "AppData" / "Local"))
    support = home / "Library" / "Application Support"
    configured = Path(environment.get("XDG_CONFIG_HOME", home / ".config"))
    shared = Path(environment.get("XDG_DATA_HOME", home / ".local" / "share"))
    match platform:
        case "win32":
            jan, ollama = [roaming / "Jan"], local / "Ollama"
        case "darwin":
            jan, ollama = [support / "Jan"], support / "Ollama"
        case _:
            jan, ollama = [configured / "Jan", shared / "Jan"], home / ".ollama"
    return (
        *(History("LM Studio", folder / "conversations") for folder in (home / ".lmstudio", home / ".cache/lm-studio")),
        *(History("Jan", folder / "data" / "threads") for folder in jan),
        History("Jan", home / "jan" / "threads"),  # as older versions did
        History("Ollama", ollama / "db.sqlite"),
    )
