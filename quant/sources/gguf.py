"""A GGUF as a source: its metadata stay, its tensors are quantised, and again only if that is what a person wants."""

from collections import Counter
from collections.abc import Iterable
from functools import partial

import numpy as np
from gguf import GGML_QUANT_VERSION
from gguf.quants import dequantize
from numpy.typing import NDArray

from quant import words
from quant.architectures import FAMILIES
from quant.errors import CannotConvert, DamagedFile
from quant.formats.gguf import GgufFile, GgufTensor, open_gguf
from quant.metadata import count
from quant.pieces import as_it_is, encoded
from quant.plan import Plan, Planned, check_no_base, check_not_small, kept_in
from quant.prompts import Asking
from quant.report import ConvertedTensor, Kept
from quant.tensors import Bytes, StoredTensor
from quant.types import MIXTURES, ModelShape, To, Type, choose_types, in_file_order
from quant.wish import Wish

PLAIN = {Type.F32: "float32", Type.F16: "float16", Type.BF16: "bfloat16"}
WRITTEN_ANEW = ("general.architecture", "general.quantization_version", "general.file_type")


def plan_gguf(source: Bytes, wish: Wish) -> Plan:
    """Plan it. Raises DamagedFile, and CannotConvert for an unknown family, or one that is quantised already."""
    file, to = open_gguf(source), To.Q4_K_M if wish.to is To.AUTO else wish.to
    check_not_small(wish)
    check_no_base(wish)
    shape = _shape(file, source.name)
    tensors = {name: file.tensors[name] for name in in_file_order(list(file.tensors))}
    _check_may_round(tensors.values(), wish)
    types = choose_types({name: tensor.shape for name, tensor in tensors.items()}, to, shape)
    metadata = (
        *(entry for entry in file.metadata if entry.key not in WRITTEN_ANEW),
        count("general.quantization_version", GGML_QUANT_VERSION),
        count("general.file_type", int(MIXTURES[to][1])),
    )
    asking = Asking(
        template=_text(file, "tokenizer.chat_template"), prompt_format=_text(file, "chatbelle.prompt_format")
    )
    name = _text(file, "general.name") or source.name
    planned = tuple(_planned(source.name, tensors[name], kind) for name, kind in types.items())
    return Plan(name, shape.architecture, to, asking, metadata, planned)


def _check_may_round(tensors: Iterable[GgufTensor], wish: Wish) -> None:
    quantised = Counter(tensor.kind.name for tensor in tensors if tensor.kind not in PLAIN)
    if quantised and not wish.requantise:
        most = quantised.most_common(1)[0][0]
        raise CannotConvert(words.QUANTISED_ALREADY.filled(type=most), words.USE_FULL_PRECISION_OR_SAY_SO)


def _planned(file: str, tensor: GgufTensor, kind: Type) -> Planned:
    dtype = PLAIN.get(tensor.kind)
    if dtype is not None:
        result = ConvertedTensor(tensor.name, tensor.shape, dtype, kind.name, kept_in(kind, dtype))
        return Planned(result, kind, partial(encoded, _stored(tensor, dtype), None, kind))
    if tensor.kind is kind:
        result = ConvertedTensor(tensor.name, tensor.shape, kind.name, kind.name, Kept.EXACT)
        return Planned(result, kind, partial(as_it_is, tensor.read_rows, tensor.rows, tensor.shape[-1]))
    result = ConvertedTensor(tensor.name, tensor.shape, tensor.kind.name, kind.name, Kept.REQUANTISED)
    return Planned(result, kind, partial(encoded, _in_numbers(file, tensor), None, kind))


def _shape(file: GgufFile, name: str) -> ModelShape:
    architecture = _text(file, "general.architecture")
    experts = file.value(f"{architecture}.expert_count")
    if architecture not in FAMILIES or experts or file.value("split.count"):
        raise CannotConvert(words.UNKNOWN_ARCHITECTURE.filled(name=architecture[:80] or "?"), words.KNOWN_ARCHITECTURES)
    layers, heads, kv_heads = (
        file.value(f"{architecture}.{key}")
        for key in ("block_count", "attention.head_count", "attention.head_count_kv")
    )
    kv_heads = heads if kv_heads is None else kv_heads
    numbers = [number for number in (layers, heads, kv_heads) if isinstance(number, int) and number > 0]
    if len(numbers) != 3 or "token_embd.weight" not in file.tensors:
        raise DamagedFile(words.NOT_A_WHOLE_GGUF.filled(path=name), words.NAME_A_GGUF)
    return ModelShape(numbers[0], numbers[1], numbers[2], architecture)


def _stored(tensor: GgufTensor, dtype: str) -> StoredTensor:
    item = np.dtype("<u2" if dtype == "bfloat16" else dtype)
    vector = len(tensor.shape) == 1

    def read_rows(first: int, last: int) -> NDArray[np.generic]:
        if vector:
            return tensor.read_rows(0, 1).reshape(-1).view(item)[first:last]
        each = tensor.rows // tensor.shape[0]
        taken = tensor.read_rows(first * each, last * each).reshape(-1).view(item)
        return taken.reshape(last - first, *tensor.shape[1:])

    return StoredTensor(tensor.name, tensor.shape, dtype, read_rows)


def _in_numbers(file: str, tensor: GgufTensor) -> StoredTensor:
    """A quantised matrix as floats. Raises CannotConvert for a type that is only ever written."""

    def read_rows(first: int, last: int) -> NDArray[np.generic]:
        with np.errstate(all="ignore"):  # what is no number is told where it would be written
            return dequantize(tensor.read_rows(first, last), tensor.kind)

    try:
        read_rows(0, 1)
    except NotImplementedError as error:
        told = words.TYPE_UNREADABLE.filled(name=file, tensor=tensor.name, type=tensor.kind.name)
        raise CannotConvert(told, words.USE_FULL_PRECISION) from error
    return StoredTensor(tensor.name, tensor.shape, "float32", read_rows)


def _text(file: GgufFile, key: str) -> str:
    value = file.value(key)
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""
