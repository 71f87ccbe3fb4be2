"""LLaMA files from before GGUF. What their blocks mean is written out here a second time, element by element."""

import struct

import numpy as np
import pytest
from gguf import GGMLQuantizationType
from gguf.quants import dequantize
from hostile import InMemory, damaged, withstands
from hypothesis import given, settings
from hypothesis import strategies as st

from quant.errors import CannotConvert, DamagedFile, UnknownSource
from quant.formats.ggml_legacy import LegacyModel, is_legacy, open_legacy

FORMS = [("ggml", 0), ("ggmf", 1), ("ggjt", 1), ("ggjt", 2), ("ggjt", 3)]
TOKENS = [(b"<unk>", 0.0), (b" the", -1.5), (b"\xe4", -2.0)]


def written(form: str, version: int, tensors: list[tuple[str, list[int], int, bytes]]) -> bytes:
    """A file; shapes are given rows first."""
    out = form.encode()[::-1] + (struct.pack("<I", version) if version else b"")
    out += struct.pack("<7I", len(TOKENS), 64, 32, 2, 1, 32, 2)
    for text, score in TOKENS:
        out += struct.pack("<I", len(text)) + text + (struct.pack("<f", score) if form != "ggml" else b"")
    for name, shape, kind, data in tensors:
        out += struct.pack(f"<{3 + len(shape)}I", len(shape), len(name), kind, *shape[::-1]) + name.encode()
        out += bytes(-len(out) % 32 if form == "ggjt" else 0) + data
    return out


def block(version: int, scales: list[float], codes: list[int]) -> bytes:
    """One block of 4-bit codes as `version` of ggjt has it."""
    wide = "e" if version == 3 else "f"
    pairs = zip(codes[::2], codes[1::2], strict=True) if version < 2 else zip(codes[:16], codes[16:], strict=True)
    return struct.pack(f"<{len(scales)}{wide}", *scales) + bytes(low | high << 4 for low, high in pairs)


def opened(content: bytes) -> LegacyModel:
    return open_legacy(InMemory(content))


def values(model: LegacyModel, name: str) -> np.ndarray:
    tensor = model.tensors[name]
    rows = tensor.read_rows(0, tensor.shape[0])
    return dequantize(rows, GGMLQuantizationType[tensor.type])


halves = st.floats(-1000, 1000, width=16)


@pytest.mark.parametrize(("form", "version"), FORMS)
@given(
    codes=st.lists(st.lists(st.integers(0, 15), min_size=32, max_size=32), min_size=4, max_size=4),
    scale=halves,
    minimum=halves,
)
def test_codes_are_kept_whatever_the_layout(
    form: str, version: int, codes: list[list[int]], scale: float, minimum: float
):
    zero = b"".join(block(version, [scale], row) for row in codes)
    one = b"".join(block(version, [scale, minimum], row) for row in codes)
    model = opened(written(form, version, [("zero", [2, 64], 2, zero), ("one", [2, 64], 3, one)]))
    expected = np.array(codes, np.float32).reshape(2, 64)
    assert values(model, "zero").tolist() == (np.float32(scale) * (expected - 8)).tolist()
    assert values(model, "one").tolist() == (np.float32(scale) * expected + np.float32(minimum)).tolist()


@pytest.mark.parametrize(("form", "version"), FORMS)
def test_the_head_the_vocabulary_and_plain_tensors_are_read(form: str, version: int):
    data = np.arange(12)
    plain = [("a", [3, 4], 0, data.astype("<f4").tobytes()), ("norm", [12], 1, data.astype("<f2").tobytes())]
    content = written(form, version, plain)
    model = opened(content)
    assert (model.form, model.version, model.shape.embedding, model.shape.layers) == (form, version, 64, 1)
    assert [token.text for token in model.tokens] == [text for text, _ in TOKENS]
    assert model.tensors["a"].read_rows(1, 3).view("<f4").tolist() == data.reshape(3, 4)[1:].tolist()
    assert (model.tensors["norm"].shape, model.tensors["norm"].rows) == ((12,), 1)
    assert is_legacy(InMemory(content))


