"""How a model's makers want its tokens chosen: BELLE's model cards, or what a GGUF says of itself."""

from dataclasses import replace

from chatbelle.engine.protocol import Sampling
from chatbelle.gguf_header import GGUFHeader

# Transformers, for which the cards were written, penalises repetition over the whole context and knows no min-p.
_BELLE_BLOOM = Sampling(temperature=0.35, top_k=30, top_p=0.85, min_p=0.0, repetition_penalty=1.2, penalty_tokens=2048)
_BELLE_LLAMA = Sampling(temperature=0.5, top_k=30, top_p=0.85, min_p=0.0)
_OF_FORMATS = {"belle-bloom": _BELLE_BLOOM, "belle-llama": _BELLE_LLAMA, "belle-turns": _BELLE_LLAMA}

# Keys of llama.cpp, all under `general.sampling.`
_KEYS = {
    "temp": "temperature",
    "top_k": "top_k",
    "top_p": "top_p",
    "min_p": "min_p",
    "penalty_repeat": "repetition_penalty",
    "penalty_last_n": "penalty_tokens",
}


def recommended_sampling(header: GGUFHeader, format_name: str) -> Sampling:
    """The makers' settings for a model with this header and prompt format; ours for what they leave open."""
    usual = _OF_FORMATS.get(format_name, Sampling())
    stated = {ours: header.metadata.get(f"general.sampling.{theirs}") for theirs, ours in _KEYS.items()}
    return replace(
        usual,
        **{
            name: type(getattr(usual, name))(value)
            for name, value in stated.items()
            if isinstance(value, int | float) and 0 <= value < 2**31
        },
    )
