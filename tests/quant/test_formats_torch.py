"""torch's files of both kinds, honest and otherwise."""

import io
import pickle
import zipfile
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hostile import InMemory, damaged, everything, withstands
from hypothesis import given, settings
from hypothesis import strategies as st
from torch_files import Imported, Run, Tensor, as_legacy, as_zip, plain

from quant.errors import CannotConvert, DamagedFile, QuantError, RefusedPickle, UnknownSource
from quant.formats.plain import MappedFile
from quant.formats.torch_pickle import open_torch

GRID = np.arange(24, dtype=np.float32).reshape(4, 6)
SHARED = Run("1", np.arange(40, dtype=np.float16))
STATE = OrderedDict(
    grid=plain("0", GRID),
    brain=plain("2", np.array([0x3F80, 0x4000], np.uint16), "BFloat16"),
    turned=Tensor(SHARED, (6, 4), (1, 6), 10),
    tied=Tensor(SHARED, (4, 6), (6, 1), 10),
    every_other=Tensor(SHARED, (5,), (8,)),
    single=Tensor(SHARED, (), (), 7),
    nothing=Tensor(SHARED, (0, 4), (4, 1)),
)
BOTH = pytest.mark.parametrize("write", [as_zip, as_legacy])
Write = Callable[[object], bytes]


def opened(content: bytes) -> dict[str, np.ndarray]:
    return everything(open_torch(InMemory(content)))


@BOTH
def test_shared_strided_and_transposed_storages_are_read(write: Write):
    found, run = opened(write(STATE)), SHARED.values
    assert list(found) == list(STATE)
    assert found["grid"].tolist() == GRID.tolist()
    assert found["turned"].tolist() == run[10:34].reshape(4, 6).T.tolist()
    assert found["tied"].tolist() == run[10:34].reshape(4, 6).tolist()
    assert found["every_other"].tolist() == run[::8].tolist()
    assert (found["single"], found["nothing"].shape) == (run[7], (0, 4))
    assert found["brain"].tolist() == [0x3F80, 0x4000]


