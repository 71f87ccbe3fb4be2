"""Where ChatBelle keeps its files. CHATBELLE_HOME moves everything into one folder (tests, portable use)."""

import os
import sys
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

from chatbelle import words
from chatbelle.errors import StoreError


def data_folder() -> Path:
    """Chats and settings; created when missing. Flet's own variable names the only writable place of a phone app."""
    own = os.environ.get("CHATBELLE_HOME") or os.environ.get("FLET_APP_STORAGE_DATA")
    return made(Path(own) if own else user_data_path("chatbelle", appauthor=False))


def cache_folder() -> Path:
    """What can be made again: caches and crash notes; created when missing."""
    home = os.environ.get("CHATBELLE_HOME")
    if home:
        folder = Path(home) / "cache"
    else:
        phone = os.environ.get("FLET_APP_STORAGE_CACHE")
        folder = Path(phone) if phone else user_cache_path("chatbelle", appauthor=False)
    return made(folder)


def made(folder: Path) -> Path:
    """The folder, created when missing. Raises StoreError when that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = words.STORE_READ_ONLY.filled(path=folder, detail=error.strerror or error)
        raise StoreError(what, words.MAKE_WRITABLE) from error
    return folder


def is_there(path: Path) -> bool:
    """Whether something lies there that we may see. A name that cannot be one is nothing; Path.exists would raise."""
    return os.path.exists(path)  # noqa: PTH110


def chats_file() -> Path:
    """The database with all chats."""
    return data_folder() / "chats.sqlite3"


def settings_file() -> Path:
    """The settings, as JSON."""
    return data_folder() / "settings.json"


def snapshots_folder() -> Path:
    """What models know of the chats, so that they open again at once; created when missing."""
    return made(cache_folder() / "snapshots")


def tuning_folder() -> Path:
    """What was measured of models on this machine; created when missing."""
    return made(cache_folder() / "tuning")


def models_folder() -> Path:
    """Where downloads and conversions go unless the person chose another folder; created when missing."""
    return made(data_folder() / "models")


def assets_folder() -> Path:
    """Fonts, icon and the browser's first page: beside the package in a checkout or a built app, else as installed."""
    package = Path(__file__).parent
    places = (package.parent / "assets", package / "assets", Path(sys.prefix) / "share" / "chatbelle" / "assets")
    return next((place for place in places if (place / "fonts").is_dir()), places[0])
