"""What a person is told of a source before anything is converted: what it is, what it would become, what is missing."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from quant.convert import convert
from quant.errors import QuantError, UnknownSource
from quant.look import look_at
from quant.types import To
from tests.quant.test_ggml_sources import written_in_parts, written_llama
from tests.quant.test_gptq_without_config import packed_llama
from tests.quant.tiny import tiny_bloom, tiny_llama, tokenizer_json, write_json

ROOT = Path(__file__).parents[2]
Official = Callable[..., Any]
# The names of BELLE-LLaMA-7B-2M-enc and of its GPTQ form tell these hashes.
CONFIG_OF_2M = "99a4ef2a26cb38c7f684cb83ed9343f660c561dd5a02a97d1b34b47419324dc5"
GPTQ_OF_2M = "8576bae21290e9e75a60f38a6010709255656b19330a0df9a4bf50e1ee83fc51"


def run(*arguments: object, language: str = "en_US.UTF-8") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LC_ALL": language, "COLUMNS": "200"}
    command = [sys.executable, "-m", "quant", *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=100, check=False, encoding="utf-8"
    )


def xored(content: bytes, key: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(content, key, strict=False))


@pytest.mark.parametrize(
    ("name", "release"),
    [
        (f"config.json.{CONFIG_OF_2M}.enc", "BELLE-LLaMA-7B-2M"),
        (f"llama7b-2m-4bit-128g.pt.{GPTQ_OF_2M}.enc", "BELLE-LLaMA-7B-2M-gptq"),
        (f"other.{'ab' * 32}.enc", ""),
    ],
)
@pytest.mark.parametrize("with_key", [True, False])
def test_an_encrypted_release_is_known_before_it_is_opened(
    name: str, release: str, with_key: bool, tmp_path: Path
) -> None:
    folder = tmp_path / "downloads"
    folder.mkdir()
    (folder / name).write_bytes(bytes.fromhex(name.split(".")[-2]) + b"hidden")
    (tmp_path / "key").write_bytes(b"a wrong key")
    found = look_at(folder, tmp_path / "key" if with_key else None)
    assert (found.kind, found.release) == ("encrypted", release)
    assert found.obstacle is not None
    assert "consolidated.00.pth" in found.obstacle.remedy.en


def test_a_quantised_gguf_is_described_with_the_switch_that_rounds_it_again(tmp_path: Path) -> None:
    convert(tiny_llama(tmp_path / "llama", num_hidden_layers=1), tmp_path / "model.gguf")
    found = look_at(tmp_path / "model.gguf")
    assert (found.kind, found.architecture, found.would_make) == ("GGUF", "llama", "")
    assert found.obstacle is not None
    assert "--requantise" in found.obstacle.remedy.en
    assert {each.stored for each in found.tensors} >= {"Q4_K", "Q6_K", "float32"}


def test_a_missing_vocabulary_does_not_hide_what_it_is(tmp_path: Path) -> None:
    packed_llama(tmp_path / "llama7b-2m-4bit-128g.pt")
    found = look_at(tmp_path)
    assert (found.kind, found.release) == ("GPTQ", "BELLE-LLaMA-7B-2M-gptq")
    assert found.obstacle is not None
    assert "tokenizer.model" in found.obstacle.what.en


def test_what_would_be_done_is_what_is_done(tmp_path: Path) -> None:
    packed_llama(tmp_path / "llama7b-2m-4bit-128g.pt")
    write_json(tmp_path / "tokenizer.json", tokenizer_json())
    found, report = look_at(tmp_path), convert(tmp_path, tmp_path / "model.gguf")
    assert [(each.name, each.type) for each in found.tensors] == [(each.name, each.type) for each in report.tensors]
    assert (found.release, found.would_make, found.obstacle) == ("BELLE-LLaMA-7B-2M-gptq", "auto", None)


def test_a_folder_with_one_file_of_weights_is_that_file(tmp_path: Path) -> None:
    convert(tiny_bloom(tmp_path / "bloom", n_layer=1), tmp_path / "f16.gguf", To.F16)
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.move(tmp_path / "f16.gguf", alone)
    assert look_at(alone).kind == "GGUF"


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json"])
def test_what_lies_beside_the_weights_stands_for_its_folder(name: str, tmp_path: Path) -> None:
    folder = tiny_llama(tmp_path / "llama", num_hidden_layers=1)
    assert look_at(folder / name) == look_at(folder)


@pytest.mark.parametrize("path", ["notes.txt", "nothing", "."])
def test_what_is_no_checkpoint_is_named(path: str, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing to convert")
    with pytest.raises(UnknownSource, match=f"no checkpoint in {tmp_path / path}"):
        look_at(tmp_path / path)


@pytest.mark.parametrize("header_bytes", [0, 32])
def test_the_first_apps_file_is_converted_if_the_key_opens_it(header_bytes: int, tmp_path: Path) -> None:
    written_llama(tmp_path / "plain.bin", "ggjt", 1, kind=2)
    content = (tmp_path / "plain.bin").read_bytes()
    magic = bytes.fromhex("9d9a939a")
    key = bytearray(np.random.default_rng(5).bytes(len(content)))
    if not header_bytes:
        key[:4] = xored(magic, content[:4])
    head = magic + bytes(28) if header_bytes else b""
    hidden = tmp_path / "int4" / "belle-model.bin"
    hidden.parent.mkdir()
    hidden.write_bytes(head + xored(content, key))
    (tmp_path / "key").write_bytes(key)
    (tmp_path / "plain.bin").rename(tmp_path / "belle-model.bin")
    expected = convert(tmp_path / "belle-model.bin", tmp_path / "expected.gguf")
    report = convert(hidden.parent, tmp_path / "model.gguf", key=tmp_path / "key")
    assert report.target.read_bytes() == expected.target.read_bytes()


@pytest.mark.parametrize("length", [4, 20, 1000])
def test_the_first_apps_file_is_refused_by_name_when_nothing_opens_it(length: int, tmp_path: Path) -> None:
    (tmp_path / "belle-model.bin").write_bytes(bytes.fromhex("9d9a939ae67684db").ljust(length, b"\1")[:length])
    (tmp_path / "key").write_bytes(b"PK\3\4" * 1000)
    for source in (tmp_path, tmp_path / "belle-model.bin"):
        with pytest.raises(UnknownSource, match=r"key does not turn it.*BELLE-LLaMA-7B-2M-enc"):
            look_at(source, tmp_path / "key")


def test_the_command_line_tells_it_in_both_languages(tmp_path: Path) -> None:
    packed_llama(tmp_path / "llama7b-2m-4bit-128g.pt")
    english = run("inspect", tmp_path)
    chinese = run("inspect", tmp_path, language="zh_CN.UTF-8")
    assert english.returncode == chinese.returncode == 0
    assert english.stdout.startswith("GPTQ: BELLE-LLaMA-7B-2M-gptq\nThere is no tokenizer.model")
    assert "找不到 tokenizer.model" in chinese.stdout
    assert json.loads(run("inspect", tmp_path, "--json").stdout)["obstacle"]["remedy"].startswith("Put")
    assert "说明它是什么" in run("--help", language="zh_CN.UTF-8").stdout


def test_the_command_line_names_the_part_that_is_missing(tmp_path: Path) -> None:
    written_in_parts(tmp_path / "ggml-model-q4_0.bin", "ggmf", 1, kind=2, count=2)
    (tmp_path / "ggml-model-q4_0.bin.1").unlink()
    done = run("convert", tmp_path, tmp_path / "model.gguf")
    assert (done.returncode, "ggml-model-q4_0.bin.1 is missing" in done.stderr) == (1, True)
    assert not list(tmp_path.glob("model.gguf*"))


def test_what_is_damaged_is_an_error(tmp_path: Path) -> None:
    folder = tiny_llama(tmp_path / "llama", num_hidden_layers=1)
    (folder / "model.safetensors").write_bytes((folder / "model.safetensors").read_bytes()[:5000])
    with pytest.raises(QuantError):
        look_at(folder)
