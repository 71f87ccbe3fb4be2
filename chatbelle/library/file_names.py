"""Where a file from the hub may lie: inside its folder, whatever it is called."""

import unicodedata
from pathlib import Path

from chatbelle import words
from chatbelle.errors import UnsafeName

MOST_BYTES = 200  # of one part of a path, so that `.part.json` still fits into the 255 that most systems allow
FORBIDDEN = set('<>:"\\|?*')  # on Windows; a colon also names a drive or a hidden stream
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³")}


def path_inside(folder: Path, name: str) -> Path:
    """The path of the file that the hub calls `name`, with its folders, inside `folder`.

    Raises UnsafeName when it could be anywhere else, on any system, or when a link on the way leads out.
    """
    parts = name.split("/")
    if not all(is_plain(part) for part in parts):
        raise UnsafeName(words.NAME_IS_UNSAFE.filled(name=ascii(name)[:120]), words.CHOOSE_ANOTHER_MODEL)
    path = folder.joinpath(*parts)
    if path.is_symlink() or not path.parent.resolve().is_relative_to(folder.resolve()):
        raise UnsafeName(words.LINK_LEADS_OUT.filled(path=path), words.REMOVE_LINK)
    return path


def is_plain(part: str) -> bool:
    """Whether one part of a path is a name that every system takes for just that."""
    return (
        part.strip(" .") == part.lstrip(" .") != ""  # Windows drops dots and spaces at the end
        and part.split(".", maxsplit=1)[0].strip().lower() not in RESERVED
        and not FORBIDDEN.intersection(part)
        and not any(unicodedata.category(letter)[0] == "C" for letter in part)  # control characters, hidden ones
        and len(part.encode("utf-8", "replace")) <= MOST_BYTES
    )
