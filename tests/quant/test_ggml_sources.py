"""Files from before GGUF, converted: what they compute is what their codes mean."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from gguf import GGMLQuantizationType
from gguf.quants import dequantize, quantize
from hypothesis import given, settings
from hypothesis import strategies as st

from quant.convert import convert
from quant.errors import DamagedFile, QuantError
from quant.look import look_at
from quant.report import Kept, Report
from quant.sources.ggml_parts import open_parts
from quant.types import To
from tests.quant import official as llama_cpp_itself
from tests.quant.ggml_files import FORMS, block, written
from tests.quant.hostile import InMemory, damaged, withstands
from tests.quant.reference import decoder_logits
from tests.quant.tiny import Tensors, decoder_tensors, llama_config

Official = Callable[..., Any]
TOKENS = [1, 104, 3, 250, 17, 17, 99, 200, 5, 260]
CONFIG = llama_config(num_key_value_heads=8)
OLD_NAMES = {
    "model.embed_tokens": "tok_embeddings",
    "model.norm": "norm",
    "lm_head": "output",
    "model.layers": "layers",
    "self_attn.q_proj": "attention.wq",
    "self_attn.k_proj": "attention.wk",
    "self_attn.v_proj": "attention.wv",
    "self_attn.o_proj": "attention.wo",
    "input_layernorm": "attention_norm",
    "post_attention_layernorm": "ffn_norm",
    "mlp.gate_proj": "feed_forward.w1",
    "mlp.down_proj": "feed_forward.w2",
    "mlp.up_proj": "feed_forward.w3",
}
LLAMA = [(b" \xe2\x81\x87 ", 0.0), (b"", 0.0), (b"", 0.0)]
VOCABULARY = LLAMA + [(bytes([byte]), 0.0) for byte in range(256)]
VOCABULARY += [(b" the", -1.0), (b"th", -2.0), (b"the", -3.0), (b" ", -4.0), (b"t", -5.0), (b"h", -6.0), (b"e", -7.0)]
VOCABULARY += [(b"<%d>" % number, -9.0) for number in range(CONFIG["vocab_size"] - len(VOCABULARY))]


def old_name(name: str) -> str:
    for today, old in OLD_NAMES.items():
        name = name.replace(today, old)
    return name


def as_meta(name: str, tensor: np.ndarray) -> np.ndarray:
    """Meta's order of q's and k's rows, whose pairs Hugging Face has pulled apart."""
    if "q_proj" not in name and "k_proj" not in name:
        return tensor
    return tensor.reshape(8, 2, len(tensor) // 16, -1).swapaxes(1, 2).reshape(tensor.shape)


def quantised(form: str, version: int, tensor: np.ndarray) -> tuple[bytes, np.ndarray]:
    """Q4_0 as the version lays it out, and the values it means."""
    blocks = quantize(tensor, GGMLQuantizationType.Q4_0)
    parts = blocks.reshape(-1, 18)
    scales = parts[:, :2].copy().view(np.float16)[:, 0].astype(float).tolist()
    codes = np.concatenate([parts[:, 2:] & 15, parts[:, 2:] >> 4], axis=1).tolist()
    version = version if form == "ggjt" else 1
    data = b"".join(block(version, [scale], row) for scale, row in zip(scales, codes, strict=True))
    return data, dequantize(blocks, GGMLQuantizationType.Q4_0)


def written_llama(path: Path, form: str, version: int, kind: int) -> Tensors:
    """A tiny LLaMA in one file, matrices as f32 (0), f16 (1) or Q4_0 (2); gives the values that it holds."""
    entries, meant = [], {}
    for name, tensor in decoder_tensors(CONFIG).items():
        meant[name], number = tensor, kind if tensor.ndim == 2 else 0
        data = as_meta(name, tensor).astype("<f2" if number == 1 else "<f4").tobytes()
        if number == 2:
            data, values = quantised(form, version, as_meta(name, tensor))
            rows = np.argsort(as_meta(name, np.arange(len(tensor))[:, None])[:, 0])
            meant[name] = values[rows]
        entries.append((old_name(name), list(tensor.shape), number, data))
    head = (len(VOCABULARY), 256, 32, 8, 3, 32, kind)
    path.write_bytes(written(form, version, entries, head, VOCABULARY))
    return meant


def written_in_parts(path: Path, form: str, version: int, kind: int, count: int) -> Tensors:
    """The same LLaMA as converters left it when Meta's release had several slices."""
    meant = written_llama(path, form, version, kind)
    for number in range(count):
        entries = []
        for name, tensor in decoder_tensors(CONFIG).items():
            old, wanted = old_name(name), kind if tensor.ndim == 2 else 0
            axis = 1 if old.endswith(("tok_embeddings.weight", "wo.weight", "w2.weight")) else 0
            part = np.split(as_meta(name, tensor), count, axis)[number] if tensor.ndim == 2 else tensor
            part = np.ascontiguousarray(part)
            data = (
                quantised(form, version, part)[0] if wanted == 2 else part.astype("<f2" if wanted else "<f4").tobytes()
            )
            entries.append((old, list(part.shape), wanted, data))
        head = (len(VOCABULARY), 256, 32, 8, 3, 32, kind)
        place = path.with_name(f"{path.name}.{number}") if number else path
        place.write_bytes(written(form, version, entries, head, VOCABULARY))
    return meant


def checked(source: Path, meant: Tensors, official: Official, to: To = To.AUTO, apart: float = 4e-2) -> Report:
    report = convert(source, source.parent / "model.gguf", to)
    found = np.array(official(llama_cpp_itself.logits, report.target, TOKENS))
    expected = decoder_logits(CONFIG, meant, TOKENS)
    np.testing.assert_allclose(found, expected, atol=apart * np.abs(expected).max())
    return report


@pytest.mark.parametrize(("form", "version"), FORMS)
def test_codes_are_kept(form: str, version: int, tmp_path: Path, official: Official) -> None:
    meant = written_llama(tmp_path / "ggml-model-q4_0.bin", form, version, kind=2)
    report = checked(tmp_path / "ggml-model-q4_0.bin", meant, official)
    kept = {each.kept for each in report.tensors if each.type == "Q4_0"}
    assert kept == {Kept.EXACT if version == 3 else Kept.NEAR_EXACT}


@pytest.mark.parametrize(("form", "version"), [("ggml", 0), ("ggmf", 1)])
@pytest.mark.parametrize(("count", "kind"), [(2, 2), (4, 2), (2, 1)])
def test_parts_are_put_together(
    form: str, version: int, count: int, kind: int, tmp_path: Path, official: Official
) -> None:
    folder = tmp_path / "13B"
    folder.mkdir()
    meant = written_in_parts(folder / "ggml-model.bin", form, version, kind, count)
    to, apart = (To.AUTO, 4e-2) if kind == 2 else (To.F32, 4e-3)
    report = checked(folder, meant, official, to, apart)
    assert {each.kept for each in report.tensors} <= {Kept.EXACT, Kept.NEAR_EXACT, Kept.QUANTISED}
    last = folder / f"ggml-model.bin.{count - 1}"
    assert convert(last, tmp_path / "again.gguf", to).name == "ggml-model"
    assert (tmp_path / "again.gguf").read_bytes() == (tmp_path / "model.gguf").read_bytes()


def test_parts_give_the_same_file_as_one(tmp_path: Path) -> None:
    written_llama(tmp_path / "model.bin", "ggmf", 1, kind=2)
    convert(tmp_path / "model.bin", tmp_path / "expected.gguf")
    written_in_parts(tmp_path / "model.bin", "ggmf", 1, kind=2, count=4)
    convert(tmp_path / "model.bin", tmp_path / "model.gguf")
    assert (tmp_path / "model.gguf").read_bytes() == (tmp_path / "expected.gguf").read_bytes()


@pytest.mark.parametrize("missing", [0, 1, 3])
def test_a_part_that_is_missing_is_named(missing: int, tmp_path: Path) -> None:
    written_in_parts(tmp_path / "model.bin", "ggml", 0, kind=2, count=4)
    gone = tmp_path / f"model.bin.{missing}" if missing else tmp_path / "model.bin"
    gone.unlink()
    with pytest.raises(QuantError, match=f"{gone.name} is missing.*model.bin.1 and so on"):
        convert(tmp_path / "model.bin.2", tmp_path / "model.gguf")
    assert not list(tmp_path.glob("model.gguf*"))


def test_a_second_download_of_a_whole_model_is_no_part(tmp_path: Path) -> None:
    written_llama(tmp_path / "model.bin.1", "ggjt", 3, kind=2)
    for _ in range(2):  # without the first one, and beside it
        report = convert(tmp_path / "model.bin.1", tmp_path / "model.gguf", force=True)
        assert {each.type for each in report.tensors} == {"F32", "Q4_0"}
        written_llama(tmp_path / "model.bin", "ggjt", 3, kind=1)


def test_parts_of_different_models_are_told(tmp_path: Path) -> None:
    written_in_parts(tmp_path / "model.bin", "ggml", 0, kind=2, count=2)
    shutil.copy(tmp_path / "model.bin.1", tmp_path / "kept")
    written_in_parts(tmp_path / "model.bin", "ggml", 0, kind=1, count=2)
    shutil.copy(tmp_path / "kept", tmp_path / "model.bin.1")
    with pytest.raises(DamagedFile, match="do not fit one another"):
        convert(tmp_path / "model.bin", tmp_path / "model.gguf")


@settings(max_examples=100)
@given(data=st.data())
def test_no_damage_to_a_part_ends_in_anything_but_an_error_of_ours(data: st.DataObject) -> None:
    halves = [("tok_embeddings.weight", [3, 32], 0, bytes(384)), ("output.weight", [3, 64], 0, bytes(768))]
    parts = [data.draw(damaged(written("ggmf", 1, halves))) for _ in range(2)]
    withstands(lambda first: open_parts([first, InMemory(parts[1])]).tensors, parts[0])


@pytest.mark.parametrize("kind", [0, 1])
def test_plain_numbers_become_the_type_that_is_asked_for(kind: int, tmp_path: Path, official: Official) -> None:
    meant = written_llama(tmp_path / "model.bin", "ggjt", 1, kind)
    checked(tmp_path / "model.bin", meant, official, To.F32, apart=4e-3)
    assert look_at(tmp_path / "model.bin").would_make == "q4_k_m"


def test_codes_become_another_type_when_that_is_asked_for(tmp_path: Path, official: Official) -> None:
    meant = written_llama(tmp_path / "model.bin", "ggjt", 2, kind=2)
    report = checked(tmp_path / "model.bin", meant, official, To.Q8_0)
    assert Kept.REQUANTISED in {each.kept for each in report.tensors}


def test_text_is_cut_into_the_tokens_of_the_file(tmp_path: Path, official: Official) -> None:
    written_llama(tmp_path / "model.bin", "ggjt", 3, kind=2)
    report = convert(tmp_path, tmp_path / "model.gguf")
    assert official(llama_cpp_itself.token_ids, report.target, "the 你") == [1, 259, 262, 3 + 0xE4, 3 + 0xBD, 3 + 0xA0]


def test_a_file_cut_off_anywhere_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    written_llama(tmp_path / "model.bin", "ggjt", 3, kind=2)
    whole = (tmp_path / "model.bin").read_bytes()
    for length in range(0, len(whole) - 1, len(whole) // 40):
        (tmp_path / "model.bin").write_bytes(whole[:length])
        with pytest.raises(QuantError):
            convert(tmp_path / "model.bin", tmp_path / "model.gguf")
    assert not list(tmp_path.glob("model.gguf*"))


def test_a_missing_tensor_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(written("ggjt", 3, [], (len(VOCABULARY), 256, 32, 8, 3, 32, 2), VOCABULARY))
    with pytest.raises(DamagedFile, match="is missing"):
        convert(tmp_path / "model.bin", tmp_path / "model.gguf")
    assert not list(tmp_path.glob("model.gguf*"))


@pytest.mark.parametrize(
    "head", [(259, 0, 0, 0, 0, 0, 0), (259, 256, 32, 7, 3, 32, 2), (259, 256, 32, 8, 1 << 31, 32, 2)]
)
def test_numbers_that_cannot_be_are_refused(head: tuple[int, ...], tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(written("ggjt", 3, [], head, VOCABULARY))
    with pytest.raises(QuantError):
        convert(tmp_path / "model.bin", tmp_path / "model.gguf")
