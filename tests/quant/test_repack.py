"""From GPTQ and AWQ to ggml's blocks, against weights computed from the same numbers in 64 bits."""

import numpy as np
import pytest
from gguf import GGMLQuantizationType
from gguf.quants import dequantize
from gptq_files import Parts, awq_packed, made, packed
from hypothesis import given, settings
from hypothesis import strategies as st

from quant.awq import AwqMatrix, open_awq
from quant.codes import unpacked
from quant.errors import CannotConvert, DamagedFile
from quant.gptq import GptqMatrix, Repair, ZeroPoints, open_gptq
from quant.grouped import blockwise_order, is_blockwise, reordered, weights
from quant.repack import BlockType, block_type, repacked, squares

seeds = st.integers(0, 1 << 32)


def opened(parts: Parts, less: int = 1, **told: object) -> GptqMatrix:
    return open_gptq("a", parts.qweight, parts.qzeros(less), parts.scales, **told)  # type: ignore[arg-type]


def repacked_whole(matrix: GptqMatrix | AwqMatrix) -> tuple[BlockType, np.ndarray]:
    whole = matrix.rows(np.arange(matrix.scales.shape[1]))
    into = block_type(whole.bits, matrix.zeros, matrix.groups)
    assert into is not None
    return into, repacked(whole, into)


def relative_rms(into: BlockType, blocks: np.ndarray, expected: np.ndarray) -> float:
    found = dequantize(blocks, GGMLQuantizationType[into]).astype(np.float64)
    return float(np.sqrt(((found - expected) ** 2).sum() / (expected**2).sum()))


@given(
    seed=seeds,
    bits=st.sampled_from([2, 3, 4, 8]),
    rows=st.sampled_from([32, 64]),
    blocks=st.integers(1, 9),
    group=st.sampled_from([32, 64, 128, 288]),
)
@settings(max_examples=60)
def test_codes_scales_and_zero_points_come_out_as_they_went_in(
    seed: int, bits: int, rows: int, blocks: int, group: int
):
    parts = made(seed, bits, rows, 32 * blocks, group)
    matrix = opened(parts, group_columns=group).rows(np.arange(8, 32))
    assert (matrix.codes.each() == parts.codes[8:32]).all()
    assert (matrix.zeros == parts.zeros.T[8:32]).all()
    assert weights(matrix) == pytest.approx(parts.weights[8:32], rel=1e-6)


@given(seeds, st.sampled_from([(4, BlockType.Q4_0), (8, BlockType.Q8_0)]), st.sampled_from([32, 128, 256]))
def test_symmetric_codes_are_exact(seed: int, kind: tuple[int, BlockType], group: int):
    parts = made(seed, kind[0], columns=256, group=group, symmetric=True)
    into, blocks = repacked_whole(opened(parts))
    assert into is kind[1]
    assert relative_rms(into, blocks, parts.weights) == 0
    assert squares(opened(parts).rows(np.arange(32)), into) == (0, 0)


@given(seeds, st.sampled_from([2, 3, 4]), st.sampled_from([32, 128, 256]), st.booleans())
def test_other_codes_are_kept_and_only_scales_are_rounded(seed: int, bits: int, group: int, wide: bool):
    parts = made(seed, bits, columns=256, group=group, wide=wide)
    into, blocks = repacked_whole(opened(parts))
    measured = relative_rms(into, blocks, parts.weights)
    assert into is BlockType.Q4_1
    assert measured <= 1e-3
    error, whole = squares(opened(parts).rows(np.arange(32)), into)
    assert np.sqrt(error / whole) == pytest.approx(measured, rel=1e-2)


def test_three_bits_are_packed_as_gptq_packs_them():
    codes = np.random.default_rng(0).integers(0, 8, (5, 32)).astype(np.uint32)
    low, middle, high = codes[:, :11], codes[:, 10:22], codes[:, 21:]  # two codes lie over the ends of words
    words = [
        sum(low[:, place] << np.uint32(3 * place) for place in range(11)),
        middle[:, 0] >> np.uint32(2) | sum(middle[:, place] << np.uint32(3 * place - 2) for place in range(1, 12)),
        high[:, 0] >> np.uint32(1) | sum(high[:, place] << np.uint32(3 * place - 1) for place in range(1, 11)),
    ]
    assert (unpacked(np.stack(words, axis=1).astype(np.uint32), 3) == codes).all()


