"""GPTQ checkpoints become GGUF files that keep their codes and compute what the codes say."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from gguf import GGUFReader
from gguf.quants import dequantize
from safetensors.numpy import save_file

from quant.convert import convert
from quant.errors import CannotConvert, DamagedFile, UnknownSource
from quant.report import Kept, Report
from quant.types import To
from tests.quant import official as llama_cpp_itself
from tests.quant.gptq_files import Parts, made
from tests.quant.reference import Array, bloom_logits, decoder_logits
from tests.quant.tiny import (
    PRE,
    Tensors,
    bloom_config,
    bloom_tensors,
    decoder_tensors,
    llama_config,
    tokenizer_json,
    write_json,
)
from tests.quant.torch_files import as_legacy, as_zip, plain

Official = Callable[..., Any]
TOKENS = [104, 3, 250, 17, 17, 99, 200, 5, 260]


def packed_like(tensors: Tensors, **how: Any) -> tuple[Tensors, Tensors]:
    """The state dict of a GPTQ file in BELLE's old layout, and the weights that it means."""
    state, meant = dict(tensors), dict(tensors)
    for number, name in enumerate(sorted(tensors)):
        weight = tensors[name]
        if weight.ndim < 2 or "embed" in name or "lm_head" in name:
            continue
        rows, columns = weight.shape
        parts: Parts = made(number, rows=rows, columns=columns, group=128, **how)
        size = parts.scales.dtype.type(4 / (1 << parts.bits))  # as large as in a trained model, whatever the bits
        parts = replace(parts, scales=parts.scales * size)
        layer = name.removesuffix(".weight")
        del state[name]
        meant[name] = parts.weights.astype(np.float32)
        state |= {f"{layer}.qweight": parts.qweight, f"{layer}.qzeros": parts.qzeros(), f"{layer}.scales": parts.scales}
        state.setdefault(f"{layer}.bias", np.zeros(rows, np.float32))
    return state, meant


def write_packed(path: Path, config: dict[str, Any], state: Tensors, as_file: Callable[..., bytes], pre: str) -> Path:
    path.parent.mkdir(parents=True)
    path.write_bytes(
        as_file({name: plain(str(n), np.ascontiguousarray(v)) for n, (name, v) in enumerate(state.items())})
    )
    write_json(path.parent / "config.json", config)
    write_json(path.parent / "tokenizer.json", tokenizer_json(PRE[pre]))
    return path


def llama(folder: Path, as_file: Callable[..., bytes] = as_zip, **how: Any) -> tuple[Path, dict[str, Any], Tensors]:
    config = llama_config(num_hidden_layers=2)
    state, meant = packed_like(decoder_tensors(config), **how)
    return write_packed(folder / "llama7b-2m-4bit-128g.pt", config, state, as_file, "gpt-2"), config, meant


def near(target: Path, expected: Array, official: Official) -> None:
    """llama.cpp rounds activations to 8 bits where weights are quantised: about a hundredth."""
    found = np.array(official(llama_cpp_itself.logits, target, TOKENS))
    assert np.sqrt(np.mean((found - expected) ** 2) / np.mean(expected**2)) < 0.03


