"""Files in memory, and what becomes of them in bad hands."""

from collections.abc import Callable, Mapping
from contextlib import suppress

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
