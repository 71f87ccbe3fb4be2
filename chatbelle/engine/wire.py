"""What the app and its worker process say to each other. Pieces and errors travel as they are."""

from dataclasses import dataclass

from chatbelle.chat import Message
from chatbelle.engine.protocol import Adapter, Piece, PromptToken, Sampling
from chatbelle.engine.tuned import Computing
from chatbelle.errors import ChatBelleError


@dataclass(frozen=True, slots=True)
class Started:
    """The library is loaded and the model is next."""

    amx: bool  # the library contains AMX code, the first suspect if the process dies now


@dataclass(frozen=True, slots=True)
class Progress:
    """The share of the model that is loaded."""

    share: float


@dataclass(frozen=True, slots=True)
class Ready:
    """The model is loaded."""

    context_tokens: int
    model_name: str
    recommended: Sampling
    computing: Computing


@dataclass(frozen=True, slots=True)
class Count:
    """Asks for the tokens of a prompt."""

    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The answer to Count."""

    count: int


@dataclass(frozen=True, slots=True)
class Preview:
    """Asks for the tokens of a prompt one by one, which come as a tuple."""

    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """Asks for an answer, which comes as pieces."""

    messages: tuple[Message, ...]
    sampling: Sampling
    keep_as: str | None
    adapters: tuple[Adapter, ...]


@dataclass(frozen=True, slots=True)
class Prepare:
    """Asks to evaluate ahead; how far it is comes as pieces without text."""

    messages: tuple[Message, ...]
    keep_as: str | None
    adapters: tuple[Adapter, ...]


@dataclass(frozen=True, slots=True)
class Calibrate:
    """Asks to measure how the model runs fastest; how far it is comes as pieces without text."""

    anew: bool


@dataclass(frozen=True, slots=True)
class HowItComputes:
    """Asks for a Computing."""


@dataclass(frozen=True, slots=True)
class Forget:
    """Asks to remove what was kept under a name."""

    keep_as: str


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The answer to Forget."""


@dataclass(frozen=True, slots=True)
class Close:
    """Asks the worker to end."""


Request = Count | Preview | Reply | Prepare | Calibrate | HowItComputes | Forget | Close
Response = (
    Started | Progress | Ready | Tokens | tuple[PromptToken, ...] | Piece | Computing | Forgotten | ChatBelleError
)
