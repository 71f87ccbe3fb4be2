"""How much memory a model takes, from its header alone, and the plan that makes it fit.

Every part was measured with llama.cpp at 128 tokens a batch, on models from 0.1 to 8 billion parameters
(benchmarks/memory_estimate.py): the file is mapped and read whole; the KV cache is written whole when it is made; of
the compute buffers only what a batch touches counts, and that is the feed-forward block, the widest place of a layer,
because logits are asked for one token only.
"""

import platform
from dataclasses import dataclass

import psutil
from gguf.constants import GGML_QUANT_SIZES, GGMLQuantizationType

from chatbelle import words
from chatbelle.errors import ContextTooLarge, NotEnoughMemory
from chatbelle.gguf_header import GGUFHeader
from chatbelle.words import Phrase

Type = GGMLQuantizationType

GIB = 1024**3
# A prompt is read in steps of this size: small enough to stop at once on processors that cannot stop within a step.
BATCH_TOKENS = 128
DEFAULT_CONTEXT_TOKENS = 4096
SHORTEST_CONTEXT_TOKENS = 512
SHORT_SHARE, SHORT_BYTES = 0.05, GIB // 2  # of free memory: less than the smaller of the two is a warning
PROCESS_BYTES = 64 * 1024**2  # Python, its modules and llama.cpp before a model is loaded
TOKEN_BYTES, MERGE_BYTES = 160, 120  # of llama.cpp's vocabulary: two maps and the text itself
# What llama.cpp lays out anew for the processor's wide instructions; more types on ARM than on x86.
REPACKED_TYPES = {Type.Q4_0, Type.Q4_K, Type.Q2_K, Type.IQ4_NL}
REPACKED_ON_ARM = {*REPACKED_TYPES, Type.Q5_K, Type.Q6_K, Type.Q8_0}
LOOKED_UP = "token_embd.weight"  # rows are taken from it: it is never repacked


