"""What ChatBelle itself brought to this machine: a record for each model, beside the chats. Only that may be removed.

A record is of one file with one size. Who puts another file in its place makes it that person's own.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from chatbelle import words
from chatbelle.errors import LibraryError
from chatbelle.gguf_parts import parts_of
from chatbelle.library.release import Release
from chatbelle.paths import data_folder


@dataclass(frozen=True, slots=True)
class Record:
    """One model that was downloaded, or made from what was."""

    release: str  # its id; empty for what was made of the person's own weights
    repository: str  # or the path of those
    size_bytes: int  # of all parts
    sha256: dict[str, str] = field(default_factory=dict)  # of a part's file name; empty for what was converted here


def record_download(path: Path, release: Release, sha256: Mapping[str, str] | None = None) -> None:
    """Write down that ChatBelle made the model at `path` (its first part) from `release`. Raises LibraryError."""
    size_bytes = sum(part.stat().st_size for part in parts_of(path))
    record = Record(release.id, release.repository, size_bytes, dict(sha256 or {}))
    _write({**_read(), str(path.resolve()): asdict(record)})


def record_import(path: Path, source: Path) -> None:
    """Write down that ChatBelle made the model at `path` from the person's own weights. Raises LibraryError."""
    record = Record("", str(source), path.stat().st_size)
    _write({**_read(), str(path.resolve()): asdict(record)})


def record_of(path: Path) -> Record | None:
    """What is written down of the model at `path`; None when it is not ChatBelle's, or was replaced since."""
    return records().get(path.resolve())


def records() -> dict[Path, Record]:
    """All that is written down and still true, by the path of the first part."""
    found: dict[Path, Record] = {}
    for name, value in _read().items():
        path = Path(name)
        try:
            record = Record(**value)
            if sum(part.stat().st_size for part in parts_of(path)) == record.size_bytes:
                found[path] = record
        except (OSError, TypeError):  # gone, or written by a newer ChatBelle
            continue
    return found


def forget_download(path: Path) -> None:
    """Take the model out of the records. Raises LibraryError."""
    left = {name: value for name, value in _read().items() if name != str(path.resolve())}
    _write(left)


def downloads_file() -> Path:
    """Where the records are."""
    return data_folder() / "downloads.json"


def _read() -> dict[str, dict[str, Any]]:
    try:
        values = json.loads(downloads_file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise _trouble(error) from error
    return values if isinstance(values, dict) else {}


def _write(values: dict[str, dict[str, Any]]) -> None:
    path = downloads_file()
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise _trouble(error) from error


def _trouble(error: Exception) -> LibraryError:
    what = words.RECORDS_UNUSABLE.filled(path=downloads_file(), reason=getattr(error, "strerror", None) or error)
    return LibraryError(what, words.MEND_RECORDS)
