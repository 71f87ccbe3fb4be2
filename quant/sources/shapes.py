"""config.json's values told by the tensors, for GPTQ files of the old kind, which were passed around by themselves.

Those were made of LLaMA-1 and of BLOOM only: what their tensors do not tell, such as the heads, is known of these.
"""

import re
from collections.abc import Mapping

from quant import words
from quant.errors import UnknownSource
from quant.tensors import StoredTensor

LLAMA_HEAD_WIDTH = 128  # of every LLaMA-1, 7B to 65B
LLAMA_CONTEXT, LLAMA_EPSILON = 2048, 1e-6
BLOOM_CONTEXT, BLOOM_EPSILON = 2048, 1e-5
# Heads by width, of every BLOOM that was published: 560M, 1B1, 1B7, 3B, 7B1 and 176B.
BLOOM_HEADS = {1024: 16, 1536: 16, 2048: 16, 2560: 32, 4096: 32, 14336: 112}
LAYER_OF_LLAMA, LAYER_OF_BLOOM = "model.layers.{}.self_attn.q_proj.qweight", "{}h.{}.self_attention.dense.qweight"
PREFIX_OF_BLOOM = re.compile(r"(?P<prefix>transformer\.)?h\.0\.self_attention\.dense\.qweight")


def config_of(name: str, tensors: Mapping[str, StoredTensor]) -> dict[str, object]:
    """The values for the tensors of the file `name`. Raises UnknownSource when they leave open what model it is."""
    found = None
    if not any(each.endswith(".g_idx") for each in tensors):  # a later invention, when there were other models
        bloom = next((told for told in map(PREFIX_OF_BLOOM.fullmatch, tensors) if told), None)
        found = _bloom(tensors, bloom["prefix"] or "") if bloom else _llama(tensors)
    if found is None:
        raise UnknownSource(words.NO_CONFIG.filled(name=name), words.PUT_THE_CONFIG_BESIDE)
    return found


def _llama(tensors: Mapping[str, StoredTensor]) -> dict[str, object] | None:
    vocabulary, width = _sizes(tensors, "model.embed_tokens.weight")
    _, inner = _sizes(tensors, "model.layers.0.mlp.gate_proj.scales")
    _, keys = _sizes(tensors, "model.layers.0.self_attn.k_proj.scales")
    layers = _layers(tensors, LAYER_OF_LLAMA)
    if not (vocabulary and inner and keys and layers) or width % LLAMA_HEAD_WIDTH or keys != width:
        return None
    return {
        "model_type": "llama",
        "vocab_size": vocabulary,
        "hidden_size": width,
        "intermediate_size": inner,
        "num_attention_heads": width // LLAMA_HEAD_WIDTH,
        "num_hidden_layers": layers,
        "max_position_embeddings": LLAMA_CONTEXT,
        "rms_norm_eps": LLAMA_EPSILON,
    }


def _bloom(tensors: Mapping[str, StoredTensor], prefix: str) -> dict[str, object] | None:
    vocabulary, width = _sizes(tensors, f"{prefix}word_embeddings.weight")
    if width not in BLOOM_HEADS:
        return None
    return {
        "model_type": "bloom",
        "vocab_size": vocabulary,
        "hidden_size": width,
        "n_head": BLOOM_HEADS[width],
        "n_layer": _layers(tensors, LAYER_OF_BLOOM.format(prefix, "{}")),
        "seq_length": BLOOM_CONTEXT,
        "layer_norm_epsilon": BLOOM_EPSILON,
    }


def _sizes(tensors: Mapping[str, StoredTensor], name: str) -> tuple[int, int]:
    """Rows and columns of a matrix; zeros when it is not there."""
    shape = tensors[name].shape if name in tensors else ()
    return (shape[0], shape[1]) if len(shape) == 2 else (0, 0)


def _layers(tensors: Mapping[str, StoredTensor], name: str) -> int:
    """How many layers follow one another from the first; one that is missing among them is told by its tensors."""
    return max((number + 1 for number in range(len(tensors)) if name.format(number) in tensors), default=0)
