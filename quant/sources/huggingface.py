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
from quant.sources.shapes import config_of
from quant.tensors import Bytes, StoredTensor

CONFIG, INDEX = "config.json", ".index.json"
BESIDE = (".json", ".model", ".jinja")  # what lies beside weights
PROVED_AT_ONCE_BYTES = 1 << 20
OF_INTEREST = {".json", ".model", ".jinja", ".safetensors", ".bin", ".pt", ".pth"}
# What training leaves behind is no part of the model.
LEFT_BEHIND = ("training_args", "optimizer", "scheduler", "rng_state", "scaler")


def folder_files(folder: Path, key: Path | None = None) -> dict[str, Bytes]:
    """The files that can be part of a checkpoint, by name; BELLE's encrypted ones opened with `key`, which is none.

    Raises DamagedFile when one cannot be read, WrongKey when one is encrypted and there is no key, or another.
    """
    try:
        paths = [path for path in sorted(folder.iterdir()) if path.is_file() and not path.name.startswith(LEFT_BEHIND)]
    except OSError as error:
        raise DamagedFile(
            words.NOT_READABLE.filled(path=folder, reason=error.strerror), words.CHECK_THE_PATH
        ) from error
    files: dict[str, Bytes] = {}
    for path in paths:
        if key is not None and key.exists() and path.samefile(key):  # some put it beside what it opens
            continue
        if is_encrypted(path):
            files[plain_name(path)] = _opened(path, key)
        elif path.suffix in OF_INTEREST:
            files.setdefault(path.name, MappedFile(path))
    return files


def is_weights(file: Bytes) -> bool:
    """Whether the file can hold a checkpoint's tensors."""
    return is_safetensors(file) or is_torch(file)


def only_with(files: Mapping[str, Bytes], only: str) -> dict[str, Bytes]:
    """The files of the one model that `only` belongs to: itself or its shards, and what lies beside."""
    found = _index(files)
    shards = set(found[1].values()) if found else set()
    weights = shards if only in shards else {only}
    index = {found[0]} if found and only in shards else set()
    return {
        name: file
        for name, file in files.items()
        if name in weights | index or (name.endswith(BESIDE) and not name.endswith(INDEX))
    }


def open_checkpoint(files: Mapping[str, Bytes], folder: Path, arriving: ArrivingShards | None = None) -> Checkpoint:
    """The checkpoint in `files`, which all belong to one model.

    With `arriving`, the shards that an index names need not be there yet. Raises UnknownSource when there is none or
    more than one, DamagedFile when it is not whole.
    """
    stated = Config(_beside(files) | read_json(files[CONFIG])) if CONFIG in files else None
    index = _index(files)
    if arriving and index and stated:
        return Checkpoint(folder.resolve().name, stated, _promised_tensors(*index, stated, arriving), files)
    tensors: dict[str, StoredTensor] = {}
    weights = _weight_files(files, folder)
    for source in weights:
        opened = open_weights(source)
        if tensors.keys() & opened.keys():
            several = ", ".join(sorted(each.name for each in weights))
            raise UnknownSource(words.SEVERAL_MODELS.filled(path=folder, names=several), words.GIVE_ONE_FILE)
        tensors |= opened
    for tensor_name in _promised(files):
        if tensor_name not in tensors:
            raise DamagedFile(words.TENSOR_IS_MISSING.filled(name=tensor_name), words.GET_THE_CHECKPOINT_AGAIN)
    if stated:
        return Checkpoint(folder.resolve().name, stated, tensors, files)
    name = weights[0].name
    return Checkpoint(Path(name).stem, Config(_beside(files) | config_of(name, tensors)), tensors, files)


def _opened(path: Path, key: Path | None) -> EncryptedFile:
    """An encrypted file; a small one is proved at once, so that a wrong key is not taken for a damaged config."""
    file = EncryptedFile(path, key)
    if file.length <= PROVED_AT_ONCE_BYTES:
        file.prove()
    return file


def _beside(files: Mapping[str, Bytes]) -> dict[str, object]:
    """What older GPTQ tools wrote beside config.json, where newer ones write it into that."""
    told = files.get("quantize_config.json")
    return {"quantization_config": read_json(told)} if told else {}


def _index(files: Mapping[str, Bytes]) -> tuple[str, dict[str, str]] | None:
    """The index file's name and which file each tensor is in; safetensors first."""
    names = sorted((name for name in files if name.endswith(INDEX)), key=lambda name: "safetensors" not in name)
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


def _weight_files(files: Mapping[str, Bytes], folder: Path) -> list[Bytes]:
    found = _index(files)
    if found:
        index_name, mapping = found
        return [_named_in(index_name, file, files) for file in sorted(set(mapping.values()))]
    candidates = [source for source in files.values() if not source.name.endswith(BESIDE)]
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
