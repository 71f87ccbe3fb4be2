"""Meta's own releases of LLaMA: consolidated.*.pth, each a slice of every matrix, params.json, tokenizer.model."""

import re
from collections.abc import Mapping
from pathlib import Path

from quant import words
from quant.checkpoint import Checkpoint
from quant.config import Config, read_json
from quant.errors import DamagedFile
from quant.formats.torch_pickle import open_torch
from quant.sources.slices import one_below_another, side_by_side
from quant.tensors import Bytes, StoredTensor

PARAMS, SLICE = "params.json", re.compile(r"consolidated\.\d\d\.pth")
# Meta's names, in the words of Hugging Face; and along which axis the slices lie.
NAMES = {
    "tok_embeddings": ("embed_tokens", 1),
    "output": ("lm_head", 0),
    "attention.wq": ("self_attn.q_proj", 0),
    "attention.wk": ("self_attn.k_proj", 0),
    "attention.wv": ("self_attn.v_proj", 0),
    "attention.wo": ("self_attn.o_proj", 1),
    "feed_forward.w1": ("mlp.gate_proj", 0),
    "feed_forward.w2": ("mlp.down_proj", 1),
    "feed_forward.w3": ("mlp.up_proj", 0),
    "attention_norm": ("input_layernorm", None),
    "ffn_norm": ("post_attention_layernorm", None),
    "norm": ("norm", None),
}
LAYER = re.compile(r"(?P<layer>layers\.\d+\.)?(?P<part>[a-z_0-9.]+)\.weight")


def is_meta(files: Mapping[str, Bytes]) -> bool:
    """Whether these are the files of such a release."""
    return PARAMS in files and "config.json" not in files and any(SLICE.fullmatch(name) for name in files)


def open_meta(files: Mapping[str, Bytes], folder: Path) -> Checkpoint:
    """The checkpoint, under Hugging Face's names; DamagedFile when slices do not fit one another."""
    slices = [open_torch(files[name]) for name in sorted(files) if SLICE.fullmatch(name)]
    names = [name for name in slices[0] if name != "rope.freqs"]  # computed, not trained
    if any(set(each) - {"rope.freqs"} != set(names) for each in slices):
        raise DamagedFile(words.SLICES_DIFFER, words.GET_THE_CHECKPOINT_AGAIN)
    params = Config(read_json(files[PARAMS]))
    tensors = {}
    for name in names:
        told = LAYER.fullmatch(name)
        known = NAMES.get(told["part"]) if told else None
        if told is None or known is None:
            raise DamagedFile(words.TENSOR_IS_UNKNOWN.filled(name=name[:80]), words.GET_THE_CHECKPOINT_AGAIN)
        today, axis = known
        # Since LLaMA 3 the embedding is cut into ranges of tokens, before into parts of each row.
        width = slices[0][name].shape[-1]
        axis = 0 if today == "embed_tokens" and width == params.integer("dim") else axis
        today = f"{told['layer'] or ''}{today}.weight"
        tensors[today] = joined(today, [each[name] for each in slices], axis)
    return Checkpoint(folder.resolve().name, config_of(params, tensors), tensors, files)


def joined(name: str, parts: list[StoredTensor], axis: int | None) -> StoredTensor:
    """One tensor of several slices; those without an axis are the same in each."""
    first = parts[0]
    if len(parts) == 1 or axis is None:
        return StoredTensor(name, first.shape, first.dtype, first.read_rows)
    if len(first.shape) != 2 or any((part.shape, part.dtype) != (first.shape, first.dtype) for part in parts):
        raise DamagedFile(words.SLICES_DIFFER, words.GET_THE_CHECKPOINT_AGAIN)
    height, width = first.shape
    readers = [part.read_rows for part in parts]
    if axis == 1:
        return StoredTensor(name, (height, width * len(parts)), first.dtype, side_by_side(readers))
    return StoredTensor(name, (height * len(parts), width), first.dtype, one_below_another(readers, height))


def config_of(params: Config, tensors: Mapping[str, StoredTensor]) -> Config:
    """params.json in the words of config.json; what it leaves to the code, the tensors' shapes tell."""
    needed = ("embed_tokens.weight", "layers.0.mlp.gate_proj.weight")
    for name in needed:
        if name not in tensors:
            raise DamagedFile(words.TENSOR_IS_MISSING.filled(name=name), words.GET_THE_CHECKPOINT_AGAIN)
    heads = params.integer("n_heads")
    values: dict[str, object] = {
        "model_type": "meta-llama",
        "hidden_size": params.integer("dim"),
        "num_hidden_layers": params.integer("n_layers"),
        "num_attention_heads": heads,
        "num_key_value_heads": params.integer("n_kv_heads", default=heads),
        "intermediate_size": tensors[needed[1]].shape[0],
        "vocab_size": tensors[needed[0]].shape[0],
        "rms_norm_eps": params.number("norm_eps", default=1e-6),
        "rope_theta": params.number("rope_theta", default=10000.0),
    }
    if params.values.get("use_scaled_rope") is True:  # LLaMA 3.1
        values["rope_scaling"] = {"rope_type": "llama3", "factor": 8.0}
    return Config(values)
