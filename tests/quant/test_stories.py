"""The whole story: SmolLM2 written out in every form that a model was published in, converted back, and asked.

A ggjt file is the one that cannot be asked: it has no place for the base of SmolLM2's rotary positions (100,000, where
LLaMA's is 10,000), for the epsilon of its norms, nor for byte-pair merges. Its tensors come back to the byte, and
compute the same once llama.cpp is told those two numbers.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from gguf import GGUFReader

from quant.convert import convert
from quant.report import Kept, Report
from quant.types import To
from tests.quant import official as llama_cpp_itself
from tests.quant.smollm2_forms import as_encrypted, as_ggjt, as_modern_gptq, as_old_gptq

pytestmark = pytest.mark.model
ROOT = Path(__file__).parents[2]
Official = Callable[..., Any]
QUESTION, ANSWER = "What is the capital of France?", "Paris"
TEXT = "The sun rises in the east and sets in the west. Water boils at 100 degrees Celsius, and ice melts at 0 degrees."
NOT_IN_GGJT = {"llama.rope.freq_base": 100_000.0, "llama.attention.layer_norm_rms_epsilon": 1e-5}


def run(module: str, *arguments: object) -> str:
    """What a command says on stdout."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def asked(model: Path) -> str:
    return run("chatbelle.cli", "ask", "--model", model, "--temperature", "0", "--max-tokens", "24", QUESTION)


def perplexity(model: Path, tokens: list[int], official: Official) -> float:
    found = np.array(official(llama_cpp_itself.logits, model, tokens), np.float64)
    chances = found - np.logaddexp.reduce(found, axis=1, keepdims=True)
    return float(np.exp(-chances[np.arange(len(tokens) - 1), tokens[1:]].mean()))


@pytest.fixture(scope="module")
def converted(smollm2_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that the folder becomes."""
    target = tmp_path_factory.mktemp("converted") / "smollm2.gguf"
    told = run("quant", "convert", smollm2_folder, target, "--to", "f16", "--json")
    report = json.loads(told.splitlines()[-1])
    assert (report["stage"], report["architecture"], report["has_template"]) == ("done", "llama", True)
    return target


def test_from_a_hugging_face_folder(converted: Path) -> None:
    assert ANSWER in asked(converted)


@pytest.mark.parametrize("write", [as_modern_gptq, as_old_gptq])
def test_from_gptq(
    write: Callable[[Path, Path], Path], smollm2: Path, smollm2_folder: Path, tmp_path: Path, official: Official
) -> None:
    source, target = write(smollm2_folder, tmp_path / "gptq"), tmp_path / "smollm2.gguf"
    report: Report = convert(source, target)
    convert(source, tmp_path / "meant.gguf", To.F16)
    assert {each.kept for each in report.tensors if each.type == "Q4_1"} <= {Kept.EXACT, Kept.NEAR_EXACT}
    tokens = official(llama_cpp_itself.token_ids, smollm2, TEXT)
    original, meant, found = (
        perplexity(model, tokens, official) for model in (smollm2, tmp_path / "meant.gguf", target)
    )
    assert found == pytest.approx(meant, rel=0.03)
    assert found < 2 * original  # the codes of these tests are rounded to nearest, without GPTQ's care
    assert ANSWER in asked(target)


def test_from_an_encrypted_folder(smollm2_folder: Path, converted: Path, tmp_path: Path) -> None:
    key, target = tmp_path / "key", tmp_path / "smollm2.gguf"
    folder = as_encrypted(smollm2_folder, tmp_path / smollm2_folder.name, key)
    run("quant", "convert", folder, target, "--to", "f16", "--key", key)
    assert target.read_bytes() == converted.read_bytes()
    assert ANSWER in asked(target)


def test_from_ggjt(smollm2: Path, tmp_path: Path, official: Official) -> None:
    source, target = as_ggjt(smollm2, tmp_path / "ggml-model-q4_1.bin"), tmp_path / "smollm2.gguf"
    report: Report = convert(source, target)
    assert {each.kept for each in report.tensors} == {Kept.EXACT}
    theirs = {tensor.name: tensor.data for tensor in GGUFReader(smollm2).tensors}
    for tensor in GGUFReader(target).tensors:
        name = "token_embd.weight" if tensor.name == "output.weight" else tensor.name
        assert np.array_equal(tensor.data, theirs[name])
    tokens = official(llama_cpp_itself.token_ids, smollm2, TEXT)
    found = official(llama_cpp_itself.logits, target, tokens, None, NOT_IN_GGJT)
    assert found == official(llama_cpp_itself.logits, smollm2, tokens)
