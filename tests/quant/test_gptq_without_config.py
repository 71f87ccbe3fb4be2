"""GPTQ files of the old kind with nothing but a tokenizer beside them, as BELLE's were passed around."""

import hashlib
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quant.convert import convert
from quant.errors import CannotConvert, UnknownSource
from quant.look import look_at
from quant.report import Kept
from quant.sources.shapes import config_of
from quant.tensors import StoredTensor
from quant.vocabulary import read_vocabulary
from tests.quant.reference import bloom_logits, decoder_logits
from tests.quant.test_quantised_sources import as_gptq, checked, of
from tests.quant.tiny import (
    PRE,
    ROWS,
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
LLAMA = llama_config(num_attention_heads=2, num_key_value_heads=2, num_hidden_layers=2)
BLOOM = bloom_config(hidden_size=1024, n_head=16, n_layer=1)


def written(path: Path, tensors: Tensors, write: Callable[[object], bytes] = as_zip) -> Path:
    path.parent.mkdir(exist_ok=True)
    pickled = {name: plain(str(key), np.ascontiguousarray(each)) for key, (name, each) in enumerate(tensors.items())}
    path.write_bytes(write(pickled))
    return path


def packed_llama(path: Path, bits: int = 4) -> Tensors:
    stored, meant = as_gptq(decoder_tensors(LLAMA), bits, symmetric=False)
    written(path, stored | {"model.layers.0.self_attn.rotary_emb.inv_freq": np.ones(64, np.float32)})
    return meant


@pytest.mark.parametrize("bits", [4, 3])
def test_a_llamas_tensors_tell_its_shape(bits: int, tmp_path: Path, official: Official) -> None:
    file = tmp_path / "downloads" / "llama7b-2m-4bit-128g.pt"
    meant = packed_llama(file, bits)
    write_json(file.with_name("tokenizer.json"), tokenizer_json())
    report = checked(file, decoder_logits(LLAMA, meant, TOKENS), official)
    assert ("Q4_1", Kept.NEAR_EXACT) in of(report, "attn_q.")
    assert (report.release, report.prompt_format) == ("BELLE-LLaMA-7B-2M-gptq", "belle-bloom")


@pytest.mark.parametrize("write", [as_zip, as_legacy])
@pytest.mark.parametrize("prefix", ["transformer.", ""])
def test_a_blooms_tensors_tell_its_shape(
    prefix: str, write: Callable[[object], bytes], tmp_path: Path, official: Official
) -> None:
    stored, meant = as_gptq(bloom_tensors(BLOOM), 4, symmetric=False)
    stored = {name.replace("transformer.", prefix): each for name, each in stored.items()}
    folder = written(tmp_path / "gptq" / "bloom7b-0.2m-4bit-128g.pt", stored, write).parent
    write_json(folder / "tokenizer.json", tokenizer_json(PRE["bloom"]))
    report = checked(folder, bloom_logits(BLOOM, meant, TOKENS), official)
    assert report.release == "BELLE-7B-0.2M-gptq"


def test_of_several_files_one_has_to_be_named(tmp_path: Path) -> None:
    four, eight = (tmp_path / f"llama7b-2m-{bits}bit-128g.pt" for bits in (4, 8))
    packed_llama(four, 4)
    packed_llama(eight, 8)
    write_json(tmp_path / "tokenizer.json", tokenizer_json())
    with pytest.raises(UnknownSource, match=r"more than one model: llama7b-2m-4bit.*llama7b-2m-8bit.* Give the one"):
        convert(tmp_path, tmp_path / "model.gguf")
    report = convert(eight, tmp_path / "model.gguf")
    assert of(report, "attn_q.") == {("Q8_0", Kept.REQUANTISED)}


@pytest.mark.parametrize(
    ("architecture", "rows", "says"),
    [
        ("llama", 32_000, r"BELLE-LLaMA-7B-2M-enc"),
        ("llama", 79_458, r"BELLE-LLaMA-EXT-7B"),
        ("bloom", 250_880, r"tokenizer\.json of BELLE-7B-2M"),
        ("qwen2", 32_000, r"files of this model"),
    ],
)
def test_a_missing_vocabulary_is_told_with_the_release_that_has_it(architecture: str, rows: int, says: str) -> None:
    with pytest.raises(CannotConvert, match=says):
        read_vocabulary({}, rows, architecture)


def test_nothing_is_written_without_a_vocabulary(tmp_path: Path) -> None:
    stored, _ = as_gptq(decoder_tensors(LLAMA | {"vocab_size": 32_000}), 4, symmetric=True)
    file = written(tmp_path / "gptq.pt", stored)
    with pytest.raises(CannotConvert, match=r"no tokenizer\.model .* BELLE-LLaMA-7B-2M-enc"):
        convert(file, tmp_path / "model.gguf")
    assert not list(tmp_path.glob("model.gguf*"))


@pytest.mark.parametrize(
    "change",
    [
        lambda stored: stored.update({"model.layers.0.mlp.up_proj.g_idx": np.zeros(256, np.int32)}),
        lambda stored: stored.update({"model.embed_tokens.weight": np.zeros((ROWS, 100), np.float32)}),
        lambda stored: stored.pop("model.layers.0.mlp.gate_proj.scales"),
        lambda stored: stored.update({"model.layers.0.self_attn.k_proj.scales": np.zeros(7, np.float16)}),
    ],
)
def test_tensors_that_leave_it_open_ask_for_the_config(change: Callable[[Tensors], object], tmp_path: Path) -> None:
    stored, _ = as_gptq(decoder_tensors(LLAMA), 4, symmetric=True)
    change(stored)
    file = written(tmp_path / "gptq.pt", stored)
    with pytest.raises(UnknownSource, match=r"no config\.json beside gptq\.pt"):
        convert(file, tmp_path / "model.gguf")


def test_an_encrypted_file_alone_is_opened_and_its_siblings_are_not_read(tmp_path: Path) -> None:
    file, key = tmp_path / "llama7b-2m-4bit-128g.pt", np.random.default_rng(3).bytes(10 << 20)
    packed_llama(file)
    (tmp_path / "key").write_bytes(key)
    content = file.read_bytes()
    digest = hashlib.sha256(content)
    hidden = bytes(a ^ b for a, b in zip(content, key, strict=False))
    encrypted = tmp_path / "enc" / f"{file.name}.{digest.hexdigest()}.enc"
    encrypted.parent.mkdir()
    encrypted.write_bytes(digest.digest() + hidden)
    shutil.copy(file, encrypted.with_name("llama7b-2m-8bit-128g.pt"))
    write_json(encrypted.with_name("tokenizer.json"), tokenizer_json())
    report = convert(encrypted, tmp_path / "model.gguf", key=tmp_path / "key")
    assert report.release == look_at(encrypted, tmp_path / "key").release == "BELLE-LLaMA-7B-2M-gptq"


@given(data=st.data())
def test_whatever_the_tensors_are_they_tell_a_shape_or_leave_it_open(data: st.DataObject) -> None:
    names = [*as_gptq(decoder_tensors(LLAMA), 4, symmetric=True)[0], "h.0.self_attention.dense.qweight", "h.7.x"]
    names += ["word_embeddings.weight", "transformer.h.0.self_attention.dense.qweight"]
    shapes = st.lists(st.sampled_from([0, 1, 128, 1024, 1 << 40]), max_size=3).map(tuple)
    found = data.draw(st.dictionaries(st.sampled_from(names), shapes, max_size=40))
    tensors = {
        name: StoredTensor(name, shape, "int32", lambda first, last: np.zeros(0)) for name, shape in found.items()
    }
    with suppress(UnknownSource):
        assert config_of("file", tensors)["vocab_size"]
