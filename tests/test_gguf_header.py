"""The header of a GGUF is read strictly: a good file is understood, any other gets a named error, soon."""

from pathlib import Path

import gguf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chatbelle.errors import ModelError
from chatbelle.gguf_header import read_gguf_header
from tests.model_files import write_gguf

any_tmp_path = settings(max_examples=200, deadline=1000, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_a_headers_numbers_are_those_that_were_written(tmp_path: Path) -> None:
    header = read_gguf_header(write_gguf(tmp_path / "tiny.gguf", context_length=777, layers=5))
    assert (header.architecture, header.name) == ("llama", "tiny")
    assert (header.number("context_length"), header.number("block_count")) == (777, 5)
    assert header.weights_bytes == 16 * 64 * 4


@pytest.mark.model
def test_the_real_model_reads_as_the_gguf_package_reads_it(smollm2: Path) -> None:
    ours, theirs = read_gguf_header(smollm2), gguf.GGUFReader(smollm2)
    assert [(t.name, t.type, t.shape, t.bytes) for t in ours.tensors] == [
        (t.name, t.tensor_type, tuple(int(n) for n in t.shape), t.n_bytes) for t in theirs.tensors
    ]


def test_a_blob_without_a_suffix_is_called_by_the_name_inside(tmp_path: Path) -> None:
    assert read_gguf_header(write_gguf(tmp_path / "sha256-3f9c", name="BELLE 7B")).name == "BELLE 7B"


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "not a GGUF"), (b"PK\x03\x04" * 9, "not a GGUF"), (b"GGUF\x01\x00\x00\x00" + bytes(16), "GGUF version 1")],
)
def test_what_is_no_gguf_is_called_so(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "file.gguf").write_bytes(content)
    with pytest.raises(ModelError, match=says):
        read_gguf_header(tmp_path / "file.gguf")


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no file"):
        read_gguf_header(tmp_path / "missing.gguf")
    with pytest.raises(ModelError, match="cannot be read"):
        read_gguf_header(tmp_path)


def test_a_file_cut_short_says_how_many_bytes_it_has_and_needs(tmp_path: Path) -> None:
    whole = write_gguf(tmp_path / "whole.gguf")
    (tmp_path / "cut.gguf").write_bytes(whole.read_bytes()[:-100])
    with pytest.raises(ModelError, match=f"{whole.stat().st_size - 100:,} bytes"):
        read_gguf_header(tmp_path / "cut.gguf")


def test_counts_beyond_the_file_are_refused_before_anything_is_read(tmp_path: Path) -> None:
    crafted = b"GGUF" + (3).to_bytes(4, "little") + (2**62).to_bytes(8, "little") + (2**62).to_bytes(8, "little")
    (tmp_path / "crafted.gguf").write_bytes(crafted)
    with pytest.raises(ModelError):
        read_gguf_header(tmp_path / "crafted.gguf")


@any_tmp_path
@given(data=st.data())
def test_a_file_cut_anywhere_is_a_named_error(tmp_path: Path, data: st.DataObject) -> None:
    whole = write_gguf(tmp_path / "whole.gguf").read_bytes()
    (tmp_path / "cut.gguf").write_bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])
    with pytest.raises(ModelError):
        read_gguf_header(tmp_path / "cut.gguf")


@any_tmp_path
@given(data=st.data())
def test_a_header_with_flipped_bytes_reads_or_is_a_named_error(tmp_path: Path, data: st.DataObject) -> None:
    damaged = bytearray(write_gguf(tmp_path / "whole.gguf").read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, 500))] = data.draw(st.integers(0, 255))
    (tmp_path / "damaged.gguf").write_bytes(damaged)
    try:
        header = read_gguf_header(tmp_path / "damaged.gguf")
    except ModelError:
        return
    assert header.file_bytes == (tmp_path / "damaged.gguf").stat().st_size
