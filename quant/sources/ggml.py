"""A LLaMA file from before GGUF as a source: everything a GGUF needs is in the one file, under older names.

Its matrices already lie as llama.cpp wants them. Codes stay what they are unless another type is asked for.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np
from gguf import GGML_QUANT_VERSION, GGMLQuantizationType, LlamaFileType
from gguf.quants import dequantize
from numpy.typing import NDArray

from quant import words
from quant.config import MOST_LAYERS, Config
from quant.errors import DamagedFile
from quant.formats.ggml_layouts import Order
from quant.formats.ggml_legacy import LegacyModel, LegacyTensor, LegacyToken
from quant.general import general_entries
from quant.metadata import Entry, count, number
from quant.pieces import as_it_is, encoded
from quant.plan import Plan, Planned, check_no_base, check_not_small
from quant.prompts import Asking
from quant.report import ConvertedTensor, Kept
from quant.sources.ggml_parts import open_parts
from quant.tensors import Bytes, StoredTensor
from quant.types import MIXTURES, ModelShape, To, Type, choose_types, in_file_order
from quant.vocabulary import vocabulary_entries
from quant.vocabulary.tokens import Kind, Token, Vocabulary
from quant.wish import Wish

FIRST_BYTE, LAST_BYTE = 3, 258  # ids of LLaMA's tokens for single bytes
CONTROL = ("<unk>", "<s>", "</s>")
CONTEXT, EPSILON = 2048, 1e-6  # LLaMA-1's; the files do not tell
PLAIN = {"F32": "float32", "F16": "float16"}


def plan_legacy(sources: Sequence[Bytes], name: str, wish: Wish) -> Plan:
    """Plan the conversion of the file. Raises as `open_parts`, DamagedFile when a tensor is missing or misshapen."""
    model, source = open_parts(sources), sources[0]
    width, heads, layers = model.shape.embedding, model.shape.heads, model.shape.layers
    if not (heads and width and width % heads == 0 and 0 < layers <= MOST_LAYERS):
        raise DamagedFile(words.LIST_DAMAGED.filled(name=source.name), words.DOWNLOAD_AGAIN)
    inner = _tensor(model, "layers.0.feed_forward.w1.weight").shape[0]
    keys = _tensor(model, "layers.0.attention.wk.weight").shape[0]
    kv_heads, odd = divmod(keys * heads, width)
    if odd or kv_heads == 0 or heads % kv_heads:
        raise DamagedFile(words.LIST_DAMAGED.filled(name=source.name), words.DOWNLOAD_AGAIN)
    found = _found(model, inner, keys)
    check_not_small(wish)
    check_no_base(wish)
    keep = wish.to is To.AUTO and any(tensor.type not in PLAIN for tensor in found.values())
    to = To.Q4_K_M if wish.to is To.AUTO else wish.to
    shapes = {target: found[target].shape for target in in_file_order(list(found))}
    types = choose_types(shapes, to, ModelShape(layers, heads, kv_heads, "llama"))
    if keep:
        types = {target: GGMLQuantizationType[found[target].type] for target in shapes}
    planned = tuple(_planned(target, found[target], kind) for target, kind in types.items())
    asking = Asking(prompt_format="belle-llama" if "belle" in name.lower() else "")
    file_type = _file_type(types) if keep else MIXTURES[to][1]
    metadata = (*_metadata(model, name, shapes, inner, kv_heads), *asking.entries(), *_quantisation(file_type))
    return Plan(name, "llama", To.AUTO if keep else to, asking, metadata, planned)


def _tensor(model: LegacyModel, name: str) -> LegacyTensor:
    tensor = model.tensors.get(name)
    if tensor is None:
        raise DamagedFile(words.TENSOR_IS_MISSING.filled(name=name), words.DOWNLOAD_AGAIN)
    return tensor


def _names(
    layers: int, width: int, inner: int, keys: int, vocabulary: int
) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """Each tensor's old name, its name today, and its shape."""
    yield "tok_embeddings.weight", "token_embd.weight", (vocabulary, width)
    yield "norm.weight", "output_norm.weight", (width,)
    yield "output.weight", "output.weight", (vocabulary, width)
    for index in range(layers):
        for old, today, shape in (
            ("attention.wq", "attn_q", (width, width)),
            ("attention.wk", "attn_k", (keys, width)),
            ("attention.wv", "attn_v", (keys, width)),
            ("attention.wo", "attn_output", (width, width)),
            ("attention_norm", "attn_norm", (width,)),
            ("feed_forward.w1", "ffn_gate", (inner, width)),
            ("feed_forward.w2", "ffn_down", (width, inner)),
            ("feed_forward.w3", "ffn_up", (inner, width)),
            ("ffn_norm", "ffn_norm", (width,)),
        ):
            yield f"layers.{index}.{old}.weight", f"blk.{index}.{today}.weight", shape


