"""What a title costs a chat: nothing of it is evaluated again, and nothing of the asking stays on the disk."""

from pathlib import Path

from chatbelle.chat import Message, Role
from chatbelle.engine.protocol import Engine
from chatbelle.titles import suggest_title
from tests.engine.asking import GREEDY, answered, prepared, said, then


def test_after_a_title_only_the_new_tokens_of_the_next_turn_are_evaluated(engine: Engine) -> None:
    question = said("Which animals are in the fable with the cheese, and what happens to them in the end?")
    answer, first = answered(engine, question)
    told = [*question, Message(Role.ASSISTANT, answer)]
    list(suggest_title(told, engine, GREEDY))
    prepared(engine, told)
    _, second = answered(engine, then(question, answer, "Why?"))
    reused = second.prompt_tokens - second.evaluated_tokens
    assert reused >= first.prompt_tokens + first.answer_tokens
    assert second.evaluated_tokens < 20


def test_asking_for_a_title_keeps_nothing_on_the_disk(engine: Engine, engines_home: Path) -> None:
    before = set(engines_home.rglob("*"))
    list(suggest_title(said("Where do crows sleep at night?", "In trees."), engine, GREEDY))
    assert set(engines_home.rglob("*")) <= before
