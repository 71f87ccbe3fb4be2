"""An engine that says what it is told, at a pace: for tests, screenshots and `--demo`. No model, no llama.cpp."""

import re
import threading
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from time import monotonic

from chatbelle import words
from chatbelle.chat import Message, Role, StopReason
from chatbelle.engine.prompts import common_prefix_length
from chatbelle.engine.protocol import Adapter, Finish, Piece, PromptToken, Sampling
from chatbelle.engine.text import AnswerText
from chatbelle.engine.tuned import Attention, Calibrated, Computing, Gain, Knob, Tuning
from chatbelle.errors import MessageTooLong
from chatbelle.thinking import thinking_of

# What it says that it has measured.
MEASURED = Calibrated(
    Tuning(3, 4, 256, Attention.PLAIN),
    (
        Gain(Knob.DECODE_THREADS, 1.12, 9),
        Gain(Knob.ATTENTION, 1.08, 9),
        Gain(Knob.PROMPT_THREADS, 1.0, 9),
        Gain(Knob.BATCH_TOKENS, 1.21, 9),
    ),
    14.2,
)
# A word with the space before it, or one other character: close to what a tokenizer makes of mixed text.
_TOKEN = re.compile(r"\s?[A-Za-z0-9]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _State:
    """Tokens that a real engine keeps the state of."""

    owner: str | None
    adapters: frozenset[Adapter]
    tokens: list[str]


class ScriptedEngine:
    """Says its answers in turn, one word or Chinese character a token, `pause_seconds` apart; then starts again."""

    def __init__(
        self,
        *answers: str,
        pause_seconds: float = 0.0,
        reading_seconds: float = 0.0,
        context_tokens: int = 4096,
        model_name: str = "Scripted",
    ) -> None:
        self.context_tokens = context_tokens
        self.model_name = model_name
        self.recommended = Sampling()
        self.computing = Computing(Tuning(4, 4, 128), can_calibrate=True, to_be_calibrated=True)
        self._answers = answers or ("…",)
        self._replies = 0
        self._pause_seconds = pause_seconds
        self._reading_seconds = reading_seconds
        self._interrupted = threading.Event()
        self._states: list[_State] = []

    def count_tokens(self, messages: Sequence[Message]) -> int:
        """Tokens of the script's simple prompt: each message's, and two around it."""
        return len(_prompt(messages))

    def prompt_tokens(self, messages: Sequence[Message]) -> tuple[PromptToken, ...]:
        """The script's prompt, numbered; roles are its special tokens."""
        return tuple(PromptToken(at, token, token in tuple(Role)) for at, token in enumerate(_prompt(messages)))

    def reply(
        self,
        messages: Sequence[Message],
        sampling: Sampling,
        keep_as: str | None = None,
        adapters: Sequence[Adapter] = (),
    ) -> Generator[Piece]:
        """Stream the next answer of the script."""
        self._interrupted.clear()
        began = monotonic()
        prompt = _prompt(messages)
        if len(prompt) >= self.context_tokens:
            raise MessageTooLong(
                words.MESSAGE_TOO_LONG.filled(tokens=len(prompt), limit=self.context_tokens), words.SHORTEN_MESSAGE
            )
        cached = min(self._kept_of(prompt, adapters), len(prompt) - 1)
        state = list(prompt)
        self._states.append(_State(keep_as, used(adapters), state))
        yield from self._read()
        first_token_seconds = monotonic() - began
        answer = AnswerText(sampling.stop)
        stop = StopReason.END
        tokens = _TOKEN.findall(self._answers[self._replies % len(self._answers)])
        self._replies += 1
        said = 0
        for token in tokens:
            if self._interrupted.wait(self._pause_seconds):
                stop = StopReason.INTERRUPTED
                break
            if said == sampling.max_tokens:
                stop = StopReason.MAX_TOKENS
                break
            if len(state) == self.context_tokens:
                stop = StopReason.CONTEXT_FULL
                break
            state.append(token)
            said += 1
            text = answer.feed(token.encode())
            if text:
                yield Piece(text)
            if answer.stopped:
                stop = StopReason.STOP_STRING
                break
        finish = Finish(stop, len(prompt), len(prompt) - cached, said, first_token_seconds, monotonic() - began)
        yield Piece(answer.end(), finish)

    def prepare(
        self, messages: Sequence[Message], keep_as: str | None = None, adapters: Sequence[Adapter] = ()
    ) -> Generator[Piece]:
        """Pretend to evaluate all that the next prompt begins with."""
        self._interrupted.clear()
        began = monotonic()
        answered = bool(messages) and messages[-1].role is Role.ASSISTANT
        known = [*_prompt(messages)[:-1], *([Role.USER] if answered else [])]
        evaluated = len(known) - self._kept_of(known, adapters)
        yield from self._read()
        self._states.append(_State(keep_as, used(adapters), known))
        seconds = monotonic() - began
        yield Piece("", Finish(StopReason.END, len(known), evaluated, 0, seconds, seconds))

    def calibrate(self, anew: bool = False) -> Generator[Piece]:
        """Pretend to measure, and to have found something."""
        self._interrupted.clear()
        began = monotonic()
        self.computing = replace(self.computing, to_be_calibrated=self.computing.to_be_calibrated or anew)
        if self.computing.to_be_calibrated:
            yield from self._read()
        stop = StopReason.INTERRUPTED if self._interrupted.is_set() else StopReason.END
        if stop is StopReason.END:
            self.computing = replace(self.computing, calibrated=MEASURED, to_be_calibrated=False)
        yield Piece("", Finish(stop, 0, 0, 0, 0.0, monotonic() - began))

    def forget(self, keep_as: str) -> None:
        """Pretend to have nothing of this name."""
        self._states = [state for state in self._states if state.owner != keep_as]

    def rest(self) -> None:
        """Lose what has no name."""
        self._states = [state for state in self._states if state.owner is not None]

    def interrupt(self) -> None:
        """Stop the reply before its next token."""
        self._interrupted.set()

    def close(self) -> None:
        """Nothing to free."""

    def _kept_of(self, prompt: Sequence[str], adapters: Sequence[Adapter]) -> int:
        """How many of the prompt's tokens a real engine would not evaluate again."""
        alike = (state.tokens for state in self._states if state.adapters == used(adapters))
        return max((common_prefix_length(tokens, prompt) for tokens in alike), default=0)

    def _read(self) -> Generator[Piece]:
        """Pretend to read the prompt, in ten steps."""
        for step in range(10):
            if self._interrupted.wait(self._reading_seconds / 10):
                return
            if self._reading_seconds:
                yield Piece("", prompt_read=(step + 1) / 10)


def used(adapters: Sequence[Adapter]) -> frozenset[Adapter]:
    """Those that change something."""
    return frozenset(adapter for adapter in adapters if adapter.strength)


def _prompt(messages: Sequence[Message]) -> list[str]:
    *earlier, last = messages
    seen = [replace(message, text=thinking_of(message.text).answer) for message in earlier]  # as reasoning models do
    history = [token for message in seen for token in (message.role, *_TOKEN.findall(message.text), "\n")]
    if last.role is Role.ASSISTANT:  # to be continued
        return [*history, last.role, *_TOKEN.findall(last.text)]
    return [*history, last.role, *_TOKEN.findall(last.text), "\n", Role.ASSISTANT]
