"""Which files of a repository a release needs, and which release a repository is."""

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from chatbelle import words
from chatbelle.errors import NotOnHub, UsageError
from chatbelle.gguf_parts import PART_NAME
from chatbelle.library.hub import HubFile, Repository
from chatbelle.library.release import Arrival, Release
from chatbelle.words import Phrase

WEIGHTS = (".gguf", ".safetensors", ".bin", ".pt", ".pth", ".enc")
# In this order; a repository often has the same weights in several forms.
FORMS = (
    ("model*.safetensors",),
    ("*.safetensors",),
    ("pytorch_model*.bin", "pytorch_model*.bin.*.enc"),
    ("*.bin", "*.pt", "*.pth", "*.pt.*.enc"),
)
LEFT_BEHIND = ("training_args*", "optimizer*", "scheduler*", "rng_state*", "*.onnx*")
# What tells a converter of the vocabulary, the shape and the manner of being asked.
BESIDE_WEIGHTS = (
    "config.json",
    "generation_config.json",
    "quantize_config.json",
    "tokenizer*.json",
    "tokenizer*.model",
    "tokenizer.model*",
    "special_tokens_map.json",
    "added_tokens.json",
    "vocab.json",
    "merges.txt",
    "chat_template.jinja",
    "*.json.*.enc",
)
PREFERRED = ("q4_k_m", "q4_0", "q4")  # where a repository has one model in many types


def files_needed(release: Release, repository: Repository) -> tuple[HubFile, ...]:
    """The files to fetch, in the repository's order. NotOnHub when weights that the release names are not there.

    What is small and merely named may be missing: the converter knows what it cannot do without.
    """
    named = {file.name for file in release.files}
    there = {file.name for file in repository.files}
    missing = [name for name in named - there if name.endswith(WEIGHTS) and not matches(name, ["*.json.*"])]
    if missing:
        name = f"{release.repository}/{min(missing)}"
        raise NotOnHub(words.FILE_NOT_ON_HUB.filled(name=name), words.CHECK_MODEL_NAME)
    if release.arrival is Arrival.READY:
        return tuple(file for file in repository.files if file.name in named)
    wanted = [file for file in repository.files if file.name in named] or list(weights_in(repository.files))
    if not wanted:
        raise nothing_in(repository)
    indexes = {f"*{PurePosixPath(file.name).suffix}.index.json" for file in wanted}  # of these weights, of no others
    beside = (f for f in repository.files if "/" not in f.name and matches(f.name, (*BESIDE_WEIGHTS, *indexes)))
    return tuple(dict.fromkeys([*wanted, *beside]))


def weights_in(files: Iterable[HubFile]) -> tuple[HubFile, ...]:
    """The weights at the top of a repository: in safetensors where it has them, otherwise as torch left them."""
    top = [file for file in files if "/" not in file.name and not matches(file.name, LEFT_BEHIND)]
    for patterns in FORMS:
        found = tuple(file for file in top if matches(file.name, patterns))
        if found:
            return found
    return ()


def release_in(repository: Repository, file: str | None = None) -> Release:
    """The release that a repository is: the file that is named, its one GGUF, or weights to be converted.

    UsageError when it has several GGUFs and none is named, NotOnHub when it has nothing that can be used.
    """
    ggufs = [gguf.name for gguf in repository.ggufs()]
    if file is None and not ggufs and weights_in(repository.files):
        return _release(repository, (), Arrival.CONVERT)
    chosen = file or the_one_model(ggufs, repository)
    if chosen.lower().endswith(".gguf"):
        return _release(repository, parts_like(chosen, ggufs), Arrival.READY, PurePosixPath(chosen).stem)
    return _release(repository, (chosen,), Arrival.CONVERT, PurePosixPath(chosen).name)


def the_one_model(ggufs: list[str], repository: Repository) -> str:
    """The GGUF to take when none is named: the only one, or the only one of a preferred type."""
    models = [name for name in ggufs if parts_like(name, ggufs)[0] == name]
    for wanted in ("", *PREFERRED):
        fitting = [name for name in models if wanted in name.lower()]
        if len(fitting) == 1:
            return fitting[0]
    if not models:
        raise nothing_in(repository)
    listed = ", ".join(models[:12])
    raise UsageError(words.SEVERAL_MODELS.filled(name=repository.name), words.NAME_ONE_OF.filled(names=listed))


def parts_like(name: str, ggufs: Iterable[str]) -> tuple[str, ...]:
    """All files of the model that `name` is, or is a part of, in their order."""
    part = PART_NAME.fullmatch(name)
    if part is None:
        return (name,)
    like = re.compile(re.escape(part["whole"]) + r"-\d{5}-of-" + part["count"] + r"\.gguf")
    return tuple(sorted(filter(like.fullmatch, ggufs))) or (name,)


def nothing_in(repository: Repository) -> NotOnHub:
    """The error for a repository without a model."""
    return NotOnHub(words.NO_MODEL_IN_REPOSITORY.filled(name=repository.name), words.CHOOSE_ANOTHER_MODEL)


def matches(name: str, patterns: Iterable[str]) -> bool:
    """Whether a name fits one of the patterns."""
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _release(repository: Repository, files: tuple[str, ...], arrival: Arrival, file: str = "") -> Release:
    known = {each.name: each.as_remote() for each in repository.files}
    missing = [name for name in files if name not in known]
    if missing:
        raise NotOnHub(words.FILE_NOT_ON_HUB.filled(name=f"{repository.name}/{missing[0]}"), words.CHECK_MODEL_NAME)
    size = sum(known[name].size_bytes or 0 for name in files) if arrival is Arrival.READY else None
    return Release(
        id="/".join(filter(None, (repository.name, file))).lower(),
        name=file or repository.name.partition("/")[2],
        about=Phrase(repository.name, repository.name),
        repository=repository.name,
        files=tuple(known[name] for name in files),
        arrival=arrival,
        licence=repository.licence,
        languages=(),
        parameters=0,
        result_bytes=size,
    )
