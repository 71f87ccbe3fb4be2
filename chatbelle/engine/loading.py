"""Opens a model file with llama.cpp, and says in words why it could not."""

import ctypes
import re
from collections.abc import Callable

import llama_cpp

from chatbelle import words
from chatbelle.engine.kv_state import SPARE, can_be_taken_out
from chatbelle.engine.llama_log import keep_log, logged_errors
from chatbelle.engine.tuned import Attention, Tuning
from chatbelle.errors import LoadCancelled, ModelError, NotEnoughMemory
from chatbelle.gguf_header import GGUFHeader
from chatbelle.memory import MemoryPlan, Type


def load_model(
    header: GGUFHeader,
    plan: MemoryPlan,
    gpu_layers: int,
    on_progress: Callable[[float], None],
    cancelled: Callable[[], bool],
) -> "llama_cpp.llama_model_p":
    """Load the weights; `on_progress` gets the share that is loaded. Raises ModelError or LoadCancelled."""
    keep_log()
    llama_cpp.llama_backend_init()
    params = llama_cpp.llama_model_default_params()
    params.use_extra_bufts = plan.repack
    params.n_gpu_layers = gpu_layers

    def progress(share: float, _: ctypes.c_void_p) -> bool:
        on_progress(share)
        return not cancelled()

    params.progress_callback = llama_cpp.llama_progress_callback(progress)
    model: llama_cpp.llama_model_p | None = llama_cpp.llama_model_load_from_file(str(header.path).encode(), params)
    if model:
        return model
    if cancelled():
        raise LoadCancelled(words.LOAD_STOPPED, words.LOAD_AGAIN)
    raise _load_error(header, logged_errors())


def create_context(
    model: "llama_cpp.llama_model_p", plan: MemoryPlan, tuning: Tuning, room_tokens: int
) -> "llama_cpp.llama_context_p | None":
    """A context with a KV cache for so many tokens; None when llama.cpp cannot make it, and the log says why."""
    keep_log()
    params = llama_cpp.llama_context_default_params()
    params.n_ctx = room_tokens
    params.n_batch = params.n_ubatch = tuning.batch_tokens
    params.n_threads = tuning.decode_threads
    params.n_threads_batch = tuning.prompt_threads
    params.no_perf = True
    params.type_k = params.type_v = int(plan.cache_type)
    match attention_of(plan, tuning):
        case Attention.FLASH_Q8_0:
            params.flash_attn_type = llama_cpp.LLAMA_FLASH_ATTN_TYPE_ENABLED
        case Attention.PLAIN:
            params.flash_attn_type = llama_cpp.LLAMA_FLASH_ATTN_TYPE_DISABLED
    if can_be_taken_out(model):
        params.n_seq_max = SPARE + 1
        params.kv_unified = True  # both sequences in one cache, so that they can share
    context: llama_cpp.llama_context_p | None = llama_cpp.llama_init_from_model(model, params)
    return context or None


def attention_of(plan: MemoryPlan, tuning: Tuning) -> Attention:
    """What is asked for: where memory wants quantised values, those, which need flash attention; else as tuned."""
    if plan.cache_type is not Type.F16:
        return Attention.FLASH_Q8_0
    return Attention.USUAL if tuning.attention is Attention.FLASH_Q8_0 else tuning.attention


def no_context(header: GGUFHeader) -> NotEnoughMemory:
    """The error for a model whose first context could not be made."""
    what = words.LOAD_FAILED.filled(name=header.name, detail=logged_errors() or "llama_init_from_model")
    return NotEnoughMemory(what, words.FREE_MEMORY)


def _load_error(header: GGUFHeader, log: str) -> ModelError:
    unknown = re.search(r"unknown model architecture: '([^']*)'", log)
    if unknown:
        what = words.UNKNOWN_ARCHITECTURE.filled(name=header.name, architecture=unknown[1])
        return ModelError(what, words.UPDATE_OR_CHOOSE)
    return ModelError(words.LOAD_FAILED.filled(name=header.name, detail=log or "llama.cpp"), words.DOWNLOAD_AGAIN)
