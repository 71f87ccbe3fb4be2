"""How large llama.cpp's compute buffers are for a model: it says so in its log only."""

import ctypes
import re
from pathlib import Path

import llama_cpp

from chatbelle.memory import BATCH_TOKENS, SHORTEST_CONTEXT_TOKENS

MIB = 1024**2
SAID = re.compile(r"(?:compute|output) buffer size = +([\d.]+) MiB")


def compute_buffer_bytes(model: Path) -> int:
    """Those of a context as the app begins with, and of the output beside them."""
    said: list[str] = []

    @llama_cpp.llama_log_callback
    def note(level: int, text: bytes, _: ctypes.c_void_p) -> None:
        said.append(text.decode(errors="replace"))

    llama_cpp.llama_log_set(note, ctypes.c_void_p(0))
    loaded = llama_cpp.llama_model_load_from_file(str(model).encode(), llama_cpp.llama_model_default_params())
    params = llama_cpp.llama_context_default_params()
    params.n_ctx = SHORTEST_CONTEXT_TOKENS
    params.n_batch = params.n_ubatch = BATCH_TOKENS
    params.n_seq_max, params.kv_unified = 2, True
    context = llama_cpp.llama_init_from_model(loaded, params)
    llama_cpp.llama_free(context)
    llama_cpp.llama_model_free(loaded)
    return int(sum(float(size) for size in SAID.findall("".join(said))) * MIB)
