"""A GGUF as a source, and two of them side by side; files that lie are refused at once."""

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from gguf import GGML_QUANT_SIZES, GGMLQuantizationType, GGUFReader, LlamaFileType
from gguf.quants import _type_traits, dequantize
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quant.compare import compare
from quant.convert import convert
from quant.errors import CannotConvert, DamagedFile
from quant.formats.gguf import open_gguf
from quant.formats.plain import MappedFile
from quant.gguf_file import Part, write_gguf
from quant.report import Kept
from quant.types import UNQUANTISED, To
from tests.quant import official as llama_cpp_itself
from tests.quant.tiny import tiny_bloom, tiny_llama

ROOT = Path(__file__).parents[2]
Official = Callable[..., Any]
READABLE = [kind for kind in _type_traits if kind not in (GGMLQuantizationType.F16, GGMLQuantizationType.BF16)]
QUANTISED = [to for to in To if to not in (*UNQUANTISED, To.AUTO)]


@pytest.mark.parametrize("to", [To.AUTO, To.Q8_0, To.Q3_K_M])
def test_a_gguf_in_full_precision_gives_what_its_checkpoint_gives(to: To, tmp_path: Path) -> None:
    folder = tiny_bloom(tmp_path / "BELLE-7B-2M")
    convert(folder, tmp_path / "full.gguf", To.F32)
    convert(folder, tmp_path / "expected.gguf", to)
    report = convert(tmp_path / "full.gguf", tmp_path / "model.gguf", to)
    assert (tmp_path / "model.gguf").read_bytes() == (tmp_path / "expected.gguf").read_bytes()
    assert report.prompt_format == "belle-bloom"


@pytest.mark.parametrize("to", [To.F16, To.BF16])
def test_16_bits_become_32_without_loss(to: To, tmp_path: Path) -> None:
    convert(tiny_llama(tmp_path / "llama", num_hidden_layers=1), tmp_path / "half.gguf", to)
    convert(tmp_path / "half.gguf", tmp_path / "full.gguf", To.F32)
    found = compare(tmp_path / "half.gguf", tmp_path / "full.gguf")
    assert {tensor.relative_rms for tensor in found.tensors} == {0.0}
    assert not found.same_file


def test_what_is_quantised_is_not_quantised_again(tmp_path: Path) -> None:
    convert(tiny_llama(tmp_path / "llama", num_hidden_layers=1), tmp_path / "small.gguf")
    for to in (To.AUTO, To.Q8_0):
        with pytest.raises(CannotConvert, match=r"quantised already, as Q4_K.*--requantise"):
            convert(tmp_path / "small.gguf", tmp_path / "model.gguf", to)
    assert not list(tmp_path.glob("model.gguf*"))


@pytest.mark.parametrize("first", QUANTISED)
def test_who_insists_gets_what_llama_cpp_would_make_of_it(first: To, tmp_path: Path, official: Official) -> None:
    convert(tiny_llama(tmp_path / "llama", num_hidden_layers=1), tmp_path / "small.gguf", first)
    report = convert(tmp_path / "small.gguf", tmp_path / "model.gguf", To.Q5_K_M, requantise=True)
    file_type = int(LlamaFileType.MOSTLY_Q5_K_M)
    official(llama_cpp_itself.quantise, tmp_path / "small.gguf", tmp_path / "expected.gguf", file_type, True)
    assert (tmp_path / "model.gguf").read_bytes() == (tmp_path / "expected.gguf").read_bytes()
    assert all((each.kept is Kept.EXACT) == (each.stored in (each.type, "float32")) for each in report.tensors)