def test_eight_bits_off_the_middle_must_be_quantised_again():
    matrix = opened(made(1, bits=8))
    assert block_type(8, matrix.zeros, matrix.groups) is None


def test_one_group_a_row_is_admitted():
    parts = made(2, columns=160, group=160)
    into, blocks = repacked_whole(opened(parts, group_columns=-1))
    assert relative_rms(into, blocks, parts.weights) <= 1e-3


def test_zero_points_stored_as_themselves_are_read_by_their_label():
    assert (opened(made(3), less=0, labelled=ZeroPoints.ITSELF).zeros == made(3).zeros).all()


@pytest.mark.parametrize("bits", [2, 3, 4, 8])
@pytest.mark.parametrize("labelled", [ZeroPoints.ITSELF, ZeroPoints.LESS_ONE])
@pytest.mark.parametrize("less", [0, 1])
def test_symmetric_zero_points_tell_what_they_are_against_their_label(bits: int, labelled: ZeroPoints, less: int):
    parts = made(4, bits, symmetric=True)
    assert (opened(parts, less, labelled=labelled).zeros == parts.zeros).all()


def test_middle_values_are_taken_at_their_label_when_they_are_said_not_to_be_symmetric():
    parts = made(4, symmetric=True)
    assert (opened(parts, less=0, symmetric=False).zeros == 9).all()


@given(seeds, st.sampled_from([4, 8]))
def test_borrowed_zero_points_are_given_back(seed: int, bits: int):
    parts = made(seed, bits)
    parts.zeros[0, 0] = 0  # the field above it is lent from
    stored = packed(parts.zeros, bits).view(np.uint32) - np.uint32({4: 0x11111111, 8: 0x01010101}[bits])
    matrix = open_gptq("a", parts.qweight, stored, parts.scales)
    assert matrix.zero_points is ZeroPoints.BORROWED
    assert (matrix.zeros == parts.zeros).all()
    assert matrix.repair is Repair.BORROWED


def borrowed_in_three_bits(zeros: np.ndarray) -> np.ndarray:
    """GPTQModel's v1 of three-bit zero points: three constants in turn, subtracted from whole words."""
    words = packed(zeros, 3).view(np.uint32).copy()
    for place, constant in enumerate((0x24924924, 0x92492492, 0x49249249)):
        words[:, place::3] -= np.uint32(constant)
    return words.view(np.int32)


@given(seeds)
def test_three_bits_are_given_back_what_they_borrowed_where_the_label_tells(seed: int):
    parts = made(seed, 3)
    parts.zeros[0, ::3] = 0
    stored = borrowed_in_three_bits(parts.zeros)
    matrix = open_gptq("a", parts.qweight, stored, parts.scales, labelled=ZeroPoints.BORROWED)
    assert (matrix.zeros == parts.zeros).all()
    assert matrix.repair is Repair.BORROWED


def test_symmetric_three_bits_tell_themselves_that_words_were_subtracted():
    parts = made(4, 3, symmetric=True)
    matrix = open_gptq("a", parts.qweight, borrowed_in_three_bits(parts.zeros), parts.scales)
    assert (matrix.zeros == 4).all()
    assert (matrix.zero_points, matrix.repair) == (ZeroPoints.BORROWED, None)


def test_a_spilled_zero_point_is_read_as_the_kernel_does_and_told():
    parts = made(5)
    stored = parts.qzeros().view(np.uint32)
    stored[1, 2] = 0xFFFFFFFF
    matrix = open_gptq("a", parts.qweight, stored, parts.scales)
    assert matrix.zeros[1, 16:24].tolist() == [16] * 8
    assert (matrix.zeros[0] == parts.zeros[0]).all()
    assert matrix.repair is Repair.SPILLED
    assert opened(parts).repair is None


@pytest.mark.parametrize("bits", [2, 3, 4, 8])
def test_a_label_that_is_wrong_is_told(bits: int):
    parts = made(4, bits, symmetric=True)
    for labelled, less in ((ZeroPoints.ITSELF, 1), (ZeroPoints.LESS_ONE, 0)):
        assert opened(parts, less, labelled=labelled).repair is Repair.MISLABELLED
        assert opened(parts, 1 - less, labelled=labelled).repair is None


