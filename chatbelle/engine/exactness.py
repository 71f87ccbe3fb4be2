"""Whether a batch gives the very numbers that its tokens give one by one. That is not so everywhere.

llama.cpp adds up in another order where a batch takes another path through its kernels: K-quants that were repacked do
from four rows on, floats from two; flash attention splits a long f16 cache among its threads for single tokens only.
The last bits differ then, activations are rounded to eight bits, and in the end logits move by some per cent: another
token may be the likeliest. Which batches are exact on a machine is found out by comparing all the bits.
"""

from dataclasses import dataclass, field

from chatbelle.engine.live_cache import DECODED, LiveCache

BLOCK_TOKENS = 256  # llama.cpp looks at the cache in blocks of so many


@dataclass(slots=True)
class Exactness:
    """What was found so far, by the size of a batch and all that decides its path through the kernels."""

    _found: dict[tuple[object, int, int], bool] = field(default_factory=dict)

    def of(self, cache: LiveCache, size: int) -> bool | None:
        """Whether a batch of this size behind the cached tokens is exact; None: not known yet."""
        if block(len(cache.tokens)) != block(len(cache.tokens) + size - 1):
            return False  # its first tokens would see a longer cache than they do one by one
        return self._found.get(self._key(cache, len(cache.tokens), size))

    def can_try(self, cache: LiveCache, certain_from: int, size: int) -> bool:
        """Whether the last tokens are there to try it with: evaluated one by one, in one block."""
        start = len(cache.tokens) - size
        return start >= certain_from and block(start) == block(len(cache.tokens) - 1)

    def try_out(self, cache: LiveCache, size: int) -> int:
        """Evaluate the last tokens again in one batch and compare; what the cache said.

        Afterwards the cache is as it was, but for the last logits.
        """
        start = len(cache.tokens) - size
        tokens = cache.tokens[start:]
        before, logits = bytes(cache.state(start, start + size)), cache.logits(-1)
        cache.cut(start)
        result = cache.evaluate(tokens, every_row=True)
        if result == DECODED:
            same = cache.logits(size - 1) == logits and bytes(cache.state(start, start + size)) == before
            self._found[self._key(cache, start, size)] = same
        if not cache.restore(before, start, tokens):
            for token in tokens:
                result = result or cache.evaluate([token])
        return result

    def _key(self, cache: LiveCache, depth: int, size: int) -> tuple[object, int, int]:
        return cache.way, size, block(depth).bit_length()


def block(position: int) -> int:
    """In which block a token lies, counted from 1."""
    return position // BLOCK_TOKENS + 1
