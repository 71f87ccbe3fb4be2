"""A model in several files is one model, opened by its first part, here as in llama.cpp."""

import shutil
from pathlib import Path

import pytest

from chatbelle.engine.opening import open_engine
from chatbelle.engine.protocol import Loading
from chatbelle.errors import ModelError
from chatbelle.gguf_header import read_gguf_header
from tests.model_files import write_whole_gguf


@pytest.fixture
def first(tmp_path: Path) -> Path:
    return write_whole_gguf(tmp_path / "模型 7B.gguf", tensors_a_part=5)


def test_all_parts_are_counted_and_named_as_one(tmp_path: Path, first: Path) -> None:
    parts, whole = read_gguf_header(first), read_gguf_header(write_whole_gguf(tmp_path / "whole.gguf"))
    assert parts.name == "模型 7B"
    assert {tensor.name for tensor in parts.tensors} == {tensor.name for tensor in whole.tensors}
    assert (parts.weights_bytes, parts.parameters) == (whole.weights_bytes, whole.parameters)
    assert parts.file_bytes == sum(file.stat().st_size for file in tmp_path.glob("模型*"))


@pytest.mark.model
def test_llama_cpp_opens_it_by_the_same_path(first: Path) -> None:
    engine = open_engine(first, Loading())
    engine.close()
    assert engine.model_name == "模型 7B"


def test_a_missing_part_is_named(first: Path) -> None:
    missing = first.with_name(first.name.replace("00001-of", "00002-of"))
    missing.unlink()
    with pytest.raises(ModelError, match=missing.name):
        read_gguf_header(first)


def test_a_later_part_points_to_the_first(first: Path) -> None:
    with pytest.raises(ModelError, match=f"Open its first part: {first.name}"):
        read_gguf_header(first.with_name(first.name.replace("00001-of", "00003-of")))


def test_a_part_under_another_name_is_told_apart_from_a_whole_model(first: Path) -> None:
    with pytest.raises(ModelError, match="one of 3 parts"):
        read_gguf_header(shutil.copy(first, first.with_name("renamed.gguf")))


def test_a_part_that_is_cut_short_is_the_one_that_is_named(first: Path) -> None:
    last = first.with_name(first.name.replace("00001-of", "00003-of"))
    last.write_bytes(last.read_bytes()[:-100])
    with pytest.raises(ModelError, match=f"{last.name} is incomplete"):
        read_gguf_header(first)
