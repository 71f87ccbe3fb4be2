"""LoRA adapters: model and adapter together compute what the merged weights compute."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file

from quant.convert import convert
from quant.errors import CannotConvert, DamagedFile, QuantError
from quant.types import To
from tests.quant import official as llama_cpp_itself
from tests.quant.reference import bloom_logits, decoder_logits
from tests.quant.tiny import bloom_config, llama_config, tiny_bloom, tiny_llama
from tests.quant.tiny_adapters import ALPHA, DOWN, QUERIES, RANK, merged, random_adapter

Official = Callable[..., Any]
TOKENS = [5, 9, 61, 40, 7]


def together(folder: Path, official: Official) -> np.ndarray:
    """The logits of model and adapter in llama.cpp."""
    return np.array(official(llama_cpp_itself.logits, folder / "base.gguf", TOKENS, folder / "adapter.gguf"))


def close(found: np.ndarray, expected: np.ndarray) -> bool:
    """As near as llama.cpp's tables for exponentials are; the adapters here change the logits by far more."""
    return np.allclose(found, expected, atol=2e-3 * np.abs(expected).max())


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return tiny_llama(tmp_path / "base")


@pytest.mark.parametrize("of_gguf", [False, True])
def test_an_adapter_changes_the_model_as_merging_it_would(
    base: Path, tmp_path: Path, official: Official, of_gguf: bool
) -> None:
    tensors = load_file(base / "model.safetensors")
    adapter = random_adapter(tmp_path / "adapter", tensors, (QUERIES, DOWN))
    convert(base, tmp_path / "base.gguf", To.F32)
    told = tmp_path / "base.gguf" if of_gguf else base
    report = convert(tmp_path / "adapter", tmp_path / "adapter.gguf", To.F32, base=told)
    found = together(tmp_path, official)
    assert close(found, decoder_logits(llama_config(), merged(tensors, adapter), TOKENS))
    assert {tensor.kept for tensor in report.tensors} == {"exact"}


def test_the_rows_of_blooms_fused_attention_move_with_the_model(tmp_path: Path, official: Official) -> None:
    base = tiny_bloom(tmp_path / "base")
    tensors = load_file(base / "model.safetensors")
    fused = next(name for name in tensors if name.endswith("query_key_value.weight")).removesuffix(".weight")
    adapter = random_adapter(tmp_path / "adapter", tensors, (fused,))
    convert(base, tmp_path / "base.gguf", To.F32)
    convert(tmp_path / "adapter", tmp_path / "adapter.gguf", To.F32, base=tmp_path / "base.gguf")
    found = together(tmp_path, official)
    assert close(found, bloom_logits(bloom_config(), merged(tensors, adapter), TOKENS))


def test_rank_stabilised_adapters_keep_their_scale(base: Path, tmp_path: Path, official: Official) -> None:
    tensors = load_file(base / "model.safetensors")
    adapter = random_adapter(tmp_path / "adapter", tensors, (QUERIES,), use_rslora=True)
    convert(base, tmp_path / "base.gguf", To.F32)
    convert(tmp_path / "adapter", tmp_path / "adapter.gguf", To.F32, base=base)
    found = together(tmp_path, official)
    expected = decoder_logits(llama_config(), merged(tensors, adapter, ALPHA / RANK**0.5), TOKENS)
    assert close(found, expected)


def test_a_layer_with_an_alpha_of_its_own_keeps_it(base: Path, tmp_path: Path, official: Official) -> None:
    tensors = load_file(base / "model.safetensors")
    adapter = random_adapter(tmp_path / "adapter", tensors, (QUERIES, DOWN), alpha_pattern={"q_proj": 2 * ALPHA})
    convert(base, tmp_path / "base.gguf", To.F32)
    convert(tmp_path / "adapter", tmp_path / "adapter.gguf", To.F32, base=base)
    found = together(tmp_path, official)
    doubled = {name: 2 * each if "q_proj.lora_B" in name else each for name, each in adapter.items()}
    assert close(found, decoder_logits(llama_config(), merged(tensors, doubled), TOKENS))


def test_an_adapter_is_kept_in_16_bits_unless_told(base: Path, tmp_path: Path) -> None:
    random_adapter(tmp_path / "adapter", load_file(base / "model.safetensors"), (QUERIES,))
    report = convert(tmp_path / "adapter", tmp_path / "adapter.gguf", base=base)
    assert {tensor.type for tensor in report.tensors} == {"F16"}


@pytest.mark.parametrize(
    "change",
    [
        {"peft_type": "IA3"},
        {"use_dora": True},
        {"bias": "all"},
        {"modules_to_save": ["lm_head"]},
        {"alpha_pattern": {"(a+)+$": 1}},
        {"lora_alpha": "much"},
    ],
)
def test_what_is_no_plain_lora_is_refused(base: Path, tmp_path: Path, change: dict[str, object]) -> None:
    random_adapter(tmp_path / "adapter", load_file(base / "model.safetensors"), (QUERIES,), **change)
    with pytest.raises(QuantError):
        convert(tmp_path / "adapter", tmp_path / "adapter.gguf", base=base)
    assert not list(tmp_path.glob("adapter.gguf*"))


def test_an_adapter_for_another_model_is_refused(base: Path, tmp_path: Path) -> None:
    random_adapter(tmp_path / "adapter", load_file(base / "model.safetensors"), (QUERIES,))
    smaller = tiny_llama(tmp_path / "smaller", hidden_size=128)
    with pytest.raises(DamagedFile):
        convert(tmp_path / "adapter", tmp_path / "adapter.gguf", base=smaller)


def test_without_a_base_the_error_names_it(base: Path, tmp_path: Path) -> None:
    random_adapter(tmp_path / "adapter", load_file(base / "model.safetensors"), (QUERIES,))
    with pytest.raises(CannotConvert, match="belle"):
        convert(tmp_path / "adapter", tmp_path / "adapter.gguf")
