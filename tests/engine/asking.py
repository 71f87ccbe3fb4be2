"""Ways to ask an engine that many tests share."""

from collections.abc import Sequence

from chatbelle.chat import Message, Role
from chatbelle.engine.protocol import Adapter, Engine, Finish, Sampling

GREEDY = Sampling(temperature=0, max_tokens=24)


def said(*texts: str) -> list[Message]:
    """A conversation that alternates between the person and the model, beginning with the person."""
    return [Message((Role.USER, Role.ASSISTANT)[number % 2], text) for number, text in enumerate(texts)]


def answered(
    engine: Engine,
    messages: list[Message],
    sampling: Sampling = GREEDY,
    keep_as: str | None = None,
    adapters: Sequence[Adapter] = (),
) -> tuple[str, Finish]:
    """The whole answer and how it finished."""
    pieces = list(engine.reply(messages, sampling, keep_as, adapters))
    finish = pieces[-1].finish
    assert finish is not None
    return "".join(piece.text for piece in pieces), finish


def prepared(
    engine: Engine, messages: list[Message], keep_as: str | None = None, adapters: Sequence[Adapter] = ()
) -> int:
    """Let the engine evaluate ahead; how many tokens that were."""
    *_, last = engine.prepare(messages, keep_as, adapters)
    assert last.finish is not None
    return last.finish.evaluated_tokens


def then(messages: list[Message], answer: str, text: str) -> list[Message]:
    """The conversation one turn further."""
    return [*messages, Message(Role.ASSISTANT, answer), Message(Role.USER, text)]
