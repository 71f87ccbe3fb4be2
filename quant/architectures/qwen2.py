"""Qwen 1.5, 2 and 2.5: like LLaMA with biases on q, k and v, and no rows moved."""

from quant.architectures.decoder import decoder_metadata, decoder_tensors, read_decoder
from quant.architectures.wanted import Blueprint
from quant.config import Config


def blueprint(config: Config) -> Blueprint:
    """A Qwen 2's tensors and metadata. Raises DamagedFile or CannotConvert."""
    model = read_decoder(config, "qwen2")
    tensors = decoder_tensors(model, qkv_bias=True)
    return Blueprint(model.shape, tuple(decoder_metadata(model)), tuple(tensors), unneeded=(".rotary_emb.inv_freq",))
