"""The token loop: an Engine over llama.cpp's low-level API, in this process."""

from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from time import monotonic

import llama_cpp

from chatbelle import words
from chatbelle.chat import Message, StopReason
from chatbelle.engine.belle import FORMATS, belle_format_named_in, with_eos
from chatbelle.engine.loading import create_context, load_model
from chatbelle.engine.prompts import Begun, PromptFormat, Prompts, common_prefix_length
from chatbelle.engine.protocol import Finish, Loading, Piece, PromptToken, Sampling
from chatbelle.engine.recommended import recommended_sampling
from chatbelle.engine.sampler import Sampler
from chatbelle.engine.stop_flag import StopFlag
from chatbelle.engine.template import JinjaFormat
from chatbelle.engine.text import AnswerText
from chatbelle.engine.threads import ThreadWatch, this_machines_cores
from chatbelle.engine.vocabulary import Vocabulary
from chatbelle.errors import MessageTooLong, ModelError
from chatbelle.gguf_header import GGUFHeader, read_gguf_header
from chatbelle.gguf_soundness import check_soundness
from chatbelle.memory import BATCH_TOKENS, free_memory_bytes, plan_memory

_DECODED, _NO_ROOM, _ABORTED = 0, 1, 2  # what llama_decode returns


def open_llama(
    model: Path,
    loading: Loading,
    on_progress: Callable[[float], None],
    cancelled: Callable[[], bool],
    stop_flag: StopFlag | None = None,
) -> "LlamaEngine":
    """Load a model into this process, until `cancelled` says so; the flag stops its replies.

    Raises ModelError, NotEnoughMemory, ContextTooLarge, TemplateError or LoadCancelled, and leaves nothing behind.
    """
    header = read_gguf_header(model)
    check_soundness(header)
    plan = plan_memory(header, loading.context_tokens, free_memory_bytes())
    loaded = load_model(header, plan, on_progress, cancelled)
    cores = this_machines_cores()
    vocabulary = Vocabulary(llama_cpp.llama_model_get_vocab(loaded))
    try:
        prompts = Prompts(choose_format(header, loading.prompt_format, vocabulary), vocabulary)
        context = create_context(loaded, header, plan, cores.physical)
    except ModelError:
        llama_cpp.llama_model_free(loaded)
        raise
    flag = stop_flag or StopFlag()
    flag.watch(context)
    recommended = recommended_sampling(header, prompts.format.name)
    return LlamaEngine(header.name, recommended, loaded, context, vocabulary, prompts, flag, ThreadWatch(cores))


def choose_format(header: GGUFHeader, asked: str | None, vocabulary: Vocabulary) -> PromptFormat:
    """The person's choice, BELLE's own for a BELLE model, else the file's template, else plain continuation.

    Raises TemplateError.
    """
    bos_text, eos_text = vocabulary.text_of_special(vocabulary.bos), vocabulary.text_of_special(vocabulary.eos)
    belle = FORMATS.get(asked or "") or (None if asked else belle_format_named_in(header))
    template = header.text("tokenizer.chat_template")
    if belle or not template:
        return with_eos(belle or FORMATS["continue"], eos_text)
    return JinjaFormat(template, bos_text, eos_text)


