"""Where checkpoints come from: one file a kind. Entry: `plan_source`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from quant import words
from quant.arriving import ArrivingShards
from quant.errors import UnknownSource
from quant.formats.encrypted import is_encrypted, plain_name
from quant.formats.gguf import is_gguf
from quant.formats.plain import MappedFile
from quant.plan import Plan, plan_conversion
from quant.sources.ggml import legacy_file, plan_legacy
from quant.sources.gguf import plan_gguf
from quant.sources.huggingface import folder_files, open_checkpoint
from quant.sources.meta import is_meta, open_meta
from quant.tensors import Bytes
from quant.types import To

# How the one file of ChatBELLE-int4 begins, made by a fork of llama.cpp that was never published.
CHATBELLE_INT4 = (bytes.fromhex("9d9a939a"), bytes.fromhex("9a939a9d"))


@dataclass(frozen=True, slots=True)
class Source:
    """What was found, what would become of it, and the files that it reads."""

    kind: str
    plan: Plan
    files: Mapping[str, Bytes]


def plan_source(path: Path, to: To, key: Path | None, arriving: ArrivingShards | None = None) -> Source:
    """Recognise what lies at `path`, a folder or a file, by its content. Raises QuantError in all its kinds."""
    if not path.exists():
        raise UnknownSource(words.NO_CHECKPOINT.filled(path=path), words.KNOWN_SOURCES)
    legacy = legacy_file(path)
    if legacy is not None:
        return Source("ggml", plan_legacy(legacy, path.stem, to), {legacy.name: legacy})
    if path.is_file() and not is_encrypted(path):
        file = MappedFile(path)
        if is_gguf(file):
            return Source("GGUF", plan_gguf(file, to), {path.name: file})
        if file.length >= 4 and file.read(0, 4).tobytes() in CHATBELLE_INT4:
            raise UnknownSource(words.CHATBELLE_INT4.filled(name=path.name), words.CONVERT_A_RELEASE_INSTEAD)
    folder, only = (path, None) if path.is_dir() else (path.parent, plain_name(path))
    files = folder_files(folder, key)
    if is_meta(files):
        checkpoint = open_meta(files, folder)
        return Source("Meta", plan_conversion(checkpoint, to), checkpoint.files)
    checkpoint = open_checkpoint(files, folder, only, arriving)
    return Source("Hugging Face", plan_conversion(checkpoint, to), checkpoint.files)
