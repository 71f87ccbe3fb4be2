"""Where checkpoints come from: one file a kind. Entry: `recognise`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from quant import words
from quant.errors import UnknownSource
from quant.formats.encrypted import is_encrypted, plain_name
from quant.formats.gguf import is_gguf
from quant.formats.plain import MappedFile
from quant.plan import Plan, plan_conversion
from quant.sources.ggml import legacy_files, plan_legacy
from quant.sources.gguf import plan_gguf
from quant.sources.huggingface import folder_files, only_with, open_checkpoint
from quant.sources.meta import is_meta, open_meta
from quant.tensors import Bytes
from quant.wish import Wish

# How the one file of ChatBELLE-int4 begins, made by a fork of llama.cpp that was never published.
CHATBELLE_INT4 = (bytes.fromhex("9d9a939a"), bytes.fromhex("9a939a9d"))


@dataclass(frozen=True, slots=True)
class Source:
    """What was found, the files that it reads, and how to plan what would become of it."""

    kind: str
    files: Mapping[str, Bytes]
    plan: Callable[[Wish], Plan]  # raises QuantError in all its kinds


def recognise(path: Path, key: Path | None) -> Source:
    """Recognise what lies at `path`, a folder or a file, by its content. Raises QuantError in all its kinds."""
    if not path.exists():
        raise UnknownSource(words.NO_CHECKPOINT.filled(path=path), words.KNOWN_SOURCES)
    legacy = legacy_files(path)
    if legacy:
        name = Path(legacy[0].name).stem
        return Source("ggml", {file.name: file for file in legacy}, partial(plan_legacy, legacy, name))
    if path.is_file() and not is_encrypted(path):
        file = MappedFile(path)
        if is_gguf(file):
            return Source("GGUF", {path.name: file}, partial(plan_gguf, file))
        if file.length >= 4 and file.read(0, 4).tobytes() in CHATBELLE_INT4:
            raise UnknownSource(words.CHATBELLE_INT4.filled(name=path.name), words.CONVERT_A_RELEASE_INSTEAD)
    folder = path if path.is_dir() else path.parent
    files = folder_files(folder, key)
    if is_meta(files):
        return Source("Meta", files, lambda wish: plan_conversion(open_meta(files, folder), wish))
    if path.is_file():
        files = only_with(files, plain_name(path))
    return Source("Hugging Face", files, lambda wish: plan_conversion(open_checkpoint(files, folder), wish))
