"""What guessing ahead brings: decode rates with it and without, which take turns on the same loaded model."""

import statistics
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from chatbelle.chat import Message, Role
from chatbelle.engine.llama import LlamaEngine, open_llama
from chatbelle.engine.protocol import Loading, Sampling

ANSWER_TOKENS = 150
GREEDY = Sampling(temperature=0, max_tokens=ANSWER_TOKENS)


def asked_for(text: str) -> list[Message]:
    """A conversation that begins with it."""
    return [Message(Role.USER, text)]


def decode_rate(engine: LlamaEngine, messages: list[Message], sampling: Sampling) -> tuple[float, str]:
    """Tokens a second after the first one, and the answer."""
    *pieces, last = engine.reply(messages, sampling)
    assert last.finish is not None
    seconds = last.finish.seconds - last.finish.first_token_seconds
    return (last.finish.answer_tokens - 1) / seconds, "".join(piece.text for piece in pieces) + last.text


def measure_guessing(model: Path, loading: Loading, rounds: int) -> dict[str, float]:
    """Ratios of the rates with and without guesses, medians over the rounds, and whether greedy answers agree."""
    rewriting, prose, same = [], [], True
    text = "The fox saw a crow in a tree with a piece of cheese. He asked her to sing, and she did. " * 2
    with closing(open_llama(model, loading, lambda share: None, lambda: False)) as engine:
        guessing, plain = engine._model, replace(engine._model, guessing=None)
        for number in range(rounds + 1):  # the first one warms up, and finds out what guesses cost
            rewritten = asked_for(f"Repeat this text word by word:\n{number}. {text}")
            told = asked_for(f"{number}: tell me a long story.")
            sampling = Sampling(seed=number, max_tokens=ANSWER_TOKENS)
            said: dict[bool, list[tuple[float, str]]] = {}
            for ahead in (True, False) if number % 2 else (False, True):  # whoever is second finds more of it cached
                engine._loaded = guessing if ahead else plain
                said[ahead] = [decode_rate(engine, *asked) for asked in ((rewritten, GREEDY), (told, sampling))]
            (fast, one), (fast_prose, three) = said[True]
            (slow, two), (slow_prose, four) = said[False]
            same = same and (one, three) == (two, four)
            rewriting.append(fast / slow)
            prose.append(fast_prose / slow_prose)
    return {
        "guessing_over_plain_rewriting": round(statistics.median(rewriting[1:]), 3),
        "guessing_over_plain_prose": round(statistics.median(prose[1:]), 3),
        "same_tokens": int(same),
    }
