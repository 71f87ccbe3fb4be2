"""Files in memory, and what becomes of them in bad hands."""

import json
import tracemalloc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from time import process_time

import numpy as np
from hypothesis import strategies as st

from quant.errors import QuantError
from quant.formats.ggml_legacy import LegacyTensor
from quant.tensors import Bytes, StoredTensor


class InMemory:
    """`Bytes` without a file. Reading outside is an error here, because a format must not try."""

    def __init__(self, content: bytes, name: str = "file") -> None:
        self.name, self.length, self._content = name, len(content), np.frombuffer(content, np.uint8)

    def read(self, start: int, stop: int) -> np.ndarray:
        if not 0 <= start <= stop <= self.length:
            raise AssertionError(f"read {start} to {stop} of {self.length}")
        return self._content[start:stop]


def everything(tensors: Mapping[str, StoredTensor]) -> dict[str, np.ndarray]:
    """All tensors, read whole."""
    return {
        name: tensor.read_rows(0, tensor.shape[0] if tensor.shape else 1).reshape(tensor.shape)
        for name, tensor in tensors.items()
    }


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """The file cut off, or with some bytes changed, most of them where it describes itself."""
    changed = bytearray(content)
    for _ in range(draw(st.integers(0, 4))):
        changed[draw(st.integers(0, len(content) - 1))] = draw(st.integers(0, 255))
    return bytes(changed[: draw(st.one_of(st.just(len(changed)), st.integers(0, len(changed))))])


def withstands(read: Callable[[Bytes], Mapping[str, StoredTensor | LegacyTensor]], content: bytes) -> None:
    """Whatever the file says, it is read or refused with an error of ours."""
    with suppress(QuantError):
        for tensor in read(InMemory(content)).values():
            tensor.read_rows(0, tensor.rows if isinstance(tensor, LegacyTensor) else (*tensor.shape, 1)[0])


STRANGE = (
    None,
    True,
    0,
    -1,
    1 << 31,
    10**400,
    0.5,
    float("inf"),
    float("nan"),
    "",
    "x",
    [],
    {},
    [[]],
    [None],
    {"a": 1},
)


@st.composite
def lying(draw: st.DrawFn, content: bytes) -> bytes:
    """JSON with one of its values replaced by something strange, or missing."""
    found = json.loads(content)
    place, key = found, draw(st.sampled_from(sorted(found)))
    while isinstance(place[key], dict | list) and place[key] and draw(st.booleans()):
        place = place[key]
        keys = sorted(place) if isinstance(place, dict) else range(len(place))
        key = draw(st.sampled_from(keys))
    if draw(st.booleans()):
        place[key] = draw(st.sampled_from(STRANGE))
    else:
        del place[key]
    return json.dumps(found).encode()


@contextmanager
def within_a_second_and_256_mb() -> Iterator[None]:
    """Time is the processor's, so that a busy machine is not taken for a slow answer."""
    tracemalloc.start()
    began = process_time()
    try:
        yield
        took_seconds, (_, most_bytes) = process_time() - began, tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert took_seconds < 1
    assert most_bytes < 256 << 20
