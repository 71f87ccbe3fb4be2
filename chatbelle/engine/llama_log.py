"""llama.cpp's log, kept instead of shown: it names the cause where its return values do not."""

import ctypes
from collections import deque

import llama_cpp

_ERROR = 4  # ggml_log_level

_errors: deque[str] = deque(maxlen=8)  # one for the whole process, as llama.cpp's log is


def _keep(level: int, text: bytes, _: ctypes.c_void_p) -> None:
    if level == _ERROR and text.strip():
        _errors.append(text.decode("utf-8", errors="replace").strip())


_keep_callback = llama_cpp.llama_log_callback(_keep)  # llama.cpp holds no reference


def keep_log() -> None:
    """Silence llama.cpp and begin to keep its errors."""
    _errors.clear()
    llama_cpp.llama_log_set(_keep_callback, ctypes.c_void_p(0))


def logged_errors() -> str:
    """The errors since `keep_log`, the first one first: later ones only repeat it."""
    return "; ".join(_errors)
