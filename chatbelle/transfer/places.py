"""Where other programs keep their chats on this machine, so that nobody has to look for them."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from chatbelle.transfer.gpt4all import FILES


@dataclass(frozen=True, slots=True)
class History:
    """Chats of another program that are here."""

    program: str
    path: Path
    files: str = ""  # a pattern of which there must be some, in a folder that may hold other things as well

    def is_here(self) -> bool:
        """Whether there is anything."""
        return any(self.path.glob(self.files)) if self.files else self.path.exists()


def histories_here() -> tuple[History, ...]:
    """What there is to be imported on this machine."""
    known = places(Path.home(), os.environ, sys.platform)
    return tuple(history for history in known if history.is_here())


def places(home: Path, environment: Mapping[str, str], platform: str) -> tuple[History, ...]:
    """Where each program would keep its chats on such a system."""
    roaming = Path(environment.get("APPDATA", home / "AppData" / "Roaming"))
    local = Path(environment.get("LOCALAPPDATA", home / "AppData" / "Local"))
    support = home / "Library" / "Application Support"
    configured = Path(environment.get("XDG_CONFIG_HOME", home / ".config"))
    shared = Path(environment.get("XDG_DATA_HOME", home / ".local" / "share"))
    match platform:
        case "win32":
            jan, ollama, gpt4all = [roaming / "Jan"], local / "Ollama", local
        case "darwin":
            jan, ollama, gpt4all = [support / "Jan"], support / "Ollama", support
        case _:
            jan, ollama, gpt4all = [configured / "Jan", shared / "Jan"], home / ".ollama", shared
    return (
        *(History("LM Studio", folder / "conversations") for folder in (home / ".lmstudio", home / ".cache/lm-studio")),
        *(History("Jan", folder / "data" / "threads") for folder in jan),
        History("Jan", home / "jan" / "threads"),  # as older versions did
        History("Ollama", ollama / "db.sqlite"),
        History("GPT4All", gpt4all / "nomic.ai" / "GPT4All", FILES),  # beside its models
    )
