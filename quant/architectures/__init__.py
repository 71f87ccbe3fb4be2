"""One file a family, named after config.json's model_type. Entry: `blueprint_of`."""

from collections.abc import Callable

from quant import words
from quant.architectures import bloom, llama, mistral, qwen2, qwen3
from quant.architectures.wanted import Blueprint
from quant.config import Config
from quant.errors import CannotConvert

FAMILIES: dict[str, Callable[[Config], Blueprint]] = {
    "bloom": bloom.blueprint,
    "llama": llama.blueprint,
    "mistral": mistral.blueprint,
    "qwen2": qwen2.blueprint,
    "qwen3": qwen3.blueprint,
}


def blueprint_of(config: Config) -> Blueprint:
    """How the checkpoint that `config` describes becomes a GGUF. Raises CannotConvert for an unknown family."""
    name = config.text("model_type")
    family = FAMILIES.get(name)
    if family is None:
        raise CannotConvert(words.UNKNOWN_ARCHITECTURE.filled(name=name or "?"), words.KNOWN_ARCHITECTURES)
    return family(config)
