"""What the rest of the app knows of an engine: no llama.cpp types, no processes; a server could stand behind it."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Protocol

from chatbelle.chat import Message, StopReason

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


@dataclass(frozen=True, slots=True)
class Loading:
    """What a person may ask of the loading of a model; None leaves it to ChatBelle."""

    context_tokens: int | None = None
    prompt_format: str | None = None  # a name of engine.belle.FORMATS; None: the one that the model's file names


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

    def count_tokens(self, messages: Sequence[Message]) -> int:
        """Tokens of the prompt that `reply` would be given for these messages."""

    def prompt_tokens(self, messages: Sequence[Message]) -> tuple[PromptToken, ...]:
        """The very tokens of the prompt that `reply` would be given."""

    def reply(self, messages: Sequence[Message], sampling: Sampling) -> Generator[Piece]:
        """Stream the answer to the last message; the last piece says why it stopped.

        Raises a ChatBelleError: the prompt does not fit, the template is unusable, the engine crashed.
        """

    def interrupt(self) -> None:
        """Stop the reply now, from any thread, even while the prompt is still being read."""

    def close(self) -> None:
        """Free the model. A second call does nothing."""
