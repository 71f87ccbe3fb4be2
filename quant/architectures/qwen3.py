"""Qwen 3: like LLaMA with a norm on every head of q and k, and no rows moved."""

from quant.architectures.decoder import decoder_metadata, decoder_tensors, read_decoder
from quant.architectures.wanted import Blueprint, Wanted
from quant.config import Config


def blueprint(config: Config) -> Blueprint:
    """A Qwen 3's tensors and metadata. Raises DamagedFile or CannotConvert."""
    model = read_decoder(config, "qwen3", usual_head_width=128)
    norms = [
        Wanted(f"layers.{index}.self_attn.{which}_norm.weight", f"blk.{index}.attn_{which}_norm.weight", width)
        for index in range(model.layers)
        for which, width in (("q", (model.head_width,)), ("k", (model.head_width,)))
    ]
    tensors = [*decoder_tensors(model, qkv_bias=config.flag("attention_bias", default=False)), *norms]
    return Blueprint(model.shape, tuple(decoder_metadata(model)), tuple(tensors))
