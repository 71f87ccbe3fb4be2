"""Runs llama.cpp for a moment, in one way or another, and takes the time. The conversation's own context is left alone.

What is evaluated are arbitrary tokens behind others that stand for a conversation: speed does not depend on the text.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from time import monotonic, perf_counter

import llama_cpp

from chatbelle.engine.kv_state import LIVE
from chatbelle.engine.stop_flag import StopFlag
from chatbelle.engine.threads import Threads
from chatbelle.engine.tuned import Attention

LEAST_ROOM_TOKENS, MOST_ROOM_TOKENS = 256, 1024
MOST_CACHE_BYTES = 64 * 1024**2  # of one trial's KV cache, unless the least room takes more: it is made in a moment
LONGEST_TRIAL_SECONDS = 1.0
SMALLEST_VOCABULARY = 100  # ids below it are tokens of every model
FILLING_SECONDS = 0.5  # for the tokens before those that count


@dataclass(frozen=True, slots=True)
class Shape:
    """What a context has for its whole life."""

    attention: Attention
    batch_tokens: int


CreateContext = Callable[[Shape, int], "llama_cpp.llama_context_p | None"]  # with room for so many tokens


class Stopped(Exception):
    """Somebody needs the model, the time is up, or llama.cpp cannot do what is tried."""


class Trials:
    """Contexts to try things in; each is made when it is first needed."""

    def __init__(self, create: CreateContext, token_bytes: int, stop_flag: StopFlag) -> None:
        """`token_bytes` is what the KV cache takes for a token."""
        self._create, self._stop_flag = create, stop_flag
        affordable_tokens = MOST_CACHE_BYTES // max(1, token_bytes)
        self.room_tokens = min(MOST_ROOM_TOKENS, max(LEAST_ROOM_TOKENS, affordable_tokens))
        self._contexts: dict[Shape, llama_cpp.llama_context_p] = {}
        self._depths: dict[Shape, int] = {}
        self.depth_tokens = 0  # how many stand before those that count
        self._until = inf

    @property
    def longest_tokens(self) -> int:
        """The most tokens of one trial."""
        return self.room_tokens // 2

    def stop_at(self, moment: float) -> None:
        """Raise Stopped from this moment of the monotonic clock on."""
        self._until = moment

    def read_ahead(self, tokens_per_second: float) -> None:
        """From now on let as many tokens stand before as are read in a moment."""
        self.depth_tokens = int(min(self.room_tokens // 2 - 1, tokens_per_second * FILLING_SECONDS))

    def decode_rate(self, shape: Shape, threads: Threads, tokens: int) -> float:
        """Tokens a second, one after the other; fewer than asked for where that takes too long. Raises Stopped."""
        self._begin(shape, threads)
        if tokens > 1:  # threads that have just been changed find their places
            self._evaluate(shape, 1)
        began = perf_counter()
        said, elapsed_seconds = 0, 0.0
        while said < tokens and elapsed_seconds < LONGEST_TRIAL_SECONDS:
            self._evaluate(shape, 1)
            said, elapsed_seconds = said + 1, perf_counter() - began
        return said / elapsed_seconds

    def prompt_rate(self, shape: Shape, threads: Threads, tokens: int) -> float:
        """Tokens a second of a prompt, in steps of the shape's. Raises Stopped."""
        self._begin(shape, threads)
        began = perf_counter()
        self._read(shape, tokens)
        return tokens / (perf_counter() - began)

    def free(self) -> None:
        """Free the contexts."""
        for context in self._contexts.values():
            llama_cpp.llama_free(context)
        self._contexts.clear()

    def _begin(self, shape: Shape, threads: Threads) -> None:
        """Have a context of this shape that holds nothing but what stands before."""
        if shape not in self._contexts:
            context = self._create(shape, self.room_tokens)
            if context is None:
                raise Stopped
            self._contexts[shape], self._depths[shape] = context, 0
            self._stop_flag.watch(context)
        context = self._contexts[shape]
        llama_cpp.llama_set_n_threads(context, threads.decode, threads.prompt)
        memory = llama_cpp.llama_get_memory(context)
        if self._depths[shape] != self.depth_tokens or not llama_cpp.llama_memory_seq_rm(
            memory, LIVE, self.depth_tokens, -1
        ):  # recurrent models cannot step back
            llama_cpp.llama_memory_clear(memory, False)
            self._read(shape, self.depth_tokens)
            self._depths[shape] = self.depth_tokens

    def _read(self, shape: Shape, tokens: int) -> None:
        for start in range(0, tokens, shape.batch_tokens):
            self._evaluate(shape, min(shape.batch_tokens, tokens - start))

    def _evaluate(self, shape: Shape, tokens: int) -> None:
        if self._stop_flag.raised or monotonic() >= self._until:
            raise Stopped
        ids = (llama_cpp.llama_token * tokens)(*(number % SMALLEST_VOCABULARY for number in range(tokens)))
        if llama_cpp.llama_decode(self._contexts[shape], llama_cpp.llama_batch_get_one(ids, tokens)):
            self._depths[shape] = -1  # nobody knows what is in it now
            raise Stopped
