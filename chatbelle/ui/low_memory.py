"""Says calmly that memory is short: after the model has given its caches back, which it does by itself, if still so."""

import asyncio
from collections.abc import Callable

from chatbelle import words
from chatbelle.memory import free_and_total_bytes, is_ample, is_short
from chatbelle.ui.state import Notice, Way

LOOK_EVERY_SECONDS = 30.0
LOOKS_BEFORE_TELLING = 2  # between the first and the second the caches go


def looks_after(looks: int, free_bytes: int, total_bytes: int) -> int:
    """How many looks in a row have found memory short, after one more; between short and ample it stays."""
    if is_short(free_bytes, total_bytes):
        return looks + 1
    return 0 if is_ample(free_bytes, total_bytes) else looks


async def follow_memory(
    tell: Callable[[Notice], None],
    memory: Callable[[], tuple[int, int]] = free_and_total_bytes,
    every_seconds: float = LOOK_EVERY_SECONDS,
) -> None:
    """Look at the memory for as long as the tab lives, and tell once each time that it becomes short."""
    looks = 0
    while True:
        before, looks = looks, looks_after(looks, *memory())
        if before < LOOKS_BEFORE_TELLING <= looks:
            tell(Notice(words.MEMORY_LOW, words.MEMORY_LOW_REMEDY, ways=(Way.MODELS,)))
        await asyncio.sleep(every_seconds)