def test_scores_are_read_and_the_oldest_files_get_those_of_llama():
    assert [token.score for token in opened(written("ggmf", 1, [])).tokens] == [0.0, -1.5, -2.0]
    assert [token.score for token in opened(written("ggml", 0, [])).tokens] == [0.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("version", "kind", "packed"),
    [(3, 8, "<e32b"), (2, 8, "<f32b")],
)
def test_eight_bits_are_read(version: int, kind: int, packed: str):
    data = struct.pack(packed, 0.5, *range(-16, 16))
    model = opened(written("ggjt", version, [("a", [1, 32], kind, data)]))
    assert values(model, "a").tolist() == [[0.5 * code for code in range(-16, 16)]]


@pytest.mark.parametrize(("version", "kind", "size"), [(2, 6, 22), (3, 6, 22), (2, 7, 24), (3, 7, 24)])
def test_five_bits_are_as_today(version: int, kind: int, size: int):
    data = bytes(range(size))
    tensor = opened(written("ggjt", version, [("a", [1, 32], kind, data)])).tensors["a"]
    assert tensor.read_rows(0, 1).tobytes() == data


@pytest.mark.parametrize(("form", "version", "kind"), [("ggjt", 1, 6), ("ggjt", 1, 8), ("ggml", 0, 7), ("ggjt", 3, 5)])
def test_a_layout_that_is_forgotten_is_named(form: str, version: int, kind: int):
    with pytest.raises(CannotConvert, match=f"type {kind}"):
        opened(written(form, version, [("a", [1, 32], kind, bytes(100))]))


@pytest.mark.parametrize(
    "tensor",
    [
        ("a", [1, 33], 2, bytes(100)),
        ("a", [0, 32], 2, b""),
        ("a", [1 << 31, 1 << 31], 0, b""),
        ("a", [1, 1, 1], 0, bytes(4)),
        ("", [1], 0, bytes(4)),
    ],
)
def test_a_tensor_that_cannot_be_is_refused(tensor: tuple[str, list[int], int, bytes]):
    with pytest.raises(DamagedFile):
        opened(written("ggjt", 3, [tensor]))


def test_a_scale_too_large_for_sixteen_bits_is_told():
    model = opened(written("ggjt", 1, [("a", [1, 32], 2, block(1, [1e9], [0] * 32))]))
    with pytest.raises(DamagedFile, match="tensor a "):
        model.tensors["a"].read_rows(0, 1)


def test_a_name_that_stands_twice_is_refused():
    with pytest.raises(DamagedFile):
        opened(written("ggjt", 3, [("a", [1], 0, bytes(4))] * 2))


@pytest.mark.parametrize("content", [b"", b"GGUF" + bytes(40), b"tjgg" + struct.pack("<I", 4) + bytes(40)])
def test_other_files_and_versions_are_not_taken(content: bytes):
    with pytest.raises(UnknownSource):
        opened(content)


def test_a_vocabulary_of_billions_is_refused_at_once():
    with pytest.raises(DamagedFile):
        opened(b"lmgg" + struct.pack("<7I", 1 << 31, 1, 1, 1, 1, 1, 1) + bytes(1000))


@pytest.mark.parametrize(("form", "version"), FORMS)
@settings(max_examples=100)
@given(data=st.data())
def test_no_damage_ends_in_anything_but_an_error_of_ours(form: str, version: int, data: st.DataObject):
    blocks = block(version, [0.5], [3] * 32) * 4
    whole = written(form, version, [("a", [2, 64], 2, blocks), ("b", [3], 0, bytes(12))])
    withstands(lambda source: open_legacy(source).tensors, data.draw(damaged(whole)))
