"""LLaMA 1, 2 and 3, and every BELLE made from them."""

import math

import numpy as np
from numpy.typing import NDArray

from quant import words
from quant.architectures.decoder import Decoder, RowOrder, decoder_metadata, decoder_tensors, read_decoder
from quant.architectures.wanted import Blueprint
from quant.config import Config
from quant.errors import DamagedFile
from quant.metadata import count


def rotary_order(rows: int, heads: int) -> NDArray[np.intp]:
    """Hugging Face turns halves of a head against each other, llama.cpp neighbours: where each row comes from."""
    return np.arange(rows).reshape(heads, 2, rows // heads // 2).swapaxes(1, 2).reshape(-1)


def meta_blueprint(config: Config) -> Blueprint:
    """The same for Meta's own files, whose rows of q and k already lie as llama.cpp wants them."""
    return blueprint(config, order=None)


def blueprint(config: Config, order: RowOrder | None = rotary_order) -> Blueprint:
    """A LLaMA's tensors and metadata. Raises DamagedFile or CannotConvert."""
    model = read_decoder(config, "llama")
    metadata = [
        *decoder_metadata(model),
        count("llama.vocab_size", model.vocabulary),
        count("llama.rope.dimension_count", model.head_width),
    ]
    made = {"rope_freqs.weight": llama3_factors(model)} if model.rope_type == "llama3" else {}
    bias = config.flag("attention_bias", default=False)
    return Blueprint(
        model.shape,
        tuple(metadata),
        tuple(decoder_tensors(model, qkv_bias=bias, order=order)),
        made,
        unneeded=(".rotary_emb.inv_freq",),
    )


def llama3_factors(model: Decoder) -> NDArray[np.float32]:
    """LLaMA 3.1's stretching: short waves stay, long ones are stretched by `factor`, those between by degrees.

    In 32 bits and with torch's way to divide a number by a tensor, so that no last bit differs from llama.cpp's tensor.
    """
    rope, config, one = model.rope, model.config, np.float32(1)
    base = rope.number("rope_theta", default=config.number("rope_theta", default=10000.0))
    factor = np.float32(rope.number("factor", default=8.0))
    low, high = rope.number("low_freq_factor", default=1.0), rope.number("high_freq_factor", default=4.0)
    original = rope.integer("original_max_position_embeddings", default=8192)
    if not (base > 0 < factor and 0 < low < high):
        raise DamagedFile(words.CONFIG_LACKS.filled(key="rope_scaling"), words.GET_THE_CHECKPOINT_AGAIN)
    exponents = np.arange(0, model.head_width, 2, dtype=np.float32) / np.float32(model.head_width)
    frequencies = one / np.power(base, exponents.astype(np.float64)).astype(np.float32)
    waves = one / frequencies * np.float32(2 * math.pi)
    smooth = (one / waves * np.float32(original) - np.float32(low)) / np.float32(high - low)
    between = one / ((one - smooth) / factor + smooth)
    return np.where(waves < original / high, one, np.where(waves > original / low, factor, between)).astype(np.float32)
