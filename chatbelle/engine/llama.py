"""The token loop: an Engine over llama.cpp's low-level API, in this process."""

from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from time import monotonic

import llama_cpp

from chatbelle import words
from chatbelle.chat import Message, StopReason
from chatbelle.engine.ahead import Ahead
from chatbelle.engine.live_cache import ABORTED, DECODED, NO_ROOM
from chatbelle.engine.loaded import LoadedModel, load
from chatbelle.engine.prompts import Begun, text_digest
from chatbelle.engine.protocol import Adapter, Finish, Loading, Piece, PromptToken, Sampling
from chatbelle.engine.reading import step_tokens
from chatbelle.engine.resuming import keep, resume
from chatbelle.engine.sampler import Sampler
from chatbelle.engine.snapshot_folder import forget
from chatbelle.engine.snapshots import Answer
from chatbelle.engine.stop_flag import StopFlag
from chatbelle.engine.text import AnswerText
from chatbelle.engine.tuned import Computing
from chatbelle.errors import MessageTooLong, ModelError
from chatbelle.memory import memory_is_short
from chatbelle.paths import snapshots_folder


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
    flag = stop_flag or StopFlag()
    loaded = load(model, loading, on_progress, cancelled, flag)
    return LlamaEngine(loaded, lambda: load(model, loading, lambda share: None, lambda: False, flag), flag)


