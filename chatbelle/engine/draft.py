"""A small model that guesses what a large one of the same vocabulary will say: the tokens it would say itself."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import llama_cpp

from chatbelle.engine.fitting import plan_to_fit
from chatbelle.engine.live_cache import DECODED, LiveCache
from chatbelle.engine.loading import create_context, load_model
from chatbelle.engine.prompts import common_prefix_length
from chatbelle.engine.protocol import Loading
from chatbelle.engine.stop_flag import StopFlag
from chatbelle.engine.threads import ThreadWatch
from chatbelle.engine.vocabulary import Vocabulary
from chatbelle.errors import ContextTooLarge, ModelError, NotEnoughMemory
from chatbelle.gguf_header import read_gguf_header
from chatbelle.memory import free_memory_bytes

FRESH = 0.2  # what a new measurement counts


class Draft:
    """The small model, and how much of the conversation it has read."""

    def __init__(
        self, cache: LiveCache, pointer: "llama_cpp.llama_model_p", read_tokens: int, token_count: int
    ) -> None:
        """`read_tokens` are evaluated at a time; the large model knows only the first `token_count` tokens."""
        self._cache, self._pointer = cache, pointer
        self._read_tokens, self._token_count = read_tokens, token_count
        self._likeliest = llama_cpp.llama_sampler_init_greedy()
        self.token_seconds: float | None = None  # of one guess; None: not known yet

    def guess(self, tokens: Sequence[int], count: int) -> tuple[int, ...]:
        """The tokens it would say behind these; none when it was stopped or its context is full."""
        guesses: list[int] = []
        if not self.read(tokens):
            return ()
        began = monotonic()
        while len(guesses) < count:
            guesses.append(int(llama_cpp.llama_sampler_sample(self._likeliest, self._cache.context, -1)))
            if guesses[-1] >= self._token_count or self._cache.evaluate(guesses[-1:]) != DECODED:
                return ()
        seconds = (monotonic() - began) / count
        before = self.token_seconds or seconds
        self.token_seconds = before + FRESH * (min(seconds, 3 * before) - before)
        return tuple(guesses)

    def unread(self, tokens: Sequence[int]) -> int:
        """How many of these tokens it would have to read first."""
        return len(tokens) - common_prefix_length(self._cache.tokens, tokens)

    def read(self, tokens: Sequence[int]) -> bool:
        """Evaluate what is new of these tokens; False when it was stopped or its context is full."""
        self._cache.cut(min(common_prefix_length(self._cache.tokens, tokens), len(tokens) - 1))
        cached = self._cache.tokens
        while len(cached) < len(tokens):
            if self._cache.evaluate(tokens[len(cached) : len(cached) + self._read_tokens]) != DECODED:
                return False
        return True

    def shrink(self) -> None:
        """Give memory back; what it has read is forgotten."""
        self._cache.shrink()

    def free(self) -> None:
        """Free the model."""
        llama_cpp.llama_sampler_free(self._likeliest)
        self._cache.free()
        llama_cpp.llama_model_free(self._pointer)


@dataclass(frozen=True, slots=True)
class Beside:
    """The large model that a draft is loaded beside."""

    vocabulary: Vocabulary
    context_tokens: int
    spared_bytes: int  # of the memory that is free, for its conversations
    stop_flag: StopFlag
    watch: ThreadWatch


def open_draft(model: Path | None, large: Beside) -> Draft | None:
    """The model at this path to guess for another; None where it does not fit beside it, or is no model for it."""
    if model is None:
        return None
    tuning = large.watch.tuning
    with suppress(ModelError, NotEnoughMemory, ContextTooLarge):  # an answer needs no guesses
        header = read_gguf_header(model)
        context_tokens = min(large.context_tokens, header.number("context_length", large.context_tokens))
        plan = plan_to_fit(header, Loading(context_tokens), free_memory_bytes() - large.spared_bytes)
        pointer = load_model(header, plan, 0, lambda share: None, lambda: False)
        if same_vocabulary(large.vocabulary, Vocabulary(llama_cpp.llama_model_get_vocab(pointer))):
            with suppress(MemoryError):

                def create(tokens: int) -> "llama_cpp.llama_context_p | None":
                    return create_context(pointer, plan, tuning, tokens)

                cache = LiveCache(create, plan.context_tokens, plan.context_tokens, large.stop_flag, large.watch)
                return Draft(cache, pointer, tuning.batch_tokens, large.vocabulary.token_count)
        llama_cpp.llama_model_free(pointer)
    return None


def same_vocabulary(one: Vocabulary, other: Vocabulary) -> bool:
    """Whether each number that both know means the same token; models of one family differ in padding at the end."""
    return (one.bos, one.eos) == (other.bos, other.eos) and all(
        llama_cpp.llama_vocab_get_text(one.pointer, token) == llama_cpp.llama_vocab_get_text(other.pointer, token)
        for token in range(min(one.token_count, other.token_count))
    )
