"""A GGUF in full precision as a source: its metadata stay, its tensors are quantised."""

from functools import partial

import numpy as np
from gguf import GGML_QUANT_VERSION
from numpy.typing import NDArray

from quant import words
from quant.architectures import FAMILIES
from quant.errors import CannotConvert, DamagedFile
from quant.formats.gguf import GgufFile, GgufTensor, open_gguf
from quant.metadata import count
from quant.pieces import encoded
from quant.plan import Plan, Planned, kept_in
from quant.prompts import Asking
from quant.report import ConvertedTensor
from quant.tensors import Bytes, StoredTensor
from quant.types import MIXTURES, ModelShape, To, Type, choose_types, in_file_order

PLAIN = {Type.F32: "float32", Type.F16: "float16", Type.BF16: "bfloat16"}
WRITTEN_ANEW = ("general.architecture", "general.quantization_version", "general.file_type")


def plan_gguf(source: Bytes, to: To) -> Plan:
    """Plan it. Raises DamagedFile, and CannotConvert when it is quantised already or of an unknown family."""
    file, to = open_gguf(source), To.Q4_K_M if to is To.AUTO else to
    shape = _shape(file, source.name)
    tensors = {name: _stored(file.tensors[name]) for name in in_file_order(list(file.tensors))}
    types = choose_types({name: tensor.shape for name, tensor in tensors.items()}, to, shape)
    planned = []
    for name, kind in types.items():
        tensor = tensors[name]
        result = ConvertedTensor(name, tensor.shape, tensor.dtype, kind.name, kept_in(kind, tensor.dtype))
        planned.append(Planned(result, kind, partial(encoded, tensor, None, kind)))
    metadata = (
        *(entry for entry in file.metadata if entry.key not in WRITTEN_ANEW),
        count("general.quantization_version", GGML_QUANT_VERSION),
        count("general.file_type", int(MIXTURES[to][1])),
    )
    asking = Asking(
        template=_text(file, "tokenizer.chat_template"), prompt_format=_text(file, "chatbelle.prompt_format")
    )
    name = _text(file, "general.name") or source.name
    return Plan(name, shape.architecture, to, asking, metadata, tuple(planned))


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


def _stored(tensor: GgufTensor) -> StoredTensor:
    dtype = PLAIN.get(tensor.kind)
    if dtype is None:
        raise CannotConvert(words.QUANTISED_ALREADY.filled(type=tensor.kind.name), words.USE_FULL_PRECISION)
    item = np.dtype("<u2" if dtype == "bfloat16" else dtype)
    vector = len(tensor.shape) == 1

    def read_rows(first: int, last: int) -> NDArray[np.generic]:
        if vector:
            return tensor.read_rows(0, 1).reshape(-1).view(item)[first:last]
        each = tensor.rows // tensor.shape[0]
        taken = tensor.read_rows(first * each, last * each).reshape(-1).view(item)
        return taken.reshape(last - first, *tensor.shape[1:])

    return StoredTensor(tensor.name, tensor.shape, dtype, read_rows)


def _text(file: GgufFile, key: str) -> str:
    value = file.value(key)
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""
