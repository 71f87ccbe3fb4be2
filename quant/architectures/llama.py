"""LLaMA 1, 2 and 3, and every BELLE made from them."""

import math

import numpy as np
from numpy.typing import NDArray

from quant.architectures.decoder import Decoder, decoder_metadata, decoder_tensors, read_decoder
from quant.architectures.wanted import Blueprint
from quant.config import Config
from quant.metadata import count


def blueprint(config: Config) -> Blueprint:
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
        tuple(decoder_tensors(model, qkv_bias=bias, order=rotary_order)),
        made,
        unneeded=(".rotary_emb.inv_freq",),
    )


def rotary_order(rows: int, heads: int) -> NDArray[np.intp]:
    """Hugging Face turns halves of a head against each other, llama.cpp neighbours: where each row comes from."""
    return np.arange(rows).reshape(heads, 2, rows // heads // 2).swapaxes(1, 2).reshape(-1)


def llama3_factors(model: Decoder) -> NDArray[np.float32]:
    """LLaMA 3.1's stretching: short waves stay, long ones are stretched by `factor`, those between by degrees."""
    rope, config = model.rope, model.config
    base = rope.number("rope_theta", default=config.number("rope_theta", default=10000.0))
    factor = rope.number("factor", default=8.0)
    low, high = rope.number("low_freq_factor", default=1.0), rope.number("high_freq_factor", default=4.0)
    original = rope.number("original_max_position_embeddings", default=8192)
    exponents = np.arange(0, model.head_width, 2, dtype=np.float32) / np.float32(model.head_width)
    frequencies = np.float32(1.0) / np.power(np.float32(base), exponents)

    def stretched(frequency: np.float32) -> float:
        wave = 2 * math.pi / float(frequency)
        if wave < original / high:
            return 1.0
        if wave > original / low:
            return factor
        smooth = (original / wave - low) / (high - low)
        return 1 / ((1 - smooth) / factor + smooth)

    return np.array([stretched(frequency) for frequency in frequencies], dtype=np.float32)
