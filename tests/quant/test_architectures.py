"""A converted model computes what its checkpoint computes: llama.cpp's logits against plain numpy."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from quant.architectures.decoder import read_decoder
from quant.architectures.llama import llama3_factors
from quant.config import Config
from quant.convert import convert
from quant.types import To
from tests.quant import official as llama_cpp_itself
from tests.quant.reference import Array, bloom_logits, decoder_logits
from tests.quant.tiny import (
    PRE,
    Tensors,
    bloom_config,
    bloom_tensors,
    decoder_tensors,
    llama_config,
    tokenizer_json,
    write_folder,
)

Official = Callable[..., Any]
TOKENS = [104, 3, 250, 17, 17, 99, 200, 5, 260]


def close(folder: Path, expected: Array, official: Official) -> None:
    target = folder.parent / "model.gguf"
    convert(folder, target, To.F32)
    found = np.array(official(llama_cpp_itself.logits, target, TOKENS))
    np.testing.assert_allclose(found, expected, atol=2e-3 * np.abs(expected).max())


@pytest.mark.parametrize("changes", [
    {},
    {"num_key_value_heads": 8, "tie_word_embeddings": True},
    {"model_type": "mistral", "head_dim": 64},
    {"model_type": "qwen2", "rope_theta": 1e6},
    {"model_type": "qwen3", "head_dim": 64, "tie_word_embeddings": True},
], ids=lambda changes: str(changes.get("model_type", "llama")))  # fmt: skip
def test_a_decoder_computes_the_same(changes: dict[str, Any], tmp_path: Path, official: Official) -> None:
    config = llama_config(**changes)
    kind = config["model_type"]
    tensors = decoder_tensors(config, bias=kind == "qwen2", head_norms=kind == "qwen3")
    folder = write_folder(tmp_path / "decoder", config, tensors)
    close(folder, decoder_logits(config, tensors, TOKENS), official)


def test_a_bloom_computes_the_same(tmp_path: Path, official: Official) -> None:
    config = bloom_config()
    tensors = bloom_tensors(config)
    folder = write_folder(tmp_path / "bloom", config, tensors, tokenizer_json(PRE["bloom"]))
    close(folder, bloom_logits(config, tensors, TOKENS), official)


def test_the_long_waves_of_a_llama_3_are_stretched(tmp_path: Path, official: Official) -> None:
    scaling = {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0}
    config = llama_config(rope_scaling=scaling | {"original_max_position_embeddings": 32})
    tensors: Tensors = decoder_tensors(config)
    stretch = llama3_factors(read_decoder(Config(config), "llama"))
    assert stretch.min() == 1
    assert stretch.max() == 8
    folder = write_folder(tmp_path / "llama3", config, tensors)
    close(folder, decoder_logits(config, tensors, TOKENS, stretch), official)