@BOTH
@given(shape=st.lists(st.integers(1, 6), min_size=1, max_size=4), data=st.data())
def test_any_order_of_axes_and_any_rows_agree_with_numpy(write: Write, shape: list[int], data: st.DataObject):
    values = np.arange(np.prod(shape), dtype=np.int32)
    turned = values.reshape(shape).transpose(data.draw(st.permutations(range(len(shape)))))
    strides = tuple(stride // 4 for stride in turned.strides)
    tensor = open_torch(InMemory(write({"a": Tensor(Run("0", values), turned.shape, strides)})))["a"]
    first = data.draw(st.integers(0, turned.shape[0]))
    last = data.draw(st.integers(first, turned.shape[0]))
    assert tensor.read_rows(first, last).tolist() == turned[first:last].tolist()


def test_few_rows_of_a_transposed_matrix_are_read_without_the_rest():
    content = as_zip({"a": Tensor(Run("0", np.arange(100_000, dtype=np.float32)), (1000, 100), (1, 1000))})

    class Counting(InMemory):
        taken = 0

        def read(self, start: int, stop: int) -> np.ndarray:
            self.taken += stop - start
            return super().read(start, stop)

    source = Counting(content)
    tensor = open_torch(source)["a"]
    source.taken = 0
    assert tensor.read_rows(5, 7)[:, 99].tolist() == [99_005, 99_006]
    assert source.taken == 2 * 100 * 4


@BOTH
def test_weights_are_found_in_what_training_scripts_wrap_around_them(write: Write):
    weights = {"a": plain("0", GRID), "steps": 7}
    assert list(opened(write({"epoch": 3, "model": {"state_dict": weights}}))) == ["a"]


def test_a_part_of_an_old_storage_is_read():
    part = Run("0", np.arange(20, dtype=np.float32), view=("v", 5, 10))
    assert opened(as_legacy({"a": Tensor(part, (4,), (1,), 2)}))["a"].tolist() == [7, 8, 9, 10]
    with pytest.raises(DamagedFile):
        opened(as_legacy({"a": Tensor(part, (4,), (1,), 7)}))


@BOTH
@pytest.mark.parametrize(
    ("value", "named"),
    [
        ({"a": Imported("os", "system")}, "os.system"),
        ({"a": Imported("torch", "load")}, "torch.load"),
        ({"a": Imported("builtins", "eval")}, "builtins.eval"),
        ({"a": b"bytes"}, "_codecs.encode"),
        ({1: "a"}, "int"),
        ({"a": {2, 3}}, "set"),
    ],
)
def test_what_no_checkpoint_needs_is_refused_by_name(write: Write, value: object, named: str):
    with pytest.raises(RefusedPickle, match=named):
        opened(write(value))


@BOTH
@pytest.mark.parametrize(
    "tensor",
    [
        Tensor(SHARED, (41,), (1,)),
        Tensor(SHARED, (40,), (1,), 1),
        Tensor(SHARED, (2,), (40,)),
        Tensor(SHARED, (1 << 30, 1 << 30), (0, 0)),
        Tensor(SHARED, (-1,), (1,)),
        Tensor(SHARED, (2,), (-1,)),
        Tensor(SHARED, (2, 2), (1,)),
        Tensor(SHARED, (1,) * 9, (1,) * 9),
        Tensor(SHARED, (1 << 70,), (1,)),
    ],
)
def test_a_tensor_that_cannot_be_is_refused(write: Write, tensor: Tensor):
    with pytest.raises(DamagedFile):
        opened(write({"a": tensor}))


def test_a_pickle_that_only_grows_comes_to_an_end():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a/data.pkl", b"\x80\x02" + b"(" * 2_000_000)
    with pytest.raises(DamagedFile):
        opened(file.getvalue())


def test_a_compressed_file_is_sent_back():
    with pytest.raises(CannotConvert, match="compressed"):
        opened(as_zip(STATE, compression=zipfile.ZIP_DEFLATED))


def test_a_big_endian_file_is_sent_back():
    with pytest.raises(CannotConvert, match="big-endian"):
        opened(as_zip(STATE, byteorder=b"big"))


@BOTH
def test_a_file_cut_off_anywhere_is_told(write: Write):
    whole = write(STATE)
    for length in range(0, len(whole), 7):
        with pytest.raises(QuantError):
            opened(whole[:length])


@pytest.mark.parametrize("content", [b"", b"PK", pickle.dumps({"a": 1}), as_zip({"a": 1}), as_legacy([1, 2])])
def test_a_file_without_weights_is_not_taken_for_a_checkpoint(content: bytes):
    with pytest.raises(UnknownSource):
        opened(content)


@settings(max_examples=300)
@given(damaged(as_zip(STATE)))
def test_no_damage_to_a_zip_file_ends_in_anything_but_an_error_of_ours(content: bytes):
    withstands(open_torch, content)


@settings(max_examples=300)
@given(damaged(as_legacy(STATE)))
def test_no_damage_to_an_old_file_ends_in_anything_but_an_error_of_ours(content: bytes):
    withstands(open_torch, content)


@pytest.mark.official
@pytest.mark.parametrize("as_zip_file", [True, False])
def test_what_torch_itself_writes_is_read(tmp_path: Path, as_zip_file: bool):
    torch = pytest.importorskip("torch", reason="torch is not installed: pip install .[official]")
    shared = torch.arange(40, dtype=torch.float16)
    state = {
        "grid": torch.arange(24.0).reshape(4, 6),
        "turned": shared[10:34].reshape(4, 6).T,
        "parameter": torch.nn.Parameter(torch.ones(3, 2)),
        "brain": torch.tensor([1.0, 2.0], dtype=torch.bfloat16),
        **torch.nn.Linear(3, 2).state_dict(),
    }
    torch.save(state, tmp_path / "model.bin", _use_new_zipfile_serialization=as_zip_file)
    found = everything(open_torch(MappedFile(tmp_path / "model.bin")))
    brain = state.pop("brain").view(torch.int16).numpy().view(np.uint16)
    assert found.pop("brain").tolist() == brain.tolist()
    assert {name: value.tolist() for name, value in found.items()} == {k: v.tolist() for k, v in state.items()}
