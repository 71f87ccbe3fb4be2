"""GPTQ and AWQ checkpoints of tiny models, converted: what they compute is what their codes mean."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from quant.codes import unpacked
from quant.convert import convert
from quant.errors import CannotConvert, QuantError
from quant.look import look_at
from quant.report import Kept, Report
from quant.types import To
from tests.quant import official as llama_cpp_itself
from tests.quant.gptq_files import awq_packed, packed
from tests.quant.reference import bloom_logits, decoder_logits
from tests.quant.tiny import (
    PRE,
    Tensors,
    bloom_config,
    bloom_tensors,
    decoder_tensors,
    llama_config,
    tokenizer_json,
    write_folder,
    write_json,
)
from tests.quant.torch_files import as_legacy, as_zip, plain

Official = Callable[..., Any]
TOKENS = [104, 3, 250, 17, 17, 99, 200, 5, 260]
GROUP = 64


def quantised(
    weight: np.ndarray, bits: int, symmetric: bool, scattered: bool = False
) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """A matrix rounded to nearest: GPTQ's parts, and the weights that they mean."""
    rows, columns = weight.shape
    highest, groups = (1 << bits) - 1, columns // GROUP
    g_idx = np.arange(columns) // GROUP
    if scattered:
        g_idx = np.random.default_rng(columns).permutation(g_idx)
    scales, zeros = np.empty((groups, rows), np.float16), np.empty((groups, rows), np.int64)
    for group in range(groups):
        part = weight[:, g_idx == group]
        low, high = np.minimum(part.min(1), 0), np.maximum(part.max(1), 0)
        if symmetric:
            high = np.maximum(high, -low)
            low = -high
        scales[group] = (high - low) / highest
        zeros[group] = (highest + 1) // 2 if symmetric else np.clip(np.round(-low / scales[group]), 1, highest)
    scale, zero = scales.T[:, g_idx].astype(np.float32), zeros.T[:, g_idx]
    codes = np.clip(np.round(weight / scale) + zero, 0, highest).astype(np.int64)
    parts = {"qweight": packed(codes, bits).T.copy(), "qzeros": packed(zeros - 1, bits), "scales": scales}
    if scattered:
        parts["g_idx"] = g_idx.astype(np.int32)
    return parts, scale * (codes - zero)


def as_gptq(tensors: Tensors, bits: int, symmetric: bool, scattered: tuple[str, ...] = ()) -> tuple[Tensors, Tensors]:
    """All linear layers quantised, each with a bias of zeros if it had none; and the same as plain weights."""
    stored, meant = {}, {}
    for name, tensor in tensors.items():
        base = name.removesuffix(".weight")
        if tensor.ndim == 2 and ".embed" not in name and "word_emb" not in name and "lm_head" not in name:
            parts, meant[name] = quantised(tensor, bits, symmetric, base.endswith(scattered) if scattered else False)
            stored |= {f"{base}.{part}": values for part, values in parts.items()}
            stored.setdefault(f"{base}.bias", np.zeros(len(tensor), np.float32))
        else:
            stored[name] = meant[name] = tensor
    return stored, meant


def checked(
    folder: Path,
    expected: np.ndarray,
    official: Official,
    to: To = To.AUTO,
    apart: float = 4e-2,
    small: bool = False,
) -> Report:
    report = convert(folder, folder.parent / "model.gguf", to, small=small)
    found = np.array(official(llama_cpp_itself.logits, report.target, TOKENS))
    np.testing.assert_allclose(found, expected, atol=apart * np.abs(expected).max())
    return report


def of(report: Report, part: str) -> set[tuple[str, Kept]]:
    return {(each.type, each.kept) for each in report.tensors if part in each.name and each.name.endswith(".weight")}


@pytest.mark.parametrize(
    ("bits", "symmetric", "expected"),
    [
        (4, True, ("Q4_0", Kept.EXACT)),
        (4, False, ("Q4_1", Kept.NEAR_EXACT)),
        (3, False, ("Q4_1", Kept.NEAR_EXACT)),
        (2, False, ("Q4_1", Kept.EXACT)),  # zero points of 1 and 2 only: their products fit 16 bits
        (8, True, ("Q8_0", Kept.EXACT)),
        (8, False, ("Q8_0", Kept.REQUANTISED)),
    ],
)
def test_a_llama_keeps_its_codes(
    bits: int, symmetric: bool, expected: tuple[str, Kept], tmp_path: Path, official: Official
) -> None:
    stored, meant = as_gptq(decoder_tensors(llama_config()), bits, symmetric)
    folder = write_folder(tmp_path / "gptq", llama_config(), stored)
    report = checked(folder, decoder_logits(llama_config(), meant, TOKENS), official)
    found = of(report, "ffn") | of(report, "attn_q.") | of(report, "attn_output")
    assert {expected} <= found <= {expected, ("Q4_1", Kept.EXACT), ("F32", Kept.EXACT)}
    assert all((each.relative_rms or 0) <= 1e-3 for each in report.tensors)
    assert of(report, "token_embd") == {("Q8_0", Kept.QUANTISED)}