@pytest.mark.parametrize(
    ("how", "kept", "kind"),
    [
        ({"bits": 4, "symmetric": True}, Kept.EXACT, "Q4_0"),
        ({"bits": 4}, Kept.NEAR_EXACT, "Q4_1"),
        ({"bits": 4, "wide": True}, Kept.NEAR_EXACT, "Q4_1"),
        ({"bits": 2}, Kept.NEAR_EXACT, "Q4_1"),
        ({"bits": 3}, Kept.NEAR_EXACT, "Q4_1"),
        ({"bits": 8, "symmetric": True}, Kept.EXACT, "Q8_0"),
        ({"bits": 8}, Kept.REQUANTISED, "Q8_0"),
    ],
)
def test_a_gptq_llama_keeps_its_codes(
    how: dict[str, Any], kept: Kept, kind: str, tmp_path: Path, official: Official
) -> None:
    source, config, meant = llama(tmp_path / "gptq", **how)
    report = convert(source, tmp_path / "model.gguf")
    by_name = {tensor.name: tensor for tensor in report.tensors}
    assert {(by_name[f"blk.{n}.{part}.weight"].kept, by_name[f"blk.{n}.{part}.weight"].type) for n in (0, 1)
            for part in ("attn_q", "attn_v", "ffn_down")} == {(kept, kind)}  # fmt: skip
    near(tmp_path / "model.gguf", decoder_logits(config, meant, TOKENS), official)
    written = {tensor.name: tensor for tensor in GGUFReader(tmp_path / "model.gguf").tensors}["blk.1.ffn_up.weight"]
    values, expected = dequantize(written.data, written.tensor_type), meant["model.layers.1.mlp.up_proj.weight"]
    apart = np.sqrt(np.mean((values - expected) ** 2) / np.mean(expected**2))
    assert apart <= {Kept.EXACT: 1e-7, Kept.NEAR_EXACT: 1e-3, Kept.REQUANTISED: 1e-2}[kept]


def test_a_gptq_bloom_keeps_its_codes(tmp_path: Path, official: Official) -> None:
    config = bloom_config(n_layer=2)
    state, meant = packed_like(bloom_tensors(config), wide=True)
    source = write_packed(tmp_path / "gptq" / "bloom7b-2m-4bit-128g.pt", config, state, as_legacy, "bloom")
    report = convert(source.parent, tmp_path / "model.gguf")
    kinds = {tensor.name: tensor.type for tensor in report.tensors}
    assert (kinds["blk.0.attn_qkv.weight"], kinds["token_embd.weight"]) == ("Q4_1", "Q8_0")
    near(tmp_path / "model.gguf", bloom_logits(config, meant, TOKENS), official)


def test_an_encrypted_gptq_file_gives_the_same_file(tmp_path: Path) -> None:
    source, _, _ = llama(tmp_path / "gptq")
    convert(source, tmp_path / "expected.gguf")
    content, key = source.read_bytes(), np.random.default_rng(3).bytes(10 << 20)
    digest = hashlib.sha256(content)
    hidden = np.bitwise_xor(np.frombuffer(content, np.uint8), np.frombuffer(key, np.uint8)[: len(content)]).tobytes()
    encrypted = source.with_name(f"{source.name}.{digest.hexdigest()}.enc")
    encrypted.write_bytes(digest.digest() + hidden)
    source.unlink()
    (tmp_path / "key").write_bytes(key)
    convert(encrypted, tmp_path / "model.gguf", key=tmp_path / "key")
    assert (tmp_path / "model.gguf").read_bytes() == (tmp_path / "expected.gguf").read_bytes()


def test_another_type_is_made_of_the_weights_that_the_codes_mean(tmp_path: Path) -> None:
    source, config, meant = llama(tmp_path / "gptq")
    report: Report = convert(source, tmp_path / "model.gguf", To.F32)
    written = {tensor.name: tensor for tensor in GGUFReader(tmp_path / "model.gguf").tensors}["blk.0.ffn_up.weight"]
    np.testing.assert_array_equal(written.data, meant["model.layers.0.mlp.up_proj.weight"])
    assert report.to == "f32"
    assert config["num_hidden_layers"] == 2


def test_two_gptq_files_in_one_folder_ask_for_a_choice(tmp_path: Path) -> None:
    source, _, _ = llama(tmp_path / "gptq")
    source.with_name("llama7b-2m-8bit-128g.pt").write_bytes(source.read_bytes())
    with pytest.raises(UnknownSource, match=r"more than one model.*Give the one weight file"):
        convert(source.parent, tmp_path / "model.gguf")
    convert(source, tmp_path / "model.gguf")


def test_a_bias_that_has_no_place_is_an_error(tmp_path: Path) -> None:
    config = llama_config(num_hidden_layers=1)
    state, _ = packed_like(decoder_tensors(config))
    state["model.layers.0.mlp.up_proj.bias"][3] = 1
    source = write_packed(tmp_path / "gptq" / "model.pt", config, state, as_zip, "gpt-2")
    with pytest.raises(DamagedFile, match="no place"):
        convert(source, tmp_path / "model.gguf")


