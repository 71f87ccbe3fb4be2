"""BLOOM and BLOOMZ, and every BELLE made from them: ALiBi positions, fused attention, embeddings used twice."""

import numpy as np
from numpy.typing import NDArray

from quant import words
from quant.architectures.wanted import Blueprint, Wanted, paired
from quant.config import MOST_ACROSS, MOST_LAYERS, Config
from quant.errors import DamagedFile
from quant.metadata import count, number
from quant.types import ModelShape


def blueprint(config: Config) -> Blueprint:
    """A BLOOM's tensors and metadata. Raises DamagedFile."""
    width = config.integer("hidden_size", "n_embed", most=MOST_ACROSS)
    heads = config.integer("n_head", "num_attention_heads")
    layers = config.integer("n_layer", "num_hidden_layers", most=MOST_LAYERS)
    vocabulary = config.integer("vocab_size")
    if width % heads:
        raise DamagedFile(words.CONFIG_LACKS.filled(key="n_head"), words.GET_THE_CHECKPOINT_AGAIN)
    metadata = (
        count("bloom.context_length", config.integer("seq_length", default=width)),
        count("bloom.embedding_length", width),
        count("bloom.feed_forward_length", 4 * width),
        count("bloom.block_count", layers),
        count("bloom.attention.head_count", heads),
        count("bloom.attention.head_count_kv", heads),
        number("bloom.attention.layer_norm_epsilon", config.number("layer_norm_epsilon", default=1e-5)),
    )
    wanted = [
        Wanted("word_embeddings.weight", "token_embd.weight", (vocabulary, width)),
        *_norm("word_embeddings_layernorm", "token_embd_norm", width),
        *_norm("ln_f", "output_norm", width),
    ]
    tied = config.flag("tie_word_embeddings", default=True)
    if not tied:
        wanted.append(Wanted("lm_head.weight", "output.weight", (vocabulary, width)))
    for index in range(layers):
        wanted += _layer(f"h.{index}", f"blk.{index}", width, heads)
    unneeded = (".attention.masked_bias", ".attention.bias")
    return Blueprint(ModelShape(layers, heads, heads, "bloom"), metadata, tuple(wanted), unneeded=unneeded)


def separated_order(width: int, heads: int) -> NDArray[np.intp]:
    """BLOOM keeps q, k and v of one head together, llama.cpp all q, then all k, then all v."""
    return np.arange(3 * width).reshape(heads, 3, width // heads).swapaxes(0, 1).reshape(-1)


def _layer(layer: str, block: str, width: int, heads: int) -> list[Wanted]:
    fused = paired(layer, block, "self_attention.query_key_value", "attn_qkv", 3 * width, width, bias=True)
    order = separated_order(width, heads)
    return [
        *_norm(f"{layer}.input_layernorm", f"{block}.attn_norm", width),
        *(Wanted(each.source, each.target, each.shape, order) for each in fused),
        *paired(layer, block, "self_attention.dense", "attn_output", width, width, bias=True),
        *_norm(f"{layer}.post_attention_layernorm", f"{block}.ffn_norm", width),
        *paired(layer, block, "mlp.dense_h_to_4h", "ffn_up", 4 * width, width, bias=True),
        *paired(layer, block, "mlp.dense_4h_to_h", "ffn_down", width, 4 * width, bias=True),
    ]


def _norm(source: str, target: str, width: int) -> list[Wanted]:
    return [Wanted(f"{source}.{kind}", f"{target}.{kind}", (width,)) for kind in ("weight", "bias")]
