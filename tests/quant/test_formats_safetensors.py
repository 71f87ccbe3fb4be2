"""safetensors files, honest and otherwise."""

import json
import struct
from pathlib import Path

import numpy as np
import pytest
from hostile import InMemory, damaged, withstands
from hypothesis import given
from hypothesis import strategies as st

from quant.errors import CannotConvert, DamagedFile
from quant.formats.plain import MappedFile
from quant.formats.safetensors import open_safetensors


def written(listed: object, data: bytes = b"") -> bytes:
    head = listed if isinstance(listed, bytes) else json.dumps(listed).encode()
    return struct.pack("<Q", len(head)) + head + data


def entry(dtype: str, shape: list[object], first: int, last: int) -> dict[str, object]:
    return {"dtype": dtype, "shape": shape, "data_offsets": [first, last]}


WHOLE = written(
    {"__metadata__": {"format": "pt"}, "a": entry("F32", [3, 2], 0, 24), "b": entry("BF16", [2], 24, 28)},
    np.arange(6, dtype="<f4").tobytes() + np.array([0x3F80, 0x4000], "<u2").tobytes(),
)


def test_tensors_are_read_row_by_row_from_a_mapped_file(tmp_path: Path):
    (tmp_path / "model.safetensors").write_bytes(WHOLE)
    tensors = open_safetensors(MappedFile(tmp_path / "model.safetensors"))
    assert tensors["a"].read_rows(1, 3).tolist() == [[2, 3], [4, 5]]
    assert (tensors["b"].dtype, tensors["b"].read_rows(0, 2).tolist()) == ("bfloat16", [0x3F80, 0x4000])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x02",
        written(b"[]"),
        written(b"[" * 100_000),
        written(b'{"a": 1, "a": 2}'),
        written({"a": entry("F32", [3, 2], 0, 24)}, bytes(23)),
        written({"a": entry("F32", [3, 2], 0, 23)}, bytes(24)),
        written({"a": entry("F32", [-3, -2], 0, 24)}, bytes(24)),
        written({"a": entry("F32", [True, 1], 0, 4)}, bytes(4)),
        written({"a": entry("F32", [1 << 40, 1 << 40], 0, 24)}, bytes(24)),
        written({"a": entry("F32", [2], 0, 8), "b": entry("F32", [2], 4, 12)}, bytes(12)),
        struct.pack("<Q", 1 << 60) + b"{}",
    ],
)
def test_what_cannot_be_true_is_refused(content: bytes):
    with pytest.raises(DamagedFile):
        open_safetensors(InMemory(content))


def test_a_type_that_cannot_be_read_is_named():
    with pytest.raises(CannotConvert, match="F8_E4M3"):
        open_safetensors(InMemory(written({"a": entry("F8_E4M3", [2], 0, 2)}, bytes(2))))


@given(damaged(WHOLE))
def test_no_damage_ends_in_anything_but_an_error_of_ours(content: bytes):
    withstands(open_safetensors, content)


@given(st.binary(max_size=300))
def test_nor_does_any_list(head: bytes):
    withstands(open_safetensors, written(head, bytes(50)))


def test_a_missing_file_is_told(tmp_path: Path):
    with pytest.raises(DamagedFile, match="cannot be read"):
        MappedFile(tmp_path / "none")


def test_an_empty_file_has_no_bytes(tmp_path: Path):
    (tmp_path / "empty").write_bytes(b"")
    assert MappedFile(tmp_path / "empty").length == 0