class LlamaEngine:
    """A model in this process. Its cache holds one conversation; only tokens that differ from it are evaluated."""

    def __init__(
        self,
        model_name: str,
        recommended: Sampling,
        model: "llama_cpp.llama_model_p",
        context: "llama_cpp.llama_context_p",
        vocabulary: Vocabulary,
        prompts: Prompts,
        stop_flag: StopFlag,
        thread_watch: ThreadWatch,
    ) -> None:
        self.model_name, self.recommended = model_name, recommended
        self.context_tokens = int(llama_cpp.llama_n_ctx(context))
        self._model, self._context, self._vocabulary = model, context, vocabulary
        self._prompts, self._stop_flag, self._thread_watch = prompts, stop_flag, thread_watch
        self._memory = llama_cpp.llama_get_memory(context)
        self._cached: list[int] = []  # the tokens in the KV cache
        self._threads = int(llama_cpp.llama_n_threads(context))
        self._closed = False

    def count_tokens(self, messages: Sequence[Message]) -> int:
        """Tokens of the prompt for these messages."""
        return len(self._prompts.prompt(messages))

    def prompt_tokens(self, messages: Sequence[Message]) -> tuple[PromptToken, ...]:
        """The tokens of the prompt for these messages, one by one."""
        return tuple(map(self._vocabulary.readable, self._prompts.prompt(messages)))

    def reply(self, messages: Sequence[Message], sampling: Sampling) -> Generator[Piece]:
        """Stream the answer; the last piece says why it stopped. Raises MessageTooLong, TemplateError, ModelError."""
        self._stop_flag.lower()
        began = monotonic()
        prompt, begun = self._prompts.prompt(messages), self._prompts.begun(messages)
        if len(prompt) >= self.context_tokens:
            what = words.MESSAGE_TOO_LONG.filled(tokens=len(prompt), limit=self.context_tokens - 1)
            raise MessageTooLong(what, words.SHORTEN_MESSAGE)
        reused = self._keep_common_prefix(prompt)
        for evaluated in self._read(prompt):
            yield Piece("", prompt_read=evaluated / len(prompt))
        first_token_seconds = monotonic() - began
        said: list[int] = []
        stop = StopReason.INTERRUPTED
        if len(self._cached) == len(prompt):
            stop = yield from self._say(prompt, begun, sampling, said)
        finish = Finish(stop, len(prompt), len(prompt) - reused, len(said), first_token_seconds, monotonic() - began)
        yield Piece("", finish)

    def interrupt(self) -> None:
        """Stop the reply now, from any thread."""
        self._stop_flag.raise_()

    def close(self) -> None:
        """Free the context and the model."""
        if not self._closed:
            self._closed = True
            llama_cpp.llama_free(self._context)
            llama_cpp.llama_model_free(self._model)

    def _keep_common_prefix(self, prompt: Sequence[int]) -> int:
        """Take from the cache what differs from the prompt; how many tokens stay. One is always left to evaluate."""
        kept = min(common_prefix_length(self._cached, prompt), len(prompt) - 1)
        if not llama_cpp.llama_memory_seq_rm(self._memory, 0, kept, -1):
            llama_cpp.llama_memory_clear(self._memory, True)  # recurrent models cannot step back
            kept = 0
        del self._cached[kept:]
        return kept

    def _read(self, prompt: Sequence[int]) -> Generator[int]:
        """Evaluate the rest of the prompt batch by batch; yields how many tokens are done, ends early when stopped."""
        while len(self._cached) < len(prompt):
            batch = prompt[len(self._cached) : len(self._cached) + BATCH_TOKENS]
            if self._evaluate(batch) != _DECODED:
                return
            if len(self._cached) < len(prompt):
                yield len(self._cached)

    def _say(
        self, prompt: Sequence[int], begun: Begun, sampling: Sampling, said: list[int]
    ) -> Generator[Piece, None, StopReason]:
        """Choose token after token into `said`; returns why it ended."""
        stop_strings = (*sampling.stop, *self._prompts.format.stop_strings)
        answer = AnswerText(stop_strings, b"".join(map(self._vocabulary.bytes_of, begun.ids)))
        sampler = Sampler(sampling, self._vocabulary, self.context_tokens, prompt)
        shown = [begun.text]
        try:
            if begun.text and begun.is_new:
                yield Piece(begun.text)
            while True:
                stop = self._step(sampler, sampling, said)
                text = "" if stop is StopReason.END else answer.feed(self._bytes_of_last(said, begun))
                if answer.stopped:
                    stop = StopReason.STOP_STRING
                if stop:
                    text += answer.end()
                shown.append(text)
                if text:
                    yield Piece(text)
                if stop:
                    return stop
                if result := self._evaluate(said[-1:]):
                    shown.append(answer.end())
                    yield Piece(shown[-1])
                    return StopReason.INTERRUPTED if result == _ABORTED else StopReason.CONTEXT_FULL
        finally:
            sampler.free()
            if not answer.stopped:  # tokens of a stop string are no part of what was said
                self._prompts.remember("".join(shown), [*begun.ids, *said])

    def _step(self, sampler: Sampler, sampling: Sampling, said: list[int]) -> StopReason | None:
        """Choose one token into `said`; why this is the end, if it is."""
        token = sampler.next_token(self._context)
        if self._vocabulary.ends_answer(token):
            return StopReason.END
        said.append(token)
        if len(said) >= sampling.max_tokens:
            return StopReason.MAX_TOKENS
        if len(self._cached) >= self.context_tokens:
            return StopReason.CONTEXT_FULL
        return None

    def _bytes_of_last(self, said: Sequence[int], begun: Begun) -> bytes:
        return self._vocabulary.bytes_of(said[-1], skip_leading_space=len(said) == 1 and not begun.ids)

    def _evaluate(self, tokens: Sequence[int]) -> int:
        """Evaluate tokens behind the cached ones; llama_decode's result. Raises ModelError when it failed."""
        if self._stop_flag.raised:  # a graphics processor does not look at the flag by itself
            return _ABORTED
        if (threads := self._thread_watch.threads()) != self._threads:
            llama_cpp.llama_set_n_threads(self._context, threads, threads)
            self._threads = threads
        ids = (llama_cpp.llama_token * len(tokens))(*tokens)
        result = int(llama_cpp.llama_decode(self._context, llama_cpp.llama_batch_get_one(ids, len(tokens))))
        if result == _DECODED:
            self._cached += tokens
            return result
        llama_cpp.llama_memory_seq_rm(self._memory, 0, len(self._cached), -1)  # of an aborted batch a part may stay
        if result not in (_NO_ROOM, _ABORTED):
            what = words.DECODING_FAILED.filled(detail=result)
            raise ModelError(what, words.SEND_AGAIN)
        return result
