"""Takes the keys and values of some tokens out of a llama.cpp context, and puts them back: byte for byte the same.

llama.cpp gives out whole sequences only. So the tokens wanted are shared with a second, spare sequence, which costs
nothing, and that one is given out; on the way back the spare one is filled first and then shared with the live one.
"""

import ctypes

import llama_cpp
import numpy as np

LIVE, SPARE = 0, 1  # sequences of a context
EXPORT_TOKENS = 256  # a state at a time: 128 MiB for a 7B model, so that there is never a second copy of all


def can_be_taken_out(model: "llama_cpp.llama_model_p") -> bool:
    """Whether each token's values stand for themselves: not so in recurrent models, or where a window slides."""
    recurrent = llama_cpp.llama_model_is_recurrent(model) or llama_cpp.llama_model_is_hybrid(model)
    return not recurrent and not llama_cpp.llama_model_n_swa(model)


def take_out(context: "llama_cpp.llama_context_p", start: int, end: int) -> memoryview:
    """The state of the live tokens from `start` to `end`."""
    memory = llama_cpp.llama_get_memory(context)
    llama_cpp.llama_memory_seq_cp(memory, LIVE, SPARE, start, end)
    state = np.empty(llama_cpp.llama_state_seq_get_size(context, SPARE), np.uint8)
    written = llama_cpp.llama_state_seq_get_data(context, _pointer(state), state.nbytes, SPARE)
    llama_cpp.llama_memory_seq_rm(memory, SPARE, -1, -1)
    return state.data[:written]


def put_back(context: "llama_cpp.llama_context_p", state: bytes | memoryview, start: int, end: int) -> bool:
    """Put a state of the tokens from `start` to `end` behind the live ones; False, and nothing done, if it is not one.

    The bytes must be those that llama.cpp gave for the same model and settings: it does not survive others.
    """
    memory = llama_cpp.llama_get_memory(context)
    data = np.frombuffer(state, np.uint8)
    taken = llama_cpp.llama_state_seq_set_data(context, _pointer(data), data.nbytes, SPARE)
    first, last = llama_cpp.llama_memory_seq_pos_min(memory, SPARE), llama_cpp.llama_memory_seq_pos_max(memory, SPARE)
    fits = taken == data.nbytes and (first, last) == (start, end - 1)
    if fits:
        llama_cpp.llama_memory_seq_cp(memory, SPARE, LIVE, -1, -1)
    llama_cpp.llama_memory_seq_rm(memory, SPARE, -1, -1)
    return fits


def _pointer(data: "np.ndarray[tuple[int], np.dtype[np.uint8]]") -> "ctypes._Pointer[ctypes.c_uint8]":
    return data.ctypes.data_as(ctypes.POINTER(ctypes.c_uint8))
