"""A flag that any thread or process may raise, and that llama.cpp reads by itself while it computes."""

import ctypes
import os

import llama_cpp


class StopFlag:
    """Two bytes: an empty C string while work may go on, one of length 1 once it must stop.

    llama.cpp asks its abort callback between the steps of a computation. libc's `strlen` answers without entering
    Python: 0 goes on, 1 aborts. The bytes may lie in memory shared with another process.
    """

    def __init__(self, two_bytes: "ctypes.Array[ctypes.c_char] | None" = None) -> None:
        self._bytes = two_bytes if two_bytes is not None else ctypes.create_string_buffer(2)
        library = ctypes.CDLL("msvcrt" if os.name == "nt" else None)
        self._strlen = ctypes.cast(library.strlen, llama_cpp.ggml_abort_callback)  # kept: llama.cpp holds no reference

    def raise_(self) -> None:
        """Stop what runs now."""
        self._bytes[0] = b"\x01"

    def lower(self) -> None:
        """Let the next work begin."""
        self._bytes[0] = b"\x00"

    @property
    def raised(self) -> bool:
        """Whether work must stop."""
        return self._bytes[0] != b"\x00"

    def watch(self, context: "llama_cpp.llama_context_p") -> None:
        """Have llama.cpp watch this flag while it decodes."""
        llama_cpp.llama_set_abort_callback(context, self._strlen, ctypes.addressof(self._bytes))
