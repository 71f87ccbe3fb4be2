"""Ways to ask an engine that many tests share."""

from chatbelle.chat import Message, Role
from chatbelle.engine.protocol import Engine, Finish, Sampling

GREEDY = Sampling(temperature=0, max_tokens=24)


def said(*texts: str) -> list[Message]:
    """A conversation that alternates between the person and the model, beginning with the person."""
    return [Message((Role.USER, Role.ASSISTANT)[number % 2], text) for number, text in enumerate(texts)]


def answered(engine: Engine, messages: list[Message], sampling: Sampling = GREEDY) -> tuple[str, Finish]:
    """The whole answer and how it finished."""
    pieces = list(engine.reply(messages, sampling))
    finish = pieces[-1].finish
    assert finish is not None
    return "".join(piece.text for piece in pieces), finish