@given(seeds)
def test_scattered_columns_become_exact_in_another_order(seed: int):
    parts = made(seed, columns=256, group=64)
    shuffled = np.random.default_rng(seed).permutation(256)
    parts = Parts(4, parts.codes, parts.scales, parts.zeros, parts.g_idx[shuffled])
    matrix = opened(parts, g_idx=parts.g_idx)
    order = blockwise_order(matrix.groups)
    assert order is not None
    assert block_type(4, matrix.zeros, matrix.groups) is None
    moved = reordered(matrix.rows(np.arange(32)), order)
    blocks = repacked(moved, BlockType.Q4_1)
    assert relative_rms(BlockType.Q4_1, blocks, parts.weights[:, order]) <= 1e-3


def test_groups_in_another_order_are_plain_as_long_as_they_are_whole():
    parts = made(6, columns=256, group=64)
    parts = Parts(4, parts.codes, parts.scales, parts.zeros, parts.g_idx[::-1].copy())
    matrix = opened(parts, g_idx=parts.g_idx)
    assert is_blockwise(matrix.groups)
    assert relative_rms(*repacked_whole(matrix), parts.weights) <= 1e-3


def test_groups_of_odd_sizes_have_no_order_that_is_exact():
    groups = np.array([0] * 33 + [1] * 31, np.int32)
    assert blockwise_order(groups) is None


@given(seeds, st.integers(0, 40), st.integers(1, 24))
def test_awq_comes_out_as_it_went_in(seed: int, first: int, count: int):
    parts = made(seed, rows=64, columns=96, group=32)
    matrix = open_awq("a", *(awq_packed(part) for part in (parts.codes.T, parts.zeros)), parts.scales)
    some = matrix.rows(np.arange(first, first + count))
    assert (some.codes.each() == parts.codes[first : first + count]).all()
    assert (some.zeros == parts.zeros.T[first : first + count]).all()
    into, blocks = repacked_whole(matrix)
    assert relative_rms(into, blocks, parts.weights) <= 1e-3


@pytest.mark.parametrize(
    "change",
    [
        {"qweight": np.zeros((16, 31), np.int32)},
        {"qweight": np.zeros((16, 32), np.int64)},
        {"qweight": np.zeros((0, 32), np.int32)},
        {"qweight": np.zeros(16, np.int32)},
        {"qzeros": np.zeros((3, 4), np.int32)},
        {"scales": np.zeros((4, 31), np.float16)},
        {"scales": np.full((4, 32), np.nan, np.float16)},
        {"scales": np.zeros((4, 32), np.uint16)},
        {"group_columns": 64},
        {"group_columns": 0},
        {"g_idx": np.arange(128)},
        {"g_idx": np.full(128, -1)},
        {"g_idx": np.full(128, 1 << 40)},
        {"g_idx": np.zeros(127, np.int64)},
    ],
)
def test_parts_that_do_not_fit_are_refused(change: dict[str, object]):
    parts = made(7)
    honest = {"qweight": parts.qweight, "qzeros": parts.qzeros(), "scales": parts.scales}
    with pytest.raises((DamagedFile, CannotConvert)):
        open_gptq("a", **(honest | change))  # type: ignore[arg-type]


def test_awq_parts_that_do_not_fit_are_refused():
    parts = made(8)
    with pytest.raises(DamagedFile):
        open_awq("a", awq_packed(parts.codes.T), awq_packed(parts.zeros)[:2], parts.scales)


def test_a_width_that_is_not_known_is_named():
    with pytest.raises(CannotConvert, match="number of bits"):
        open_gptq("a", np.zeros((5, 32), np.int32), np.zeros((1, 5), np.int32), np.ones((1, 32), np.float16))


def test_a_scale_too_large_for_sixteen_bits_is_told():
    parts = made(9, wide=True)
    parts.scales[0, 0] = 1e9
    with pytest.raises(OverflowError):
        repacked(opened(parts).rows(np.arange(32)), BlockType.Q4_1)