@pytest.mark.parametrize("write", [as_zip, as_legacy])
def test_a_bloom_of_the_old_kind_keeps_its_codes(
    write: Callable[[object], bytes], tmp_path: Path, official: Official
) -> None:
    stored, meant = as_gptq(bloom_tensors(bloom_config()), 4, symmetric=False)
    folder = write_folder(tmp_path / "bloom", bloom_config(), {}, tokenizer_json(PRE["bloom"]))
    (folder / "model.safetensors").unlink()
    pickled = {name: plain(str(key), np.ascontiguousarray(values)) for key, (name, values) in enumerate(stored.items())}
    (folder / "bloom7b-2m-4bit-128g.pt").write_bytes(write(pickled))
    report = checked(folder, bloom_logits(bloom_config(), meant, TOKENS), official)
    assert ("Q4_1", Kept.NEAR_EXACT) in of(report, "attn_qkv")


def test_the_feed_forward_layer_is_put_in_order_where_that_keeps_codes(tmp_path: Path, official: Official) -> None:
    stored, meant = as_gptq(decoder_tensors(llama_config()), 4, symmetric=False, scattered=("down_proj", "q_proj"))
    folder = write_folder(tmp_path / "gptq", llama_config(), stored)
    report = checked(folder, decoder_logits(llama_config(), meant, TOKENS), official)
    assert of(report, "ffn_down") == of(report, "ffn_up") == {("Q4_1", Kept.NEAR_EXACT)}
    assert of(report, "attn_q.") == {("Q8_0", Kept.REQUANTISED)}


def test_a_type_that_is_asked_for_is_made_of_the_weights(tmp_path: Path, official: Official) -> None:
    stored, meant = as_gptq(decoder_tensors(llama_config()), 4, symmetric=True)
    folder = write_folder(tmp_path / "gptq", llama_config(), stored)
    checked(folder, decoder_logits(llama_config(), meant, TOKENS), official, To.F32, apart=2e-3)


def test_small_keeps_codes_and_gives_the_rest_six_bits(tmp_path: Path, official: Official) -> None:
    stored, meant = as_gptq(decoder_tensors(llama_config()), 4, symmetric=True, scattered=("q_proj",))
    folder = write_folder(tmp_path / "gptq", llama_config(), stored)
    report = checked(folder, decoder_logits(llama_config(), meant, TOKENS), official, small=True, apart=6e-2)
    assert of(report, "token_embd") == {("Q6_K", Kept.QUANTISED)} < of(report, "output.weight")
    assert of(report, "attn_q.") == {("Q6_K", Kept.REQUANTISED)}
    assert of(report, "ffn_up") == {("Q4_0", Kept.EXACT)}


def test_small_is_refused_where_it_would_mean_nothing(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "llama", llama_config(), decoder_tensors(llama_config()))
    with pytest.raises(CannotConvert, match="--small has nothing to do"):
        convert(folder, tmp_path / "model.gguf", small=True)
    assert not list(tmp_path.glob("model.gguf*"))


@pytest.mark.parametrize("small", [False, True])
@pytest.mark.parametrize("to", list(To))
def test_a_blooms_embeddings_keep_six_bits_or_more(to: To, small: bool, tmp_path: Path) -> None:
    config = bloom_config(n_layer=1)
    stored, _ = as_gptq(bloom_tensors(config), 4, symmetric=False)
    folder = write_folder(tmp_path / "bloom", config, stored, tokenizer_json(PRE["bloom"]))
    report = convert(folder, tmp_path / "model.gguf", to, small=small and to is To.AUTO)
    assert of(report, "token_embd") <= {
        (kind, kept) for kind in ("F32", "F16", "BF16", "Q8_0", "Q6_K") for kept in Kept
    }


def test_second_version_zero_points_are_read_by_their_label(tmp_path: Path, official: Official) -> None:
    stored, meant = as_gptq(decoder_tensors(llama_config()), 4, symmetric=False)
    ones = np.uint32(0x11111111)
    second = {
        name: (values.view(np.uint32) + ones).view(np.int32) if name.endswith("qzeros") else values
        for name, values in stored.items()
    }
    folder = write_folder(tmp_path / "gptq", llama_config(), second)
    write_json(folder / "quantize_config.json", {"bits": 4, "group_size": GROUP, "checkpoint_format": "gptq_v2"})
    checked(folder, decoder_logits(llama_config(), meant, TOKENS), official)


