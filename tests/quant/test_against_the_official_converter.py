"""Our files against those of llama.cpp's own converter and quantiser: every tensor, every key, and the whole file.

Both converters keep the keys and tensors of unquantised files in an order of their own; llama.cpp's quantiser puts
them in ours, so that what it has written is the same to the last byte.
"""

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from quant.convert import convert
from quant.formats.gguf import open_gguf
from quant.formats.plain import MappedFile
from quant.types import MIXTURES, To
from tests.quant import official as llama_cpp_itself
from tests.quant import official_converter
from tests.quant.test_types import QUANTISED
from tests.quant.test_vocabularies import train_sentencepiece
from tests.quant.tiny import (
    BYTES,
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

pytestmark = [
    pytest.mark.official,
    pytest.mark.skipif(bool(official_converter.why_not()), reason=official_converter.why_not()),
    pytest.mark.filterwarnings("default"),  # torch's and transformers' are not ours
]
Converter = Callable[..., None]
Official = Callable[..., object]
DIRECT = [To.F32, To.F16, To.BF16, To.Q8_0]  # what the converter writes itself
ASKING = {
    "bos_token": "<|im_start|>",
    "eos_token": {"__type": "AddedToken", "content": "<|endoftext|>"},
    "pad_token": "<|endoftext|>",
    "add_bos_token": False,
    "add_prefix_space": False,
    "chat_template": "{% for message in messages %}{{ message.content }}{% endfor %}",
}
LLAMA_3 = {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0}
YARN = {"rope_type": "yarn", "factor": 4.0, "beta_fast": 32.0, "beta_slow": 1.0, "attention_factor": 1.1}


@pytest.fixture(scope="module")
def converter() -> Iterator[Converter]:
    """The converter in a child process, where torch is loaded once."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield lambda *arguments: pool.submit(official_converter.convert, *arguments).result(timeout=100)


def llama(folder: Path) -> Path:
    """As published: a template, a pad token, rows without tokens, tokens that were added later, a way to sample."""
    config = llama_config(architectures=["LlamaForCausalLM"], bos_token_id=261, eos_token_id=[260, 261])
    words = tokenizer_json() | {"post_processor": BYTES}
    words["added_tokens"].append(words["added_tokens"][0] | {"id": 262, "content": "<added one>", "special": False})
    write_folder(folder, config, decoder_tensors(config), words)
    write_json(folder / "tokenizer_config.json", ASKING)
    sampling = {"temperature": 0.35, "top_k": 30, "top_p": 0.85, "repetition_penalty": 1.2}
    write_json(folder / "generation_config.json", sampling)
    return folder


def llama_3(folder: Path) -> Path:
    """Positions stretched in llama.cpp's own way, and a tokenizer that says what it puts before a text."""
    stretched = LLAMA_3 | {"original_max_position_embeddings": 32}
    config = llama_config(architectures=["LlamaForCausalLM"], rope_scaling=stretched, rope_theta=5e5)
    before, text = {"SpecialToken": {"id": "<|im_start|>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}
    special = {"<|im_start|>": {"id": "<|im_start|>", "ids": [261], "tokens": ["<|im_start|>"]}}
    pair = [before, text, before, {"Sequence": {"id": "B", "type_id": 0}}]
    framed = {"type": "TemplateProcessing", "single": [before, text], "pair": pair, "special_tokens": special}
    words = tokenizer_json() | {"post_processor": {"type": "Sequence", "processors": [BYTES, framed]}}
    write_folder(folder, config, decoder_tensors(config), words)
    write_json(folder / "tokenizer_config.json", ASKING)
    return folder


def half_llama(folder: Path) -> Path:
    """In 16 bits, its head tied to its embedding."""
    config = llama_config(architectures=["LlamaForCausalLM"], tie_word_embeddings=True, bos_token_id=261)
    tensors: Tensors = {name: values.astype(np.float16) for name, values in decoder_tensors(config).items()}
    return write_folder(folder, config, tensors, tokenizer_json() | {"post_processor": BYTES})


def sentencepiece_llama(folder: Path, **changes: object) -> Path:
    """With a vocabulary of LLaMA 1's and 2's kind, some tokens added, some rows without."""
    config = llama_config(architectures=["LlamaForCausalLM"], vocab_size=424, bos_token_id=1, eos_token_id=2)
    write_folder(folder, config | changes, decoder_tensors(config))
    (folder / "tokenizer.json").unlink()
    train_sentencepiece(folder)
    write_json(folder / "added_tokens.json", {"<extra>": 420, "<|im_end|>": 421})
    later = {"1": {"content": "<s>", "special": True}, "422": {"content": "▁one▁more", "special": False}}
    write_json(folder / "tokenizer_config.json", {"add_bos_token": True, "added_tokens_decoder": later})
    return folder


def mistral(folder: Path) -> Path:
    return sentencepiece_llama(folder, model_type="mistral", architectures=["MistralForCausalLM"])


def qwen2(folder: Path) -> Path:
    """With biases, positions stretched, and a BOS that only config.json knows."""
    yarn = YARN | {"original_max_position_embeddings": 32}
    config = llama_config(model_type="qwen2", architectures=["Qwen2ForCausalLM"], rope_scaling=yarn, bos_token_id=260)
    write_folder(folder, config, decoder_tensors(config, bias=True), tokenizer_json() | {"post_processor": BYTES})
    write_json(folder / "tokenizer_config.json", ASKING | {"bos_token": None})
    return folder


def qwen3(folder: Path) -> Path:
    config = llama_config(model_type="qwen3", architectures=["Qwen3ForCausalLM"], head_dim=64, rope_theta=1e6)
    tensors = decoder_tensors(config, head_norms=True)
    return write_folder(folder, config, tensors, tokenizer_json() | {"post_processor": BYTES})


def bloom(folder: Path) -> Path:
    config = bloom_config(architectures=["BloomForCausalLM"], bos_token_id=261, eos_token_id=260, pad_token_id=3)
    words = tokenizer_json(PRE["bloom"]) | {"post_processor": BYTES}
    write_folder(folder, config, bloom_tensors(config), words)
    write_json(folder / "tokenizer_config.json", {"eos_token": "<|endoftext|>", "add_prefix_space": False})
    return folder


def without_theta(folder: Path) -> Path:
    """A config.json that leaves to the code what it can."""
    config = llama_config(architectures=["LlamaForCausalLM"])
    del config["rope_theta"], config["rms_norm_eps"]
    return write_folder(folder, config, decoder_tensors(config), tokenizer_json() | {"post_processor": BYTES})


MODELS = [llama, llama_3, half_llama, without_theta, sentencepiece_llama, mistral, qwen2, qwen3, bloom]


def pre(folder: Path) -> str:
    """What the converter is told of a vocabulary that it cannot know."""
    if not (folder / "tokenizer.json").exists() or "SmolLM2" in folder.name:
        return ""
    return "bloom" if "bloom" in folder.name else "gpt-2"


def different(first: Path, second: Path) -> set[str]:
    """The keys and the tensors that are not the same in both files, in content or in type."""
    a, b = contents(first), contents(second)
    return {name for name in a.keys() | b.keys() if a.get(name) != b.get(name)}


def contents(path: Path) -> dict[str, object]:
    file = open_gguf(MappedFile(path))
    tensors = {
        name: (each.kind, each.shape, each.read_rows(0, each.rows).tobytes()) for name, each in file.tensors.items()
    }
    return {entry.key: (entry.value, entry.kind, entry.of) for entry in file.metadata} | tensors


@pytest.mark.parametrize("to", DIRECT)
@pytest.mark.parametrize("make", MODELS)
def test_what_the_converter_writes_itself_is_the_same(
    make: Callable[[Path], Path], to: To, tmp_path: Path, converter: Converter
) -> None:
    folder = make(tmp_path / f"Some-{make.__name__}-7B-chat-v1.5")
    converter(folder, tmp_path / "theirs.gguf", to.value, pre(folder))
    convert(folder, tmp_path / "ours.gguf", to)
    assert different(tmp_path / "ours.gguf", tmp_path / "theirs.gguf") == set()


def quantised_by_both(folder: Path, to: To, converter: Converter, official: Official) -> tuple[Path, Path]:
    """Our file, and theirs of two steps: the converter's in the source's own precision, then their quantiser's."""
    full, ours, theirs = (folder.parent / f"{name}.gguf" for name in ("full", "ours", "theirs"))
    converter(folder, full, "f16" if "half" in folder.name or "SmolLM2" in folder.name else "f32", pre(folder))
    official(llama_cpp_itself.quantise, full, theirs, int(MIXTURES[to][1]))
    convert(folder, ours, to, threads=2)
    return ours, theirs


@pytest.mark.parametrize("to", QUANTISED)
def test_a_quantised_file_is_the_same_to_the_last_byte(
    to: To, tmp_path: Path, converter: Converter, official: Official
) -> None:
    ours, theirs = quantised_by_both(llama(tmp_path / "llama"), to, converter, official)
    assert ours.read_bytes() == theirs.read_bytes()


@pytest.mark.parametrize("make", MODELS)
def test_q4_k_m_of_every_family_is_the_same_to_the_last_byte(
    make: Callable[[Path], Path], tmp_path: Path, converter: Converter, official: Official
) -> None:
    ours, theirs = quantised_by_both(make(tmp_path / make.__name__), To.Q4_K_M, converter, official)
    assert ours.read_bytes() == theirs.read_bytes()


@pytest.mark.model
@pytest.mark.timeout(240)
def test_smollm2_is_the_same_in_every_tensor_and_key(
    smollm2_folder: Path, converter: Converter, official: Official
) -> None:
    """With a vocabulary that the converter recognises by itself."""
    assert different(*quantised_by_both(smollm2_folder, To.Q4_K_M, converter, official)) == set()


def test_what_differs_is_meant(tmp_path: Path, converter: Converter) -> None:
    """An early LLaMA's config.json names the wrong tokens; a BELLE is asked in a format of its own."""
    folder = sentencepiece_llama(tmp_path / "BELLE-LLaMA-7B", bos_token_id=0, eos_token_id=1)
    converter(folder, tmp_path / "theirs.gguf", "f32", pre(folder))
    convert(folder, tmp_path / "ours.gguf", To.F32)
    ours = open_gguf(MappedFile(tmp_path / "ours.gguf"))
    assert different(tmp_path / "ours.gguf", tmp_path / "theirs.gguf") == {
        "chatbelle.prompt_format", "tokenizer.ggml.bos_token_id", "tokenizer.ggml.eos_token_id",
    }  # fmt: skip
    assert [ours.value(f"tokenizer.ggml.{word}_token_id") for word in ("bos", "eos")] == [1, 2]
