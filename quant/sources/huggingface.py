"""A Hugging Face folder: config.json, a tokenizer, and weights in safetensors or torch files, in one or in shards."""

from collections.abc import Mapping
from pathlib import Path

from quant import words
from quant.architectures import blueprint_of
from quant.arriving import ArrivingShards, open_weights
from quant.checkpoint import Checkpoint, bare_name
from quant.config import Config, read_json
from quant.errors import DamagedFile, UnknownSource
from quant.formats.encrypted import EncryptedFile, is_encrypted, plain_name
from quant.formats.plain import MappedFile
from quant.formats.safetensors import is_safetensors
from quant.formats.torch_pickle import is_torch
from quant.tensors import Bytes, StoredTensor

CONFIG = "config.json"
OF_INTEREST = {".json", ".model", ".jinja", ".safetensors", ".bin", ".pt", ".pth"}
# What training leaves behind is no part of the model.
LEFT_BEHIND = ("training_args", "optimizer", "scheduler", "rng_state", "scaler")


def folder_files(folder: Path, key: Path | None = None) -> dict[str, Bytes]:
    """The files that can be part of a checkpoint, by name; BELLE's encrypted ones opened with `key`.

    Raises DamagedFile when one cannot be read, WrongKey when one is encrypted and there is no key.
    """
    try:
        paths = [path for path in sorted(folder.iterdir()) if path.is_file() and not path.name.startswith(LEFT_BEHIND)]
    except OSError as error:
        raise DamagedFile(
            words.NOT_READABLE.filled(path=folder, reason=error.strerror), words.CHECK_THE_PATH
        ) from error
    files: dict[str, Bytes] = {}
    for path in paths:
        if is_encrypted(path):
            files[plain_name(path)] = EncryptedFile(path, key)
        elif path.suffix in OF_INTEREST:
            files.setdefault(path.name, MappedFile(path))
    return files


def open_checkpoint(
    files: Mapping[str, Bytes], folder: Path, only: str | None = None, arriving: ArrivingShards | None = None
) -> Checkpoint:
    """The checkpoint in `files`; where several hold weights, `only` the one of that name.

    With `arriving`, the shards that an index names need not be there yet. Raises UnknownSource when there is none,
    DamagedFile when it is not whole.
    """
    if CONFIG not in files:
        raise UnknownSource(words.NO_CHECKPOINT.filled(path=folder), words.KNOWN_SOURCES)
    config = Config(_beside(files) | read_json(files[CONFIG]))
    index = _index(files)
    if arriving and index:
        return Checkpoint(folder.resolve().name, config, _promised_tensors(*index, config, arriving), files)
    tensors: dict[str, StoredTensor] = {}
    for source in _weight_files(files, folder, only):
        for tensor_name, tensor in open_weights(source).items():
            if tensor_name in tensors:
                raise DamagedFile(words.TENSOR_IS_TWICE.filled(name=tensor_name), words.GIVE_ONE_FILE)
            tensors[tensor_name] = tensor
    for tensor_name in _promised(files):
        if tensor_name not in tensors:
            raise DamagedFile(words.TENSOR_IS_MISSING.filled(name=tensor_name), words.GET_THE_CHECKPOINT_AGAIN)
    return Checkpoint(folder.resolve().name, config, tensors, files)


def _beside(files: Mapping[str, Bytes]) -> dict[str, object]:
    """What older GPTQ tools wrote beside config.json, where newer ones write it into that."""
    told = files.get("quantize_config.json")
    return {"quantization_config": read_json(told)} if told else {}


def _index(files: Mapping[str, Bytes]) -> tuple[str, dict[str, str]] | None:
    """The index file's name and which file each tensor is in; safetensors first."""
    names = sorted((name for name in files if name.endswith(".index.json")), key=lambda name: "safetensors" not in name)
    for name in names:
        mapping = read_json(files[name]).get("weight_map")
        if isinstance(mapping, dict) and all(isinstance(file, str) for file in mapping.values()):
            return name, mapping
    return None


def _promised_tensors(
    index_name: str, mapping: Mapping[str, str], config: Config, arriving: ArrivingShards
) -> dict[str, StoredTensor]:
    """What the index names; config.json says how large it has to be."""
    shapes = {each.source: each.shape for each in blueprint_of(config).wanted}
    for shard in set(mapping.values()):
        _check_name(index_name, shard)
    return {name: arriving.promised(name, shapes.get(bare_name(name), ()), shard) for name, shard in mapping.items()}


def _promised(files: Mapping[str, Bytes]) -> list[str]:
    found = _index(files)
    return list(found[1]) if found else []


def _weight_files(files: Mapping[str, Bytes], folder: Path, only: str | None) -> list[Bytes]:
    found = _index(files)
    if found:
        index_name, mapping = found
        return [_named_in(index_name, file, files) for file in sorted(set(mapping.values()))]
    named = [files[only]] if only is not None and only in files else list(files.values())
    candidates = [source for source in named if not source.name.endswith((".json", ".model", ".jinja"))]
    safe = [source for source in candidates if is_safetensors(source)]
    weights = safe or [source for source in candidates if is_torch(source)]
    if not weights:
        raise UnknownSource(words.NO_CHECKPOINT.filled(path=folder), words.KNOWN_SOURCES)
    return weights


def _named_in(index_name: str, file: str, files: Mapping[str, Bytes]) -> Bytes:
    """The file that an index names; only plain names of the same folder are looked up."""
    _check_name(index_name, file)
    if file not in files:
        raise DamagedFile(words.PART_IS_MISSING.filled(name=file[:80]), words.GET_THE_CHECKPOINT_AGAIN)
    return files[file]


def _check_name(index_name: str, file: str) -> None:
    if file in ("", ".", "..") or "/" in file or "\\" in file or "\0" in file:
        raise DamagedFile(words.LEAVES_ITS_FOLDER.filled(name=index_name, path=file[:80]), words.CHECK_THE_CONFIG)
