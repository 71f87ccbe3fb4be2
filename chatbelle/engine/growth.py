"""Makes larger contexts beside the work: for a 7B model that takes half a second, and whoever stops does not wait.

llama.cpp writes a whole KV cache when it makes one, and cannot be interrupted meanwhile.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait

import llama_cpp

from chatbelle.engine.stop_flag import StopFlag

LOOK_SECONDS = 0.005  # between looks at the stop flag


class Growth:
    """One larger context at a time, made in a thread of its own."""

    def __init__(self, create: Callable[[int], "llama_cpp.llama_context_p | None"]) -> None:
        """`create` makes a context with room for so many tokens, or None when it cannot."""
        self._create = create
        self._maker = ThreadPoolExecutor(1, "context-maker")
        self._coming: Future[llama_cpp.llama_context_p | None] | None = None

    def context(self, tokens: int, stop_flag: StopFlag) -> "llama_cpp.llama_context_p | None":
        """One with room for so many tokens, to be freed by the caller.

        None when it cannot be had, or when the flag is raised meanwhile: then it is there the next time.
        """
        while True:
            self._coming = self._coming or self._maker.submit(self._create, tokens)
            while not wait((self._coming,), LOOK_SECONDS).done:
                if stop_flag.raised:
                    return None
            made, self._coming = self._coming.result(), None
            if made is None or llama_cpp.llama_n_ctx(made) >= tokens:
                return made
            llama_cpp.llama_free(made)  # of an earlier wish, which was smaller

    def end(self) -> None:
        """Free what nobody has waited for. No more contexts can be had."""
        self._maker.shutdown()
        if self._coming and (unused := self._coming.result()) is not None:
            llama_cpp.llama_free(unused)
