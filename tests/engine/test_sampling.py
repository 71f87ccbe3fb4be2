"""What the sampling settings do to a real model's answers."""

import pytest

from chatbelle.engine.protocol import Engine, Sampling
from tests.engine.asking import answered, said

pytestmark = pytest.mark.model
QUESTION = said("Write a poem about the sea.")


def test_the_same_seed_gives_the_same_answer(llama: Engine) -> None:
    seeded = Sampling(temperature=1.5, seed=7, max_tokens=20)
    assert answered(llama, QUESTION, seeded)[0] == answered(llama, QUESTION, seeded)[0]


def test_without_a_seed_answers_differ(llama: Engine) -> None:
    free = Sampling(temperature=1.5, top_k=0, top_p=1, min_p=0, max_tokens=20)
    assert len({answered(llama, QUESTION, free)[0] for _ in range(3)}) > 1


@pytest.mark.parametrize(
    "narrow",
    [
        Sampling(top_k=1),
        Sampling(top_p=1e-6),
        Sampling(min_p=1.0),
        Sampling(typical_p=1e-6, top_k=1),
        Sampling(temperature=1e-4),
    ],
)
def test_each_filter_narrowed_to_one_token_is_greedy(llama: Engine, narrow: Sampling) -> None:
    greedy = answered(llama, QUESTION, Sampling(temperature=0, max_tokens=12))[0]
    chosen = Sampling(**{**{f: getattr(narrow, f) for f in narrow.__slots__}, "max_tokens": 12})
    assert answered(llama, QUESTION, chosen)[0] == greedy


@pytest.mark.parametrize(
    "against",
    [
        Sampling(temperature=0, max_tokens=60, repetition_penalty=1.5),
        Sampling(temperature=0, max_tokens=60, frequency_penalty=1.5),
        Sampling(temperature=0, max_tokens=60, presence_penalty=2.0),
        Sampling(temperature=0, max_tokens=60, dry_multiplier=1.5),
    ],
)
def test_each_penalty_makes_an_answer_repeat_itself_less(llama: Engine, against: Sampling) -> None:
    question = said("What is the capital of France?")  # the small model answers this one by repeating itself
    plain = answered(llama, question, Sampling(temperature=0, max_tokens=60))[0].split()
    varied = answered(llama, question, against)[0].split()
    assert len(set(varied)) / len(varied) > len(set(plain)) / len(plain)