@pytest.mark.parametrize("kind", READABLE, ids=lambda kind: kind.name)
def test_every_type_that_the_gguf_package_reads_is_read(kind: GGMLQuantizationType, tmp_path: Path) -> None:
    block, block_bytes = GGML_QUANT_SIZES[kind]
    chance = np.random.default_rng(int(kind))
    content = chance.integers(0, 0x3C, (272, 256 // block * block_bytes), np.uint8)  # no scale is infinite so
    convert(tiny_llama(tmp_path / "llama", num_hidden_layers=1), tmp_path / "full.gguf", To.F32)
    full = open_gguf(MappedFile(tmp_path / "full.gguf"))
    parts = [
        Part(each.name, each.shape, kind, lambda: iter([lambda: content]))
        if each.name == "token_embd.weight"
        else Part(each.name, each.shape, each.kind, lambda each=each: iter([lambda: each.read_rows(0, each.rows)]))
        for each in full.tensors.values()
    ]
    metadata = [entry for entry in full.metadata if entry.key != "general.architecture"]
    write_gguf(
        tmp_path / "small.gguf", "llama", metadata, parts, 1, lambda name, step: None, lambda shard: nullcontext()
    )
    report = convert(tmp_path / "small.gguf", tmp_path / "model.gguf", To.F32, requantise=True)
    found = open_gguf(MappedFile(report.target)).tensors["token_embd.weight"].read_rows(0, 272).view(np.float32)
    np.testing.assert_array_equal(found, dequantize(content, kind))


def test_what_stays_in_its_type_keeps_its_bytes(tmp_path: Path) -> None:
    convert(tiny_llama(tmp_path / "llama", num_hidden_layers=1), tmp_path / "small.gguf", To.Q4_K_M)
    convert(tmp_path / "small.gguf", tmp_path / "model.gguf", requantise=True)
    assert compare(tmp_path / "small.gguf", tmp_path / "model.gguf").same_file


def test_comparing_tells_how_far_apart_two_files_are(tmp_path: Path) -> None:
    folder = tiny_llama(tmp_path / "llama", num_hidden_layers=1)
    for name, to in (("a", To.F32), ("b", To.Q8_0), ("c", To.F32)):
        convert(folder, tmp_path / f"{name}.gguf", to)
    assert compare(tmp_path / "a.gguf", tmp_path / "c.gguf").same_file
    found = compare(tmp_path / "a.gguf", tmp_path / "b.gguf")
    assert found.metadata == ("general.file_type",)
    (up,) = [tensor for tensor in found.tensors if tensor.name == "blk.0.ffn_up.weight"]
    assert (up.type_a, up.type_b, up.same_bytes) == ("F32", "Q8_0", False)
    assert up.relative_rms is not None
    assert 1e-3 < up.relative_rms < 1e-2


def test_the_reader_reads_what_the_gguf_package_reads(tmp_path: Path) -> None:
    convert(tiny_llama(tmp_path / "llama", num_hidden_layers=1), tmp_path / "model.gguf")
    ours, theirs = open_gguf(MappedFile(tmp_path / "model.gguf")), GGUFReader(tmp_path / "model.gguf")
    for tensor in theirs.tensors:
        found = ours.tensors[tensor.name]
        assert found.shape == tuple(int(length) for length in reversed(tensor.shape))
        assert found.read_rows(0, found.rows).tobytes() == np.ascontiguousarray(tensor.data).tobytes()
    tokens = theirs.fields["tokenizer.ggml.tokens"].contents()
    assert ours.value("tokenizer.ggml.tokens") == [token.encode() for token in tokens]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("whole")
    convert(tiny_llama(folder / "llama", num_hidden_layers=1, hidden_size=32, intermediate_size=32), folder / "m.gguf")
    return (folder / "m.gguf").read_bytes()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=1000, max_examples=150)
@given(data=st.data())
def test_a_file_that_is_cut_off_or_lies_gives_a_named_error_or_a_whole_answer(
    whole: bytes, tmp_path: Path, data: st.DataObject
) -> None:
    content = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for place in data.draw(st.lists(st.integers(0, 12_000), max_size=8)):
        if place < len(content):
            content[place] = data.draw(st.integers(0, 255))
    path = tmp_path / "model.gguf"
    path.write_bytes(content)
    with suppress(DamagedFile):
        open_gguf(MappedFile(path))


def test_the_command_line_says_what_a_file_is_and_how_two_differ(tmp_path: Path) -> None:
    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "quant", *map(str, arguments)]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)

    folder = tiny_llama(tmp_path / "BELLE-LLaMA-7B-2M", num_hidden_layers=1)
    found = json.loads(run("inspect", folder, "--json").stdout)
    assert (found["architecture"], found["prompt_format"], found["would_make"]) == ("llama", "belle-llama", "q4_k_m")
    convert(folder, tmp_path / "a.gguf", To.F16)
    assert "12 of 12 tensors are the same" in run("compare", tmp_path / "a.gguf", tmp_path / "a.gguf").stdout
    failed = run("convert", tmp_path / "nowhere", tmp_path / "b.gguf", "--json")
    assert failed.returncode == 1
    assert json.loads(failed.stdout)["stage"] == "failed"
    assert "nowhere" in failed.stderr
