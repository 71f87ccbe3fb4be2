"""The models on this machine, in folders of the person's choice; GGUFs are used where they lie.

Looking at a model costs a header; what was seen is kept by path, size and time, so that the next look costs nothing.
"""

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from gguf.constants import LlamaFileType

from chatbelle.errors import LibraryError, ModelError
from chatbelle.gguf_adapter import check_adapter, is_adapter, read_adapter
from chatbelle.gguf_header import GGUFHeader, read_gguf_header
from chatbelle.gguf_parts import name_of_whole, part_name, parts_of
from chatbelle.gguf_soundness import check_soundness
from chatbelle.library.downloads import Record, records
from chatbelle.memory import Footprint, footprint
from chatbelle.paths import cache_folder, is_there
from chatbelle.words import Phrase

DEEPEST_FOLDER = 6  # below a models' folder: publisher, model, version, and some
MOST_FOLDERS = 5_000  # looked into; who names a whole disk shall not wait for ever
SEEN = "models-seen.json"
SEEN_FORM = 2  # of what is kept and of the formulas behind it; another number makes it be read anew


@dataclass(frozen=True, slots=True)
class Facts:
    """What a model's header says, or why it cannot be read."""

    architecture: str = ""
    type: str = ""  # for example `Q4_K_M`
    parameters: int = 0
    footprint: Footprint | None = None
    trouble: tuple[Phrase, Phrase] | None = None  # what is wrong, and the remedy
    adapter: bool = False  # it is no model by itself


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model on this machine."""

    path: Path  # of its first part
    name: str
    size_bytes: int  # of all parts that are there
    parts: tuple[Path, ...]
    missing: tuple[str, ...]  # names of the parts that are not there
    facts: Facts
    record: Record | None  # when ChatBelle brought it


def installed_models(places: Iterable[Path]) -> list[InstalledModel]:
    """The models in these folders and at these paths, by name; each once. Files that cannot be read say why."""
    return [model for model in installed_files(places) if not model.facts.adapter]


def adapters_for(model: Path, places: Iterable[Path]) -> list[Path]:
    """The LoRA adapters in these folders and at these paths that fit the model, by name."""
    files = [file.path for file in installed_files(places) if file.facts.adapter]
    try:
        header = read_gguf_header(model) if files else None
    except ModelError:  # said where the model is loaded
        return []
    return [path for path in files if header and _fits(path, header)]


def _fits(adapter: Path, model: GGUFHeader) -> bool:
    try:
        check_adapter(read_adapter(adapter), model)
    except ModelError:
        return False
    return True


def installed_files(places: Iterable[Path]) -> list[InstalledModel]:
    """The models and the adapters there, by name."""
    kept = _read_seen()
    try:
        brought = records()
    except LibraryError:  # said where it matters: when something is downloaded or removed
        brought = {}
    found = {path.resolve(): path for path in reversed(list(first_parts(places)))}
    models = [_model(path, kept, brought.get(resolved)) for resolved, path in found.items()]
    now = {str(model.path): seen for model, seen in models}
    if any(kept.get(name) != seen for name, seen in now.items()):
        _write_seen({**kept, **now})
    return sorted((model for model, _ in models), key=lambda model: model.name.casefold())


def model_named(name: str, models: Iterable[InstalledModel]) -> InstalledModel | None:
    """The model with this name, in any case; its file's name is as good. Of two, the one that ChatBelle brought."""
    wanted = name.casefold()
    found = [model for model in models if wanted in (model.name.casefold(), model.path.name.casefold())]
    return min(found, key=lambda model: model.record is None, default=None)


def first_parts(places: Iterable[Path]) -> Iterator[Path]:
    """The first file of every model in these folders, a few levels deep; a place can be a file as well."""
    for place in places:
        for path in _ggufs_within(place.absolute()) if is_there(place) and place.is_dir() else [place.absolute()]:
            part = part_name(path)
            yield path.with_name(part.sibling(1)) if part else path


def _ggufs_within(folder: Path) -> Iterator[Path]:
    for name, subfolders, files in islice(os.walk(folder), MOST_FOLDERS):
        within = Path(name)
        if len(within.relative_to(folder).parts) >= DEEPEST_FOLDER:
            subfolders.clear()
        subfolders[:] = sorted(each for each in subfolders if not each.startswith("."))
        yield from (within / file for file in sorted(files) if file.endswith(".gguf") and not file.startswith("."))


def look_at(path: Path) -> Facts:
    """What this model is, from its header; never raises for a file that is wrong."""
    try:
        header = read_gguf_header(path)
        if is_adapter(header):
            return Facts(header.architecture, type_of(header), header.parameters, adapter=True)
        check_soundness(header)  # refuses projectors for images, too
    except ModelError as error:
        return Facts(trouble=(error.what, error.remedy))
    return facts_of(header)


def facts_of(header: GGUFHeader) -> Facts:
    """What is worth showing of a header."""
    return Facts(header.architecture, type_of(header), header.parameters, footprint(header))


def type_of(header: GGUFHeader) -> str:
    """The type of the weights as people name it: what the file says, else the most common one."""
    said = header.metadata.get("general.file_type")
    known = {int(kind): kind.name for kind in LlamaFileType}
    if isinstance(said, int) and said in known:
        return known[said].removeprefix("MOSTLY_").removeprefix("ALL_")
    bytes_of = Counter[str]()
    for tensor in header.tensors:
        bytes_of[tensor.type.name] += tensor.bytes
    return bytes_of.most_common(1)[0][0] if bytes_of else ""


def _model(path: Path, kept: dict[str, dict[str, Any]], record: Record | None) -> tuple[InstalledModel, dict[str, Any]]:
    """The model, and what to keep of it."""
    parts = parts_of(path)
    there = {part: part.stat() for part in parts if is_there(part)}
    size_bytes = sum(stat.st_size for stat in there.values())
    state = {"form": SEEN_FORM, "size_bytes": size_bytes, "parts": len(there)}
    state["time_ns"] = max((stat.st_mtime_ns for stat in there.values()), default=0)
    seen = kept.get(str(path), {})
    if {key: seen.get(key) for key in state} != state:
        seen = {**state, "facts": asdict(look_at(path))}
    missing = tuple(part.name for part in parts if part not in there)
    present = tuple(there) or (path,)
    return InstalledModel(path, _name(path), size_bytes, present, missing, _facts(seen["facts"]), record), seen


def _name(path: Path) -> str:
    return name_of_whole(path) if path.suffix == ".gguf" else path.name


def _facts(kept: dict[str, Any]) -> Facts:
    trouble = kept["trouble"] and tuple(Phrase(**each) for each in kept["trouble"])
    model = kept["footprint"] and Footprint(**kept["footprint"])
    return Facts(kept["architecture"], kept["type"], kept["parameters"], model, trouble, kept["adapter"])


def _read_seen() -> dict[str, dict[str, Any]]:
    try:
        values = json.loads((cache_folder() / SEEN).read_text(encoding="utf-8"))
    except (OSError, ValueError):  # it can always be made again
        return {}
    return values if isinstance(values, dict) else {}


def _write_seen(values: dict[str, dict[str, Any]]) -> None:
    path = cache_folder() / SEEN
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
        part.replace(path)
    except OSError:  # a full disk costs time at the next look, nothing else
        part.unlink(missing_ok=True)
