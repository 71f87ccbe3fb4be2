"""ggml's own quantiser, called in the library that llama-cpp-python installed. Nothing else of llama.cpp is loaded."""

import ctypes
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quant import words
from quant.errors import CannotConvert
from quant.types import Type, tensor_bytes

FLOAT_POINTER = ctypes.POINTER(ctypes.c_float)


def quantise_rows(values: NDArray[np.float32], kind: Type) -> NDArray[np.uint8]:
    """The bytes of `values` [rows, columns] in type `kind`. Releases the GIL, so threads help.

    Raises CannotConvert when a value is not a finite number of that type.
    """
    rows, columns = values.shape
    values = np.ascontiguousarray(values)
    encoded = np.empty(tensor_bytes(values.shape, kind), dtype=np.uint8)
    ggml = _ggml()
    finite = bool(np.isfinite(values).all())
    if finite:
        source = values.ctypes.data_as(FLOAT_POINTER)
        ggml.ggml_quantize_chunk(int(kind), source, encoded.ctypes.data, 0, rows, columns, None)
        # What is finite in the checkpoint may be too large for the 16-bit numbers of `kind`.
        finite = ggml.ggml_validate_row_data(int(kind), encoded.ctypes.data, encoded.nbytes)
    if not finite:
        raise CannotConvert(words.VALUES_ARE_NO_NUMBERS, words.GET_THE_CHECKPOINT_AGAIN)
    return encoded


def _library_path() -> Path | None:
    found = find_spec("llama_cpp")  # looks for the package, does not import it
    name = {"win32": "ggml-base.dll", "darwin": "libggml-base.dylib"}.get(sys.platform, "libggml-base.so")
    folders = found.submodule_search_locations or [] if found else []
    paths = [Path(folder) / "lib" / name for folder in folders]
    return next((path for path in paths if path.is_file()), None)


@cache
def _ggml() -> ctypes.CDLL:
    path = _library_path()
    if path is None:
        raise CannotConvert(words.GGML_IS_MISSING, words.INSTALL_LLAMA_CPP)
    ggml = ctypes.CDLL(str(path))
    ggml.ggml_quantize_chunk.restype = ctypes.c_size_t
    ggml.ggml_quantize_chunk.argtypes = [
        ctypes.c_int,
        FLOAT_POINTER,
        ctypes.c_void_p,
        ctypes.c_int64,
        ctypes.c_int64,
        ctypes.c_int64,
        FLOAT_POINTER,
    ]
    ggml.ggml_validate_row_data.restype = ctypes.c_bool
    ggml.ggml_validate_row_data.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t]
    return ggml
