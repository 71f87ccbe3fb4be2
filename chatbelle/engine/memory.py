"""Will the model fit, and how: a plan made from its header before llama.cpp touches a byte."""

from dataclasses import dataclass

import psutil
from gguf.constants import GGML_QUANT_SIZES, GGMLQuantizationType

from chatbelle import words
from chatbelle.errors import ContextTooLarge, NotEnoughMemory
from chatbelle.gguf_header import GGUFHeader
from chatbelle.words import Phrase

Type = GGMLQuantizationType

GIB = 1024**3
DEFAULT_CONTEXT_TOKENS = 4096
SHORTEST_CONTEXT_TOKENS = 512
SHORT_SHARE, SHORT_BYTES = 0.05, GIB // 2  # of free memory: the smaller of the two is a warning
# Python, llama.cpp's graph and its compute buffers at 128 tokens a batch.
OVERHEAD_BYTES = 200 * 1024**2


@dataclass(frozen=True, slots=True)
class MemoryPlan:
    """What to ask of llama.cpp so that the model fits."""

    context_tokens: int
    repack: bool  # a second, faster copy of the weights beside the mapped file
    cache_type: Type = Type.F16  # of the elements of the KV cache


def plan_memory(
    header: GGUFHeader, asked_context_tokens: int | None, free_bytes: int, cache_type: Type = Type.F16
) -> MemoryPlan:
    """The context and the layout of the weights for `free_bytes` of memory.

    Without a context asked for, the default is halved until it fits. Raises ContextTooLarge when the asked one is
    beyond the model's training or the memory, NotEnoughMemory when not even the shortest fits.
    """
    trained_tokens = header.number("context_length", DEFAULT_CONTEXT_TOKENS)
    left_bytes = free_bytes - header.weights_bytes - OVERHEAD_BYTES
    affordable_tokens = max(0, left_bytes // max(1, kv_cache_bytes(header, 1, cache_type)))
    if asked_context_tokens is not None:
        most_tokens = min(trained_tokens, affordable_tokens)
        if asked_context_tokens > trained_tokens:
            raise _context_error(
                asked_context_tokens, words.BEYOND_TRAINING.filled(trained=trained_tokens), most_tokens
            )
        if affordable_tokens >= SHORTEST_CONTEXT_TOKENS and asked_context_tokens > affordable_tokens:
            needed_bytes = free_bytes - left_bytes + kv_cache_bytes(header, asked_context_tokens, cache_type)
            detail = words.CONTEXT_NEEDS_MEMORY.filled(needed=in_gib(needed_bytes), free=in_gib(free_bytes))
            raise _context_error(asked_context_tokens, detail, most_tokens)
    context_tokens = asked_context_tokens or min(DEFAULT_CONTEXT_TOKENS, trained_tokens)
    while context_tokens > affordable_tokens and context_tokens // 2 >= SHORTEST_CONTEXT_TOKENS:
        context_tokens //= 2
    needed_bytes = header.weights_bytes + OVERHEAD_BYTES + kv_cache_bytes(header, context_tokens, cache_type)
    if needed_bytes > free_bytes:
        what = words.NEEDS_MEMORY.filled(name=header.name, needed=in_gib(needed_bytes), free=in_gib(free_bytes))
        raise NotEnoughMemory(what, words.FREE_MEMORY)
    return MemoryPlan(context_tokens, needed_bytes + header.weights_bytes <= free_bytes, cache_type)


def kv_cache_bytes(header: GGUFHeader, context_tokens: int, cache_type: Type = Type.F16) -> int:
    """Size of the K and V caches."""
    heads = max(1, header.number("attention.head_count", 1))
    kv_heads = header.number("attention.head_count_kv", heads)
    head_width = header.number("embedding_length") // heads
    width = kv_heads * (
        header.number("attention.key_length", head_width) + header.number("attention.value_length", head_width)
    )
    block_elements, block_bytes = GGML_QUANT_SIZES[cache_type]
    return header.number("block_count") * width * block_bytes // block_elements * context_tokens


def free_memory_bytes() -> int:
    """What the system can give without swapping."""
    return int(psutil.virtual_memory().available)


def memory_is_short() -> bool:
    """Whether so little memory is free that whatever can be made again should be given back."""
    memory = psutil.virtual_memory()
    return bool(memory.available < min(memory.total * SHORT_SHARE, SHORT_BYTES))


def in_gib(size_bytes: int) -> str:
    """For example `3.9 GiB`."""
    return f"{size_bytes / GIB:.1f} GiB"


def _context_error(asked_tokens: int, detail: Phrase, most_tokens: int) -> ContextTooLarge:
    what = words.CONTEXT_TOO_LARGE.filled(asked=asked_tokens, detail=detail)
    return ContextTooLarge(what, words.SHORTER_CONTEXT.filled(most=most_tokens))
