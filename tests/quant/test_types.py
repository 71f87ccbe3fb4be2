"""Every TYPE comes out byte for byte as from llama.cpp's own quantiser."""

from collections.abc import Callable
from pathlib import Path

import pytest

from quant.convert import convert
from quant.types import MIXTURES, To
from tests.quant import official as llama_cpp_itself
from tests.quant.tiny import tiny_bloom, tiny_llama

QUANTISED = [to for to in To if to not in (To.AUTO, To.F32, To.F16, To.BF16)]
Official = Callable[..., object]


def same_as_official(folder: Path, to: To, official: Official) -> None:
    """Convert to F32 and let llama.cpp quantise that; convert to `to` at once; both files must be the same."""
    full, theirs, ours = (folder.parent / f"{name}.gguf" for name in ("full", "theirs", "ours"))
    convert(folder, full, To.F32)
    official(llama_cpp_itself.quantise, full, theirs, int(MIXTURES[to][1]))
    convert(folder, ours, to, threads=2)
    assert ours.read_bytes() == theirs.read_bytes()


@pytest.mark.parametrize("to", QUANTISED)
def test_a_llama_with_shared_heads_comes_out_as_from_llama_cpp(to: To, tmp_path: Path, official: Official) -> None:
    same_as_official(tiny_llama(tmp_path / "llama", num_hidden_layers=17), to, official)


@pytest.mark.parametrize("to", QUANTISED)
def test_a_llama_with_a_head_each_comes_out_as_from_llama_cpp(to: To, tmp_path: Path, official: Official) -> None:
    folder = tiny_llama(tmp_path / "llama", num_hidden_layers=9, num_key_value_heads=8, tie_word_embeddings=True)
    same_as_official(folder, to, official)


@pytest.mark.parametrize("to", QUANTISED)
def test_a_bloom_comes_out_as_from_llama_cpp(to: To, tmp_path: Path, official: Official) -> None:
    same_as_official(tiny_bloom(tmp_path / "bloom", n_layer=9), to, official)


@pytest.mark.parametrize("to", QUANTISED)
def test_rows_that_fill_no_block_of_256_fall_back_as_in_llama_cpp(to: To, tmp_path: Path, official: Official) -> None:
    folder = tiny_llama(
        tmp_path / "llama", hidden_size=288, intermediate_size=336, num_attention_heads=9, num_key_value_heads=3
    )
    same_as_official(folder, to, official)


@pytest.mark.parametrize("to", [To.Q4_K_M, To.Q3_K_M])
def test_a_model_of_80_layers_is_mixed_like_a_70b(to: To, tmp_path: Path, official: Official) -> None:
    folder = tiny_llama(tmp_path / "llama", num_hidden_layers=80, intermediate_size=256)
    same_as_official(folder, to, official)
