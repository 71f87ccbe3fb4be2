"""Every source with one of its files damaged or lying: a whole result or a named error, soon, and in little memory."""

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quant.convert import convert
from quant.errors import QuantError
from quant.formats.gguf import open_gguf
from quant.formats.plain import MappedFile
from quant.types import To
from tests.quant.ggml_files import written
from tests.quant.hostile import damaged, lying, within_a_second_and_256_mb
from tests.quant.smollm2_forms import as_encrypted
from tests.quant.test_ggml_sources import VOCABULARY, as_meta, old_name
from tests.quant.test_quantised_sources import as_gptq
from tests.quant.test_vocabularies import train_sentencepiece
from tests.quant.tiny import (
    PRE,
    bloom_config,
    bloom_tensors,
    decoder_tensors,
    llama_config,
    tokenizer_json,
    write_folder,
    write_json,
)
from tests.quant.torch_files import as_legacy, as_zip, plain

SMALL = {"hidden_size": 64, "intermediate_size": 64, "num_attention_heads": 4, "num_hidden_layers": 1}
LLAMA_3 = {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0}


def hugging_face(folder: Path) -> Path:
    stretched = LLAMA_3 | {"original_max_position_embeddings": 32}
    config = llama_config(**SMALL, rope_scaling=stretched, bos_token_id=261, eos_token_id=[260])
    single = [{"SpecialToken": {"id": "<|im_start|>"}}, {"Sequence": {"id": "A"}}]
    framed = {"type": "TemplateProcessing", "single": single, "pair": [*single, *single]}
    write_folder(folder, config, decoder_tensors(config), tokenizer_json() | {"post_processor": framed})
    asking = {"bos_token": {"content": "<|im_start|>"}, "eos_token": "<|endoftext|>", "chat_template": "{{ messages }}"}
    write_json(folder / "tokenizer_config.json", asking)
    write_json(folder / "generation_config.json", {"temperature": 0.35, "top_k": 30})
    tensors = decoder_tensors(config)
    write_json(folder / "model.safetensors.index.json", {"weight_map": dict.fromkeys(tensors, "model.safetensors")})
    return folder


def bloom_in_a_pickle(folder: Path) -> Path:
    config = bloom_config(hidden_size=64, n_layer=1, n_head=4)
    write_folder(folder, config, {}, tokenizer_json(PRE["bloom"]))
    (folder / "model.safetensors").unlink()
    state = {name: plain(name, values) for name, values in bloom_tensors(config).items()}
    (folder / "pytorch_model.bin").write_bytes(as_legacy(state))
    return folder


def sentencepiece(folder: Path) -> Path:
    config = llama_config(**SMALL) | {"vocab_size": 424, "num_key_value_heads": 4}
    write_folder(folder, config, decoder_tensors(config))
    (folder / "tokenizer.json").unlink()
    train_sentencepiece(folder)
    write_json(folder / "added_tokens.json", {"<extra>": 420})
    write_json(folder / "tokenizer_config.json", {"added_tokens_decoder": {"421": {"content": "<more>"}}})
    return folder


def gptq(folder: Path) -> Path:
    config = llama_config(**SMALL)
    stored, _ = as_gptq(decoder_tensors(config), 4, symmetric=False, scattered=("down_proj",))
    write_folder(folder, config | {"quantization_config": {"quant_method": "gptq", "group_size": 64}}, stored)
    return folder


def old_gptq(folder: Path) -> Path:
    config = llama_config(**SMALL)
    stored, _ = as_gptq(decoder_tensors(config), 8, symmetric=False)
    write_folder(folder, config, {})
    (folder / "model.safetensors").unlink()
    state = {name: plain(name, np.ascontiguousarray(values)) for name, values in stored.items()}
    (folder / "llama7b-2m-8bit-128g.pt").write_bytes(as_zip(state))
    return folder


def encrypted(folder: Path) -> Path:
    return as_encrypted(hugging_face(folder.with_name("plain")), folder, folder.with_name("key"))


def meta(folder: Path) -> Path:
    config = llama_config(**SMALL) | {"num_key_value_heads": 4}
    write_folder(folder, config, {})
    (folder / "model.safetensors").unlink()
    (folder / "config.json").unlink()
    tensors = {old_name(name): plain(name, values) for name, values in decoder_tensors(config).items()}
    (folder / "consolidated.00.pth").write_bytes(as_zip(tensors))
    write_json(folder / "params.json", {"dim": 64, "n_heads": 4, "n_layers": 1, "norm_eps": 1e-6, "vocab_size": -1})
    return folder


def ggjt(folder: Path) -> Path:
    config = llama_config(num_key_value_heads=8, num_hidden_layers=1, intermediate_size=64)
    tensors = [
        (old_name(name), list(values.shape), 0, as_meta(name, values).tobytes())
        for name, values in decoder_tensors(config).items()
    ]
    folder.mkdir()
    head = (len(VOCABULARY), 256, 32, 8, 1, 32, 0)
    (folder / "model.bin").write_bytes(written("ggjt", 3, tensors, head, VOCABULARY))
    return folder


def gguf(folder: Path) -> Path:
    folder.mkdir()
    convert(hugging_face(folder.with_name("plain")), folder / "model.gguf", To.F16)
    return folder


SOURCES = [hugging_face, bloom_in_a_pickle, sentencepiece, gptq, old_gptq, encrypted, meta, ggjt, gguf]


@pytest.fixture(scope="module", params=SOURCES, ids=lambda make: make.__name__)
def honest(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that converts as it is."""
    make: Callable[[Path], Path] = request.param
    place = tmp_path_factory.mktemp(make.__name__)
    folder = make(place / "source")
    convert(the_source(folder), place / "model.gguf", key=place / "key")
    return folder


def the_source(folder: Path) -> Path:
    """What is given to the converter: a GGUF by itself, anything else as its folder."""
    return folder / "model.gguf" if (folder / "model.gguf").exists() else folder


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data())
def test_it_becomes_a_whole_file_or_a_named_error(honest: Path, tmp_path: Path, data: st.DataObject) -> None:
    folder, target = tmp_path / "source", tmp_path / "model.gguf"
    shutil.rmtree(folder, ignore_errors=True)
    target.unlink(missing_ok=True)
    shutil.copytree(honest, folder)
    path = data.draw(st.sampled_from(sorted(folder.iterdir())), "file")
    lie = path.suffix == ".json" and data.draw(st.booleans(), "lie")
    path.write_bytes(data.draw(lying(path.read_bytes()) if lie else damaged(path.read_bytes())))
    with within_a_second_and_256_mb():
        try:
            convert(
                the_source(folder), target, data.draw(st.sampled_from([To.AUTO, To.Q8_0])), key=honest.parent / "key"
            )
        except QuantError:
            assert not list(tmp_path.glob("model.gguf*"))
            return
    open_gguf(MappedFile(target))
