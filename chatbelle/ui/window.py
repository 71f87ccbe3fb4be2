"""Whether a window of our own can be had at once. Flet would download its client at the first run; nothing here may."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

from flet.version import flet_version


def can_open_window() -> bool:
    """Whether there is a screen and a desktop client for it on this machine already."""
    if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
        return False  # Flet takes a Wayland session without DISPLAY for a server
    return find_spec("flet_desktop") is not None and any(place.exists() for place in client_places())


def client_places() -> list[Path]:
    """Where flet_desktop looks for a client before it downloads one."""
    spec = find_spec("flet_desktop")
    bundled = [Path(folder) / "app" for folder in (spec.submodule_search_locations or [])] if spec else []
    archives = [file for folder in bundled if folder.is_dir() for file in folder.glob("flet-*")]
    named = os.environ.get("FLET_VIEW_PATH")
    cached = (Path.home() / ".flet" / "client").glob(f"flet-desktop-*{flet_version}*")
    return [*([Path(named)] if named else []), *archives, *cached]
