"""llama.cpp's context: the keys and values of the one conversation that is being answered.

It begins small and grows when a conversation needs it. llama.cpp writes a whole cache when it makes one, so room that
is reserved is room that is used up; moving a conversation into a larger one costs a fraction of reading it again.
"""

import ctypes
from collections.abc import Callable, Sequence

import llama_cpp

from chatbelle.engine.adapters import Adapted
from chatbelle.engine.growth import Growth
from chatbelle.engine.kv_state import EXPORT_TOKENS, LIVE, put_back, take_out
from chatbelle.engine.stop_flag import StopFlag
from chatbelle.engine.threads import Threads, ThreadWatch
from chatbelle.memory import SHORTEST_CONTEXT_TOKENS

DECODED, NO_ROOM, ABORTED = 0, 1, 2  # what llama_decode returns


class LiveCache:
    """A growing context. `tokens` are those whose values it holds, from position 0 on."""

    def __init__(
        self,
        create: Callable[[int], "llama_cpp.llama_context_p | None"],
        most_tokens: int,
        first_tokens: int,
        stop_flag: StopFlag,
        thread_watch: ThreadWatch,
    ) -> None:
        """`create` makes a context with room for so many tokens, or None when it cannot.

        The one with `first_tokens` is made at once, none ever has more than `most_tokens`. Raises MemoryError.
        """
        self._create, self._growth, self.most_tokens = create, Growth(create), most_tokens
        self._stop_flag, self._thread_watch = stop_flag, thread_watch
        self.tokens: list[int] = []
        self.adapted = Adapted()
        self._threads = Threads(0, 0)
        self._one_id = (llama_cpp.llama_token * 1)()
        self._one = llama_cpp.llama_batch_get_one(self._one_id, 1)  # made once: an answer's tokens come one by one
        context = create(first_tokens)
        if context is None:
            raise MemoryError
        self._take(context)

    @property
    def context(self) -> "llama_cpp.llama_context_p":
        """For sampling, until the next evaluation."""
        return self._context

    @property
    def way(self) -> tuple[object, bytes]:
        """How it computes: with other threads or adapters it adds up in another order."""
        return self._threads, self.adapted.key

    @property
    def stopped(self) -> bool:
        """Whether nothing is to be computed any more."""
        return self._stop_flag.raised

    def evaluate(self, tokens: Sequence[int], every_row: bool = False) -> int:
        """Evaluate tokens behind the others: DECODED, NO_ROOM, ABORTED, or a code of llama.cpp's for a failure.

        There are logits behind the last token then, and with `every_row` behind each.
        """
        if self._stop_flag.raised:  # a graphics processor does not look at the flag by itself
            return ABORTED
        if not self.make_room(len(self.tokens) + len(tokens)):
            return ABORTED if self._stop_flag.raised else NO_ROOM
        if (threads := self._thread_watch.threads()) != self._threads:
            llama_cpp.llama_set_n_threads(self._context, threads.decode, threads.prompt)
            self._threads = threads
        if len(tokens) == 1:
            ids, batch = self._one_id, self._one
            ids[0] = tokens[0]
        else:
            ids = (llama_cpp.llama_token * len(tokens))(*tokens)
            batch = llama_cpp.llama_batch_get_one(ids, len(tokens))  # points to the ids, and does not keep them
        if every_row and len(tokens) > 1:
            batch.logits = (ctypes.c_int8 * len(tokens))(*[1] * len(tokens))
        result = int(llama_cpp.llama_decode(self._context, batch))
        if result == DECODED:
            self.tokens += tokens
        else:  # of an aborted batch a part may stay
            llama_cpp.llama_memory_seq_rm(self._memory, LIVE, len(self.tokens), -1)
        return result

    def logits(self, row: int) -> bytes:
        """The logits of a row of the last evaluation, as 32-bit floats."""
        vocabulary = llama_cpp.llama_model_get_vocab(llama_cpp.llama_get_model(self._context))
        size_bytes = 4 * int(llama_cpp.llama_vocab_n_tokens(vocabulary))
        return ctypes.string_at(llama_cpp.llama_get_logits_ith(self._context, row), size_bytes)

    def adapt(self, adapted: Adapted) -> None:
        """Evaluate with these adapters from now on; what was evaluated with others would be wrong, and goes."""
        if adapted != self.adapted:
            self.cut(0)
            self.adapted = adapted
            adapted.put_on(self._context)

    def cut(self, length: int) -> None:
        """Keep only the first `length` tokens, or none where a model cannot step back."""
        if length < len(self.tokens):
            if not llama_cpp.llama_memory_seq_rm(self._memory, LIVE, length, -1):
                llama_cpp.llama_memory_clear(self._memory, True)  # recurrent models
                length = 0
            del self.tokens[length:]

    def wipe(self) -> None:
        """Overwrite everything."""
        llama_cpp.llama_memory_clear(self._memory, True)
        self.tokens.clear()

    def state(self, start: int, end: int) -> memoryview:
        """The state of some of the tokens."""
        return take_out(self._context, start, end)

    def restore(self, state: bytes | memoryview, start: int, tokens: Sequence[int]) -> bool:
        """Put `tokens` and their state at `start`, in place of what is there; False when that cannot be."""
        end = start + len(tokens)
        if start > len(self.tokens) or not self.make_room(end):
            return False
        self.cut(start)
        if not put_back(self._context, state, start, end):
            return False
        self.tokens += tokens
        return True

    def make_room(self, wanted_tokens: int) -> bool:
        """Grow to so many tokens, by half at least; False when that is too many, or there is no memory for it.

        False, too, when the stop flag is raised meanwhile.
        """
        if wanted_tokens <= self._room_tokens:
            return True
        if wanted_tokens > self.most_tokens:
            return False
        tokens = min(max(wanted_tokens, self._room_tokens * 3 // 2), self.most_tokens)
        larger = self._growth.context(tokens, self._stop_flag)
        if larger is None:
            return False
        moved = 0
        while moved < len(self.tokens):
            end = min(moved + EXPORT_TOKENS, len(self.tokens))
            if self.stopped or not put_back(larger, take_out(self._context, moved, end), moved, end):
                llama_cpp.llama_free(larger)
                return False
            moved = end
        llama_cpp.llama_free(self._context)
        self._take(larger)
        return True

    def shrink(self) -> None:
        """Forget the conversation and begin small again."""
        if (small := self._create(min(SHORTEST_CONTEXT_TOKENS, self.most_tokens))) is not None:
            llama_cpp.llama_free(self._context)
            self._take(small)
        self.cut(0)

    def free(self) -> None:
        """Free the context; nothing else may be called then."""
        self._growth.end()
        llama_cpp.llama_free(self._context)

    def _take(self, context: "llama_cpp.llama_context_p") -> None:
        """Use this context from now on."""
        self._context, self._memory = context, llama_cpp.llama_get_memory(context)
        self._room_tokens = min(int(llama_cpp.llama_n_ctx(context)), self.most_tokens)
        self._threads = Threads(llama_cpp.llama_n_threads(context), llama_cpp.llama_n_threads_batch(context))
        self._stop_flag.watch(context)
        self.adapted.put_on(context)