def _found(model: LegacyModel, inner: int, keys: int) -> dict[str, LegacyTensor]:
    """All tensors by their names today."""
    found = {}
    sizes = model.shape
    for old, today, shape in _names(sizes.layers, sizes.embedding, inner, keys, sizes.vocabulary):
        tensor = _tensor(model, old)
        if tensor.shape != shape:
            told = words.WRONG_SHAPE_THERE.filled(name=old, found=tensor.shape, expected=shape)
            raise DamagedFile(told, words.DOWNLOAD_AGAIN)
        found[today] = tensor
    unknown = set(model.tensors) - {old for old, _, _ in _names(sizes.layers, 0, 0, 0, 0)}
    if unknown:
        raise DamagedFile(words.TENSOR_IS_UNKNOWN.filled(name=min(unknown)), words.DOWNLOAD_AGAIN)
    return found


def _planned(target: str, tensor: LegacyTensor, kind: Type) -> Planned:
    if tensor.type == kind.name:
        kept = Kept.EXACT if tensor.layout.order is Order.TODAY else Kept.NEAR_EXACT
        return Planned(
            _result(target, tensor, kind, kept),
            kind,
            partial(as_it_is, tensor.read_rows, tensor.rows, tensor.shape[-1]),
        )
    kept = Kept.QUANTISED if tensor.type in PLAIN else Kept.REQUANTISED
    return Planned(_result(target, tensor, kind, kept), kind, partial(encoded, _in_numbers(tensor), None, kind))


def _result(target: str, tensor: LegacyTensor, kind: Type, kept: Kept) -> ConvertedTensor:
    return ConvertedTensor(target, tensor.shape, PLAIN.get(tensor.type, tensor.type), kind.name, kept)


def _in_numbers(tensor: LegacyTensor) -> StoredTensor:
    """The same as a tensor of floats."""
    if tensor.type in PLAIN:
        return StoredTensor(
            tensor.name, tensor.shape, PLAIN[tensor.type], _floats(tensor, np.dtype(PLAIN[tensor.type]))
        )

    def read_rows(first: int, last: int) -> NDArray[np.generic]:
        return dequantize(tensor.read_rows(first, last), GGMLQuantizationType[tensor.type])

    return StoredTensor(tensor.name, tensor.shape, "float32", read_rows)


def _floats(tensor: LegacyTensor, item: np.dtype[np.generic]) -> Callable[[int, int], NDArray[np.generic]]:
    def read_rows(first: int, last: int) -> NDArray[np.generic]:
        if len(tensor.shape) == 1:
            return np.ascontiguousarray(tensor.read_rows(0, 1)).view(item)[0, first:last]
        return np.ascontiguousarray(tensor.read_rows(first, last)).view(item)

    return read_rows


def _metadata(
    model: LegacyModel, name: str, shapes: dict[str, tuple[int, ...]], inner: int, kv_heads: int
) -> list[Entry]:
    values = sum(int(np.prod(shape)) for shape in shapes.values())
    vocabulary = Vocabulary(
        tuple(_token(number, token) for number, token in enumerate(model.tokens)), "llama", "default"
    )
    return [
        *general_entries(name, values, {}),
        count("llama.block_count", model.shape.layers),
        count("llama.context_length", CONTEXT),
        count("llama.embedding_length", model.shape.embedding),
        count("llama.feed_forward_length", inner),
        count("llama.attention.head_count", model.shape.heads),
        count("llama.attention.head_count_kv", kv_heads),
        number("llama.attention.layer_norm_rms_epsilon", EPSILON),
        count("llama.vocab_size", model.shape.vocabulary),
        count("llama.rope.dimension_count", model.shape.rotary),
        *vocabulary_entries(vocabulary, {}, Config({})),
    ]


def _quantisation(file_type: LlamaFileType) -> tuple[Entry, ...]:
    return count("general.quantization_version", GGML_QUANT_VERSION), count("general.file_type", int(file_type))


def _file_type(types: dict[str, Type]) -> LlamaFileType:
    """What a file of kept codes calls itself: after the type that most of its tensors have, vectors aside."""
    quantised = Counter(kind.name for kind in types.values() if kind.name not in PLAIN)
    return LlamaFileType[f"MOSTLY_{quantised.most_common(1)[0][0]}"]


def _token(number: int, token: LegacyToken) -> Token:
    """A token as GGUF has it: control tokens by name, single bytes by number, spaces as SentencePiece writes them."""
    if number < len(CONTROL):
        return Token(CONTROL[number], Kind.CONTROL if number else Kind.UNKNOWN, token.score)
    if FIRST_BYTE <= number <= LAST_BYTE and len(token.text) == 1:
        return Token(f"<0x{token.text[0]:02X}>", Kind.BYTE, token.score)
    return Token(token.text.decode("utf-8", "replace").replace(" ", "▁"), Kind.NORMAL, token.score)
