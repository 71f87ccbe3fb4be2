"""Where checkpoints come from: one file a kind. Entry: `recognise`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NoReturn

from quant import words
from quant.arriving import ArrivingShards
from quant.errors import UnknownSource, WrongKey
from quant.formats.encrypted import hashes_in_names, is_encrypted, plain_name
from quant.formats.ggml_legacy import is_legacy
from quant.formats.gguf import is_gguf
from quant.formats.plain import MappedFile
from quant.packed import packing
from quant.plan import Plan, plan_conversion
from quant.prompts import release_of_hashes, release_of_packed
from quant.sources.adapter import is_adapter, plan_adapter
from quant.sources.chatbelle import is_int4, opened_int4
from quant.sources.ggml import plan_legacy
from quant.sources.ggml_parts import first_part, other_parts
from quant.sources.gguf import plan_gguf
from quant.sources.huggingface import BESIDE, folder_files, is_weights, only_with, open_checkpoint
from quant.sources.meta import is_meta, open_meta
from quant.tensors import Bytes
from quant.wish import Wish

WEIGHTS = (".bin", ".gguf", ".pt", ".pth", ".safetensors")
ENCRYPTED = ".enc"
CONFIGS = ("config.json", "params.json")


@dataclass(frozen=True, slots=True)
class Source:
    """What was found, the files that it reads, and how to plan what would become of it."""

    kind: str
    files: Mapping[str, Bytes]
    plan: Callable[[Wish], Plan]  # raises QuantError in all its kinds
    release: str = ""  # where the names of files tell it


def recognise(path: Path, key: Path | None, arriving: ArrivingShards | None = None) -> Source:
    """Recognise what lies at `path`, a folder or a file, by its content. Raises QuantError in all its kinds.

    What is encrypted and does not open is recognised all the same; planning tells why it cannot be converted.
    """
    if not path.exists():
        raise UnknownSource(words.NO_CHECKPOINT.filled(path=path), words.KNOWN_SOURCES)
    path = path.parent if path.is_file() and path.name.endswith(BESIDE) else first_part(the_one_file(path))
    if path.is_file() and not is_encrypted(path):
        file: Bytes = MappedFile(path)
        file = opened_int4(file, key) if is_int4(file) else file
        if is_legacy(file):
            parts = [file, *map(MappedFile, other_parts(path))]
            return Source("ggml", {part.name: part for part in parts}, partial(plan_legacy, parts, path.stem))
        if is_gguf(file):
            return Source("GGUF", {path.name: file}, partial(plan_gguf, file))
        return _of_folder(path.parent, key, path.name, file)
    return _of_folder(path, key, arriving=arriving) if path.is_dir() else _of_folder(path.parent, key, plain_name(path))


def the_one_file(path: Path) -> Path:
    """The weights in a folder that has no config and one file of weights; otherwise `path` itself."""
    if not path.is_dir() or any((path / name).exists() for name in CONFIGS):
        return path
    found = [each for each in path.glob("*") if each.suffix in (*WEIGHTS, ENCRYPTED) and each.is_file()]
    return found[0] if len(found) == 1 else path


def _of_folder(
    folder: Path,
    key: Path | None,
    only: str = "",
    opened: Bytes | None = None,
    arriving: ArrivingShards | None = None,
) -> Source:
    """The model whose files lie in `folder`; the one that `only` belongs to, where it is named."""
    try:
        files = folder_files(folder, key)
    except WrongKey as closed:
        release = release_of_hashes(hashes_in_names(folder))
        return Source("encrypted", {}, partial(_stays_closed, closed), release)
    if opened is not None:
        files[only] = opened
    if is_adapter(files):
        return Source("LoRA adapter", files, partial(plan_adapter, files, folder.resolve().name))
    if is_meta(files):
        return Source("Meta", files, lambda wish: plan_conversion(open_meta(files, folder), wish))
    if only:
        if only not in files or not is_weights(files[only]):
            raise UnknownSource(words.NO_CHECKPOINT.filled(path=folder / only), words.KNOWN_SOURCES)
        files = only_with(files, only)
    checkpoint = open_checkpoint(files, folder, arriving)
    packed = packing(checkpoint.tensors)
    release = release_of_packed(files) if packed else ""
    return Source(packed or "Hugging Face", files, partial(plan_conversion, checkpoint), release)


def _stays_closed(why: WrongKey, _wish: Wish) -> NoReturn:
    raise why