@dataclass(frozen=True, slots=True)
class Footprint:
    """What a model takes in memory, whatever the context."""

    weights_bytes: int
    repacked_bytes: int  # the second, faster copy of the weights, which can be left out
    other_bytes: int  # process, vocabulary, the activations of a batch
    token_bytes: int  # of the KV cache, for each token of the context
    trained_tokens: int  # the longest context the model was trained with

    def needed_bytes(self, context_tokens: int) -> int:
        """All that the model takes without the faster copy."""
        return self.weights_bytes + self.other_bytes + self.token_bytes * context_tokens

    def affordable_tokens(self, free_bytes: int) -> int:
        """The longest context that `free_bytes` have room for, whatever the training; 0 when there is none."""
        return max(0, (free_bytes - self.needed_bytes(0)) // max(1, self.token_bytes))


@dataclass(frozen=True, slots=True)
class MemoryPlan:
    """What to ask of llama.cpp so that the model fits."""

    context_tokens: int
    repack: bool  # a second, faster copy of the weights beside the mapped file
    cache_type: Type = Type.F16  # of the elements of the KV cache


def footprint(header: GGUFHeader, cache_type: Type = Type.F16) -> Footprint:
    """What the model takes, with a KV cache of elements of `cache_type`."""
    tokens, merges = header.count("tokenizer.ggml.tokens"), header.count("tokenizer.ggml.merges")
    return Footprint(
        header.weights_bytes,
        repacked_bytes(header),
        PROCESS_BYTES + activations_bytes(header, BATCH_TOKENS) + TOKEN_BYTES * tokens + MERGE_BYTES * merges,
        cache_token_bytes(header, cache_type),
        header.number("context_length", DEFAULT_CONTEXT_TOKENS),
    )


def activations_bytes(header: GGUFHeader, batch_tokens: int) -> int:
    """What a step of a prompt is computed in."""
    return 4 * batch_tokens * (4 * header.number("feed_forward_length") + 2 * header.number("embedding_length"))


def cache_token_bytes(header: GGUFHeader, cache_type: Type = Type.F16) -> int:
    """Size of the K and V caches for one token."""
    heads = max(1, header.number("attention.head_count", 1))
    kv_heads = header.number("attention.head_count_kv", heads)
    head_width = header.number("embedding_length") // heads
    width = kv_heads * (
        header.number("attention.key_length", head_width) + header.number("attention.value_length", head_width)
    )
    block_elements, block_bytes = GGML_QUANT_SIZES[cache_type]
    return header.number("block_count") * width * block_bytes // block_elements


def repacked_bytes(header: GGUFHeader) -> int:
    """Size of the second copy of the weights that llama.cpp makes when it is let."""
    types = REPACKED_ON_ARM if platform.machine().lower() in ("arm64", "aarch64") else REPACKED_TYPES
    return sum(tensor.bytes for tensor in header.tensors if tensor.type in types and tensor.name != LOOKED_UP)


def plan_memory(
    header: GGUFHeader, asked_context_tokens: int | None, free_bytes: int, cache_type: Type = Type.F16
) -> MemoryPlan:
    """The context and the layout of the weights for `free_bytes` of memory.

    Without a context asked for, the default is halved until it fits. Raises ContextTooLarge when the asked one is
    beyond the model's training or the memory, NotEnoughMemory when not even the shortest fits.
    """
    model = footprint(header, cache_type)
    affordable_tokens = model.affordable_tokens(free_bytes)
    if asked_context_tokens is not None:
        most_tokens = min(model.trained_tokens, affordable_tokens)
        if asked_context_tokens > model.trained_tokens:
            detail = words.BEYOND_TRAINING.filled(trained=model.trained_tokens)
            raise _context_error(asked_context_tokens, detail, most_tokens)
        if affordable_tokens >= SHORTEST_CONTEXT_TOKENS and asked_context_tokens > affordable_tokens:
            needed_bytes = model.needed_bytes(asked_context_tokens)
            detail = words.CONTEXT_NEEDS_MEMORY.filled(needed=in_gib(needed_bytes), free=in_gib(free_bytes))
            raise _context_error(asked_context_tokens, detail, most_tokens)
    context_tokens = asked_context_tokens or default_context(model, free_bytes)
    needed_bytes = model.needed_bytes(context_tokens)
    if needed_bytes > free_bytes:
        what = words.NEEDS_MEMORY.filled(name=header.name, needed=in_gib(needed_bytes), free=in_gib(free_bytes))
        raise NotEnoughMemory(what, words.FREE_MEMORY)
    return MemoryPlan(context_tokens, needed_bytes + model.repacked_bytes <= free_bytes, cache_type)


def default_context(model: Footprint, free_bytes: float) -> int:
    """The usual context, halved until it fits; the shortest that it comes to when none fits."""
    context_tokens = min(DEFAULT_CONTEXT_TOKENS, model.trained_tokens)
    while model.needed_bytes(context_tokens) > free_bytes and context_tokens // 2 >= SHORTEST_CONTEXT_TOKENS:
        context_tokens //= 2
    return context_tokens


def free_memory_bytes() -> int:
    """What the system can give without swapping."""
    return free_and_total_bytes()[0]


def free_and_total_bytes() -> tuple[int, int]:
    """What the system can give without swapping, and all that it has."""
    memory = psutil.virtual_memory()
    return int(memory.available), int(memory.total)


def is_short(free_bytes: int, total_bytes: int) -> bool:
    """Whether so little memory is free that whatever can be made again should be given back."""
    return free_bytes < min(total_bytes * SHORT_SHARE, SHORT_BYTES)


def is_ample(free_bytes: int, total_bytes: int) -> bool:
    """Whether there is so much again that a warning is over: twice what would be short."""
    return not is_short(free_bytes // 2, total_bytes)


def memory_is_short() -> bool:
    """Whether it is short now."""
    return is_short(*free_and_total_bytes())


def in_gib(size_bytes: int) -> str:
    """For example `3.9 GiB`."""
    return f"{size_bytes / GIB:.1f} GiB"


def _context_error(asked_tokens: int, detail: Phrase, most_tokens: int) -> ContextTooLarge:
    what = words.CONTEXT_TOO_LARGE.filled(asked=asked_tokens, detail=detail)
    return ContextTooLarge(what, words.SHORTER_CONTEXT.filled(most=most_tokens))