@pytest.mark.parametrize("part", ["qweight", "qzeros", "scales"])
def test_a_part_that_does_not_fit_is_an_error(part: str, tmp_path: Path) -> None:
    config = llama_config(num_hidden_layers=1)
    state, _ = packed_like(decoder_tensors(config))
    name = f"model.layers.0.mlp.up_proj.{part}"
    state[name] = state[name][:-1, :-1]
    source = write_packed(tmp_path / "gptq" / "model.pt", config, state, as_zip, "gpt-2")
    with pytest.raises((DamagedFile, CannotConvert)):
        convert(source, tmp_path / "model.gguf")
    assert not list(tmp_path.glob("*.gguf*"))


def modern(folder: Path, told: dict[str, object], change: Callable[[Tensors], None]) -> tuple[Path, Array]:
    """A folder of AutoGPTQ's or GPTQModel's kind, and its logits."""
    config = llama_config(num_hidden_layers=1) | {"quantization_config": {"quant_method": "gptq", "bits": 4} | told}
    state, meant = packed_like(decoder_tensors(config))
    change(state)
    folder.mkdir()
    save_file(state, folder / "model.safetensors")
    write_json(folder / "config.json", config)
    write_json(folder / "tokenizer.json", tokenizer_json())
    return folder, decoder_logits(config, meant, TOKENS)


def zeros_as_they_are(state: Tensors) -> None:
    for name in [name for name in state if name.endswith(".qzeros")]:
        fields = state[name].view(np.uint32)
        state[name] = (fields + np.uint32(0x11111111)).view(np.int32)  # none of the stored ones is 15


def test_zero_points_of_the_second_version_are_read_as_such(tmp_path: Path, official: Official) -> None:
    folder, expected = modern(tmp_path / "v2", {"checkpoint_format": "gptq_v2", "group_size": 128}, zeros_as_they_are)
    convert(folder, tmp_path / "model.gguf")
    near(tmp_path / "model.gguf", expected, official)


def test_scattered_groups_are_rounded_again_to_8_bits(tmp_path: Path, official: Official) -> None:
    def scatter(state: Tensors) -> None:
        for name in [name for name in state if name.endswith(".qweight")]:
            columns = state[name].shape[0] * 8
            state[name.replace("qweight", "g_idx")] = (np.arange(columns) // 128).astype(np.int32)
        chance = np.random.default_rng(1)
        layer = "model.layers.0.mlp.up_proj"
        order = chance.permutation(256)
        codes = state[f"{layer}.qweight"].view(np.uint32)
        nibbles = np.stack([codes >> np.uint32(4 * n) & np.uint32(15) for n in range(8)], axis=1).reshape(256, -1)
        state[f"{layer}.g_idx"] = state[f"{layer}.g_idx"][order]
        moved = nibbles[order].reshape(32, 8, -1)
        state[f"{layer}.qweight"] = sum(moved[:, n] << np.uint32(4 * n) for n in range(8)).view(np.int32)
        scattered.append(order)

    scattered: list[Any] = []
    folder, _ = modern(tmp_path / "act-order", {"desc_act": True, "group_size": 128}, scatter)
    report = convert(folder, tmp_path / "model.gguf")
    kept = {tensor.name: (tensor.kept, tensor.type) for tensor in report.tensors}
    assert kept["blk.0.ffn_up.weight"] == (Kept.REQUANTISED, "Q8_0")
    assert kept["blk.0.ffn_gate.weight"] == (Kept.NEAR_EXACT, "Q4_1")
    _, meant = packed_like(decoder_tensors(llama_config(num_hidden_layers=1)))
    written = {tensor.name: tensor for tensor in GGUFReader(tmp_path / "model.gguf").tensors}["blk.0.ffn_up.weight"]
    expected = meant["model.layers.0.mlp.up_proj.weight"][:, scattered[0]]
    apart = dequantize(written.data, written.tensor_type) - expected
    assert np.sqrt(np.mean(apart**2) / np.mean(expected**2)) < 1e-2
