"""From what a person asked for and what memory is free to a plan: the precision of the KV cache is chosen by fit."""

from contextlib import suppress
from math import inf

from chatbelle.engine.protocol import CacheType, Loading
from chatbelle.errors import ContextTooLarge, NotEnoughMemory
from chatbelle.gguf_header import GGUFHeader
from chatbelle.memory import SHORTEST_CONTEXT_TOKENS, MemoryPlan, Type, default_context, footprint, plan_memory

TYPES = {CacheType.F16: Type.F16, CacheType.Q8_0: Type.Q8_0}
Q8_0_ELEMENTS = 32  # a block's, which must divide each head


def plan_to_fit(header: GGUFHeader, loading: Loading, free_bytes: int) -> MemoryPlan:
    """Full precision while the context fits with it; with less, where that gives a longer one.

    Raises what `plan_memory` raises, for the smallest precision.
    """
    if loading.cache_type:
        return plan_memory(header, loading.context_tokens, free_bytes, TYPES[loading.cache_type])
    wanted_tokens = loading.context_tokens or default_context(footprint(header), inf)
    if not can_be_quantised(header):
        return plan_memory(header, loading.context_tokens, free_bytes)
    with suppress(ContextTooLarge, NotEnoughMemory):
        plan = plan_memory(header, loading.context_tokens, free_bytes)
        if plan.context_tokens >= wanted_tokens:
            return plan
    return plan_memory(header, loading.context_tokens, free_bytes, Type.Q8_0)


def can_be_quantised(header: GGUFHeader) -> bool:
    """Whether the blocks of Q8_0 divide the model's heads."""
    head_width = header.number("embedding_length") // max(1, header.number("attention.head_count", 1))
    widths = (header.number(f"attention.{kind}_length", head_width) for kind in ("key", "value"))
    return all(width % Q8_0_ELEMENTS == 0 for width in widths)


def first_tokens(header: GGUFHeader, plan: MemoryPlan, free_bytes: int) -> int:
    """Room to begin with: little where there is memory to grow, for which both caches exist for a moment; else all."""
    model = footprint(header, plan.cache_type)
    cache_bytes = model.token_bytes * plan.context_tokens
    needed_bytes = model.needed_bytes(plan.context_tokens) + (model.repacked_bytes if plan.repack else 0)
    can_grow = needed_bytes + cache_bytes <= free_bytes
    return min(SHORTEST_CONTEXT_TOKENS, plan.context_tokens) if can_grow else plan.context_tokens
