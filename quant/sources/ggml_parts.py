"""A file from before GGUF in several parts (.bin, .bin.1 …), as converters left 13B and larger: put together again.

Each part has the whole head and vocabulary and a slice of every matrix, as Meta's own slices are: parts of each row of
some, ranges of rows of the others. Whole blocks lie in each part, so that codes stay what they are.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from quant import words
from quant.errors import DamagedFile
from quant.formats.ggml_legacy import LegacyModel, LegacyTensor, is_legacy, open_legacy
from quant.formats.plain import MappedFile
from quant.sources.slices import one_below_another, side_by_side
from quant.tensors import Bytes

PART = re.compile(r"(?P<first>.+\.bin)\.(?P<number>[1-9]\d?)")
EMBEDDING = "tok_embeddings.weight"
SIDE_BY_SIDE = (EMBEDDING, "attention.wo.weight", "feed_forward.w2.weight")
MOST_PARTS = 64  # the 65B has eight


def first_part(path: Path) -> Path:
    """The file that the parts are named after: `model.bin` of `model.bin.3`, if that is a part and no whole model.

    Raises DamagedFile when it is not there.
    """
    told = PART.fullmatch(path.name)
    if told is None or not path.is_file():
        return path
    file = MappedFile(path)
    if not is_legacy(file) or _promised(open_legacy(file)) == 1:  # such as a second download under the same name
        return path
    first = path.with_name(told["first"])
    if not first.is_file():
        raise missing_part(first.name, first.name)
    return first


def missing_part(name: str, first: str) -> DamagedFile:
    """The error for the part `name` of the model whose first part is `first`."""
    return DamagedFile(words.PART_IS_MISSING.filled(name=name), words.PUT_THE_PARTS_TOGETHER.filled(name=first))


def other_parts(first: Path) -> list[Path]:
    """The parts that lie beside the first one, in their order, up to the first that is missing."""
    paths: list[Path] = []
    while len(paths) < MOST_PARTS and first.with_name(f"{first.name}.{len(paths) + 1}").is_file():
        paths.append(first.with_name(f"{first.name}.{len(paths) + 1}"))
    return paths


def open_parts(sources: Sequence[Bytes]) -> LegacyModel:
    """The model in `sources`, the first part first. Raises as `open_legacy`, DamagedFile when a part is missing."""
    first = open_legacy(sources[0])
    count = _promised(first)
    if len(sources) < count:
        raise missing_part(f"{sources[0].name}.{len(sources)}", sources[0].name)
    if count == 1:  # what else lies beside belongs to another model
        return first
    models = [first, *map(open_legacy, sources[1:count])]
    for model in models[1:]:
        if (model.form, model.version, model.shape, model.tensors.keys()) != (
            first.form, first.version, first.shape, first.tensors.keys()
        ):  # fmt: skip
            raise DamagedFile(words.SLICES_DIFFER, words.DOWNLOAD_AGAIN)
    tensors = {name: _joined([model.tensors[name] for model in models]) for name in first.tensors}
    return replace(first, tensors=tensors)


def _promised(first: LegacyModel) -> int:
    """How many parts there are: so often does the first one's piece of an embedding fit into the whole."""
    embedding = first.tensors.get(EMBEDDING)
    columns = embedding.shape[-1] if embedding else 0
    count, odd = divmod(first.shape.embedding, columns) if columns else (1, 0)
    return 1 if odd or not 1 <= count <= MOST_PARTS else count


def _joined(parts: Sequence[LegacyTensor]) -> LegacyTensor:
    first = parts[0]
    if any((part.shape, part.layout) != (first.shape, first.layout) for part in parts):
        raise DamagedFile(words.SLICES_DIFFER, words.DOWNLOAD_AGAIN)
    if len(first.shape) == 1:  # the same in each
        return first
    readers = [part.read_rows for part in parts]
    height, width = first.shape
    if first.name.endswith(SIDE_BY_SIDE):
        return replace(first, shape=(height, width * len(parts)), read_rows=side_by_side(readers))
    return replace(first, shape=(height * len(parts), width), read_rows=one_below_another(readers, height))