class LlamaEngine:
    """A model in this process. Only tokens are evaluated whose state is neither in its cache nor kept."""

    def __init__(self, loaded: LoadedModel, load_again: Callable[[], LoadedModel], stop_flag: StopFlag) -> None:
        self.model_name, self.recommended = loaded.name, loaded.recommended
        self.context_tokens = loaded.context_tokens
        self._loaded: LoadedModel | None = loaded
        self._computing = loaded.tuner.computing
        self._load_again, self._stop_flag = load_again, stop_flag
        self._live_for: str | None = None  # whose conversation is in the cache

    def count_tokens(self, messages: Sequence[Message]) -> int:
        """Tokens of the prompt for these messages."""
        return len(self._model.prompts.prompt(messages))

    def prompt_tokens(self, messages: Sequence[Message]) -> tuple[PromptToken, ...]:
        """The tokens of the prompt for these messages, one by one."""
        return tuple(map(self._model.vocabulary.readable, self._model.prompts.prompt(messages)))

    def reply(
        self,
        messages: Sequence[Message],
        sampling: Sampling,
        keep_as: str | None = None,
        adapters: Sequence[Adapter] = (),
    ) -> Generator[Piece]:
        """Stream the answer; the last piece says why it stopped.

        Raises MessageTooLong, TemplateError, ModelError, NotEnoughMemory.
        """
        self._stop_flag.lower()
        began = monotonic()
        model = self._model
        model.tuner.watch.turn_begins()
        prompt, begun = model.prompts.prompt(messages), model.prompts.begun(messages)
        if len(prompt) >= self.context_tokens:
            what = words.MESSAGE_TOO_LONG.filled(tokens=len(prompt), limit=self.context_tokens - 1)
            raise MessageTooLong(what, words.SHORTEN_MESSAGE)
        said: list[int] = []
        answers: list[Answer] = []
        reused = resume(model, prompt, len(prompt) - 1, adapters)  # evaluating the last one gives the answer's first
        self._live_for = keep_as
        try:
            for evaluated in self._read(model, prompt):
                yield Piece("", prompt_read=evaluated / len(prompt))
            first_token_seconds = monotonic() - began
            stop = StopReason.INTERRUPTED
            if len(model.cache.tokens) == len(prompt):
                stop = yield from self._say(model, prompt, begun, sampling, said, answers)
            finish = Finish(
                stop, len(prompt), len(prompt) - reused, len(said), first_token_seconds, monotonic() - began
            )
            yield Piece("", finish)
        finally:
            keep(model, keep_as, answers)
            self.relieve()

    def prepare(
        self, messages: Sequence[Message], keep_as: str | None = None, adapters: Sequence[Adapter] = ()
    ) -> Generator[Piece]:
        """Evaluate ahead what the next prompt begins with. Raises TemplateError, ModelError, NotEnoughMemory."""
        self._stop_flag.lower()
        began = monotonic()
        model = self._model
        model.tuner.watch.turn_begins()
        known = model.prompts.known_of_next(messages)
        if not 0 < len(known) < self.context_tokens:  # the cache stays as it is, another chat's
            yield Piece("", Finish(StopReason.END, 0, 0, 0, 0.0, 0.0))
            return
        reused = resume(model, known, len(known), adapters)
        self._live_for = keep_as
        try:
            for evaluated in self._read(model, known):
                yield Piece("", prompt_read=evaluated / len(known))
            if model.guessing and model.guessing.draft:
                model.guessing.draft.read(known)
            stop = StopReason.END if len(model.cache.tokens) >= len(known) else StopReason.INTERRUPTED
            seconds = monotonic() - began
            yield Piece("", Finish(stop, len(known), len(known) - reused, 0, seconds, seconds))
        finally:
            keep(model, keep_as, ())
            self.relieve()

    @property
    def computing(self) -> Computing:
        """How it computes; while it rests, as it did before."""
        if self._loaded:
            self._computing = self._loaded.tuner.computing
        return self._computing

    def calibrate(self, anew: bool = False) -> Generator[Piece]:
        """Measure how the model runs fastest here. Raises what `load` raises."""
        self._stop_flag.lower()
        began = monotonic()
        for share in self._model.tuner.calibrate(anew):
            yield Piece("", prompt_read=share)
        stop = StopReason.INTERRUPTED if self.computing.to_be_calibrated else StopReason.END
        yield Piece("", Finish(stop, 0, 0, 0, 0.0, monotonic() - began))

    def forget(self, keep_as: str) -> None:
        """Remove what was kept under this name."""
        if self._loaded and self._loaded.snapshots:
            self._loaded.snapshots.forget(keep_as)
        forget(snapshots_folder(), keep_as)  # of other models, and of other settings, too
        if self._loaded and self._live_for == keep_as:
            self._loaded.cache.wipe()

    def relieve(self, is_short: Callable[[], bool] = memory_is_short) -> None:
        """Give back what can be made again while memory is short, what is missed least first. Not during a reply."""
        if self._loaded and self._loaded.snapshots and is_short():
            self._loaded.snapshots.drop_memory()  # of other chats
        if self._loaded and is_short():
            if self._loaded.guessing and self._loaded.guessing.draft:
                self._loaded.guessing.draft.shrink()
            self._loaded.adapters.drop_all_but(self._loaded.cache.adapted)
            self._loaded.cache.shrink()

    def interrupt(self) -> None:
        """Stop the reply or the preparation now, from any thread."""
        self._stop_flag.raise_()

    def rest(self) -> None:
        """Free the model until the next request."""
        if self._loaded:
            loaded, self._loaded = self._loaded, None
            loaded.free()

    def close(self) -> None:
        """Free the model for good."""
        self.rest()

    @property
    def _model(self) -> LoadedModel:
        """The model, loaded again if it rested. Raises what `load` raises."""
        if self._loaded is None:
            self._loaded = self._load_again()
            self.context_tokens = self._loaded.context_tokens  # there may be less memory now
        return self._loaded

    def _read(self, model: LoadedModel, prompt: Sequence[int]) -> Generator[int]:
        """Evaluate the rest of the prompt batch by batch; yields how many tokens are done, ends early when stopped."""
        cached, step = model.cache.tokens, step_of(model)
        while len(cached) < len(prompt):
            if checked(model.cache.evaluate(prompt[len(cached) : len(cached) + step])) != DECODED:
                return
            if len(cached) < len(prompt):
                yield len(cached)

    def _say(
        self,
        model: LoadedModel,
        prompt: Sequence[int],
        begun: Begun,
        sampling: Sampling,
        said: list[int],
        answers: list[Answer],
    ) -> Generator[Piece, None, StopReason]:
        """Choose token after token into `said`; returns why it ended. What is to be remembered goes to `answers`."""
        stop_strings = (*sampling.stop, *model.prompts.format.stop_strings)
        answer = AnswerText(stop_strings, b"".join(map(model.vocabulary.bytes_of, begun.ids)))
        sampler = Sampler(sampling, model.vocabulary, self.context_tokens, prompt)
        most_tokens = min(len(prompt) + sampling.max_tokens, self.context_tokens)
        ahead = Ahead(model.cache, model.guessing, most_tokens, sampling.is_reproducible)
        shown = [begun.text]
        try:
            if begun.text and begun.is_new:
                yield Piece(begun.text)
            while True:
                stop = self._step(model, sampler, sampling, said, ahead)
                text = "" if stop is StopReason.END else answer.feed(bytes_of_last(model, said, begun))
                if answer.stopped:
                    stop = StopReason.STOP_STRING
                if stop:
                    text += answer.end()
                shown.append(text)
                if text:
                    yield Piece(text)
                if stop:
                    return stop
                if result := checked(ahead.say(said[-1])):
                    shown.append(answer.end())
                    yield Piece(shown[-1])
                    return StopReason.INTERRUPTED if result == ABORTED else StopReason.CONTEXT_FULL
        finally:
            ahead.end()
            sampler.free()
            if not answer.stopped:  # tokens of a stop string are no part of what was said
                answers.append(Answer(text_digest("".join(shown)), (*begun.ids, *said)))
                model.prompts.remember(answers[-1].text_digest, (*begun.ids, *said))

    def _step(
        self, model: LoadedModel, sampler: Sampler, sampling: Sampling, said: list[int], ahead: Ahead
    ) -> StopReason | None:
        """Choose one token into `said`; why this is the end, if it is."""
        token = sampler.next_token(model.cache.context, ahead.row)
        if model.vocabulary.ends_answer(token):
            return StopReason.END
        said.append(token)
        if len(said) >= sampling.max_tokens:
            return StopReason.MAX_TOKENS
        if ahead.length >= self.context_tokens:
            return StopReason.CONTEXT_FULL
        return None


def step_of(model: LoadedModel) -> int:
    """How many tokens of a prompt it reads at a time."""
    computing = model.tuner.computing
    model_bytes = int(llama_cpp.llama_model_size(model.pointer))
    return step_tokens(computing.tuning.batch_tokens, model_bytes, stops_within=not computing.gpu_layers)


def checked(result: int) -> int:
    """The result of an evaluation. Raises ModelError when it failed."""
    if result not in (DECODED, NO_ROOM, ABORTED):
        raise ModelError(words.DECODING_FAILED, words.SEND_AGAIN, f"llama_decode: {result}")
    return result


def bytes_of_last(model: LoadedModel, said: Sequence[int], begun: Begun) -> bytes:
    """The bytes of the token said last; SentencePiece's space before the first word is no part of an answer."""
    return model.vocabulary.bytes_of(said[-1], skip_leading_space=len(said) == 1 and not begun.ids)