def test_zero_points_that_borrowed_are_given_it_back_and_that_is_told(tmp_path: Path, official: Official) -> None:
    stored, meant = as_gptq(decoder_tensors(llama_config()), 3, symmetric=False)
    for base in [name.removesuffix(".qzeros") for name in stored if name.endswith(".qzeros")]:
        zeros = unpacked(stored[f"{base}.qzeros"].view(np.uint32), 3).astype(np.int64) + 1
        meant[f"{base}.weight"][0] += np.repeat(zeros[:, 0] * stored[f"{base}.scales"][:, 0], GROUP)
        zeros[:, 0] = 0
        constants = np.resize(np.array([0x24924924, 0x92492492, 0x49249249], np.uint32), len(zeros[0]) * 3 // 32)
        stored[f"{base}.qzeros"] = (packed(zeros, 3).view(np.uint32) - constants).view(np.int32)
    config = llama_config() | {"quantization_config": {"quant_method": "gptq", "checkpoint_format": "gptq", "bits": 3}}
    report = checked(write_folder(tmp_path / "gptq", config, stored), decoder_logits(config, meant, TOKENS), official)
    assert {each.zero_points for each in report.tensors if each.stored == "3-bit codes"} == {"borrowed"}


AWQ = {"quant_method": "awq", "bits": 4, "group_size": GROUP, "version": "gemm", "zero_point": True}


def as_awq(stored: Tensors) -> Tensors:
    """The same codes and zero points in AWQ's order, as its packer leaves them: no g_idx, no bias."""
    found = {name: each for name, each in stored.items() if not name.endswith(".bias")}
    for base in [name.removesuffix(".qweight") for name in stored if name.endswith(".qweight")]:
        found[f"{base}.qweight"] = awq_packed(unpacked(stored[f"{base}.qweight"].T.copy().view(np.uint32), 4).T)
        found[f"{base}.qzeros"] = awq_packed(unpacked(stored[f"{base}.qzeros"].view(np.uint32), 4) + 1)
    return found


@pytest.mark.parametrize("told", [AWQ, None])
def test_awq_keeps_its_codes(told: dict[str, object] | None, tmp_path: Path, official: Official) -> None:
    stored, meant = as_gptq(decoder_tensors(llama_config()), 4, symmetric=False)
    config = llama_config() | ({"quantization_config": told} if told else {})
    folder = write_folder(tmp_path / "awq", config, as_awq(stored))
    report = checked(folder, decoder_logits(llama_config(), meant, TOKENS), official)
    assert of(report, "attn_q.") | of(report, "ffn_down") <= {("Q4_1", Kept.NEAR_EXACT), ("Q4_1", Kept.EXACT)}
    assert look_at(folder).kind == "AWQ"


def test_awq_becomes_another_type_when_that_is_asked_for(tmp_path: Path, official: Official) -> None:
    stored, meant = as_gptq(decoder_tensors(llama_config()), 4, symmetric=False)
    folder = write_folder(tmp_path / "awq", llama_config() | {"quantization_config": AWQ}, as_awq(stored))
    report = checked(folder, decoder_logits(llama_config(), meant, TOKENS), official, To.F32, apart=2e-3)
    assert {each.kept for each in report.tensors if each.stored == "4-bit codes"} == {Kept.REQUANTISED}


@pytest.mark.parametrize(
    "told", [AWQ | {"version": "gemv"}, {"quant_method": "bitsandbytes", "load_in_4bit": True}, {"quant_method": "hqq"}]
)
def test_another_way_of_packing_is_refused_by_name(told: dict[str, object], tmp_path: Path) -> None:
    config = llama_config() | {"quantization_config": told}
    folder = write_folder(tmp_path / "llama", config, decoder_tensors(llama_config()))
    with pytest.raises(CannotConvert, match=str(told["quant_method"])):
        convert(folder, tmp_path / "model.gguf")


def test_a_matrix_without_its_scales_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    stored, _ = as_gptq(decoder_tensors(llama_config()), 4, symmetric=True)
    del stored["model.layers.1.mlp.up_proj.scales"]
    folder = write_folder(tmp_path / "gptq", llama_config(), stored)
    with pytest.raises(QuantError, match=r"up_proj\."):
        convert(folder, tmp_path / "model.gguf")
    assert not list(tmp_path.glob("model.gguf*"))


def test_a_bias_that_says_something_is_not_dropped(tmp_path: Path) -> None:
    stored, _ = as_gptq(decoder_tensors(llama_config()), 4, symmetric=True)
    stored["model.layers.1.mlp.up_proj.bias"][3] = 1
    folder = write_folder(tmp_path / "gptq", llama_config(), stored)
    with pytest.raises(QuantError, match=r"up_proj\.bias"):
        convert(folder, tmp_path / "model.gguf")
