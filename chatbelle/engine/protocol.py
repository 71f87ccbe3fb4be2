"""What the rest of the app knows of an engine: no llama.cpp types, no processes; a server could stand behind it."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from chatbelle.chat import Message, StopReason
from chatbelle.engine.tuned import Computing, Tuning

MOST_STRENGTH = 2.0  # of an adapter: beyond it, models stop making sense
PROMPT_FORMATS = ("belle-bloom", "belle-llama", "belle-turns", "continue")  # names of engine.belle.FORMATS


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the next token is chosen, and when an answer ends. The defaults are those of llama.cpp."""

    temperature: float = 0.8  # 0: always the most likely token
    top_k: int = 40  # 0: off
    top_p: float = 0.95  # 1: off
    min_p: float = 0.05  # 0: off
    typical_p: float = 1.0  # 1: off
    repetition_penalty: float = 1.0  # 1: off
    frequency_penalty: float = 0.0
    presence_penalty: float = 0.0
    penalty_tokens: int = 64  # how many of the last tokens the three penalties look at
    dry_multiplier: float = 0.0  # 0: off
    dry_base: float = 1.75
    dry_allowed_length: int = 2
    dry_tokens: int = 1024  # how many of the last tokens DRY looks at
    seed: int | None = None  # None: another one each time
    max_tokens: int = 1024  # at least 1
    stop: tuple[str, ...] = ()

    @property
    def is_reproducible(self) -> bool:
        """Whether the same prompt is to give the same answer each time."""
        return self.temperature <= 0 or self.seed is not None


class CacheType(StrEnum):
    """The precision in which a conversation's keys and values are held: the second takes about half the memory."""

    F16 = "f16"
    Q8_0 = "q8_0"


@dataclass(frozen=True, slots=True)
class Loading:
    """What a person may ask of the loading of a model; None leaves it to ChatBelle."""

    context_tokens: int | None = None
    prompt_format: str | None = None  # a name of engine.belle.FORMATS; None: the one that the model's file names
    cache_type: CacheType | None = None
    threads: int | None = None  # at most so many compute
    draft: Path | None = None  # a small model of the same vocabulary, which guesses for this one
    guess_ahead: bool = True  # several tokens at once where that pays; off only to compare
    tuned: bool = True  # as was measured on this machine, once it is; else as llama.cpp does by itself
    tuning: Tuning | None = None  # exactly this, and nothing is measured
    snapshot_bytes: int = 4 * 1024**3  # the most that the states of all chats may take on the disk; 0: none is kept


@dataclass(frozen=True, slots=True)
class Adapter:
    """A LoRA adapter beside the model; what it adds is multiplied by the strength, and with 0 it is not used."""

    path: Path  # of a GGUF
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class Finish:
    """Why an answer ended, and what it cost."""

    stop: StopReason
    prompt_tokens: int
    evaluated_tokens: int  # prompt tokens that were not in the cache
    answer_tokens: int
    first_token_seconds: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A bit of an answer: whole characters only. The last piece, and no other, has a `finish`.

    While a long prompt is being read, pieces without text say how much of it is done.
    """

    text: str
    finish: Finish | None = None
    prompt_read: float = 1.0  # share of the prompt that is read; 1 once the answer has begun
    sums_up: bool = False  # the session's own sign that the model sums up what no longer fits, before it answers


@dataclass(frozen=True, slots=True)
class PromptToken:
    """A token of a prompt as a person can read it."""

    id: int
    text: str
    special: bool = False  # the format's own, which no text can become


class Engine(Protocol):
    """A loaded model. One reply at a time; `interrupt` alone may be called from any thread."""

    @property
    def context_tokens(self) -> int:
        """How many tokens the model can see: prompt and answer together."""

    @property
    def model_name(self) -> str:
        """The name to show, from the model's own metadata."""

    @property
    def recommended(self) -> Sampling:
        """How the model's makers want its tokens chosen."""

    @property
    def computing(self) -> Computing:
        """How it computes, and what a calibration found about that."""

    def count_tokens(self, messages: Sequence[Message]) -> int:
        """Tokens of the prompt that `reply` would be given for these messages."""

    def prompt_tokens(self, messages: Sequence[Message]) -> tuple[PromptToken, ...]:
        """The very tokens of the prompt that `reply` would be given."""

    def reply(
        self,
        messages: Sequence[Message],
        sampling: Sampling,
        keep_as: str | None = None,
        adapters: Sequence[Adapter] = (),
    ) -> Generator[Piece]:
        """Stream the answer to the last message; the last piece says why it stopped.

        Only tokens are evaluated that no earlier prompt or answer began with, in whatever chat with the same adapters.
        Under the name `keep_as`, letters and digits, the state may stay on the disk until `forget`; with None it leaves
        nothing there. Raises a ChatBelleError: the prompt does not fit, the template or an adapter is unusable, the
        engine crashed.
        """

    def prepare(
        self, messages: Sequence[Message], keep_as: str | None = None, adapters: Sequence[Adapter] = ()
    ) -> Generator[Piece]:
        """Evaluate ahead what the next prompt of this conversation begins with, whatever the person will write.

        For a chat that was opened, and after an answer. The pieces have no text; close the generator to stop. What does
        not fit is left alone. Raises a ChatBelleError as `reply` does.
        """

    def calibrate(self, anew: bool = False) -> Generator[Piece]:
        """Measure how the model runs fastest here, some seconds in all, or begin again with `anew`.

        The pieces have no text, and `prompt_read` is the share that is done; close the generator to stop, and a later
        call goes on. Ends at once where there is nothing to measure, or other programs are busy. Raises a
        ChatBelleError as `reply` does.
        """

    def forget(self, keep_as: str) -> None:
        """Remove what was kept under this name, in memory and on the disk; at once on the disk, even during a reply."""

    def rest(self) -> None:
        """Give the model's memory back. The next request loads it again and finds the states that have names."""

    def interrupt(self) -> None:
        """Stop the reply or the preparation now, from any thread, even while the prompt is still being read."""

    def close(self) -> None:
        """Free the model. A second call does nothing."""
