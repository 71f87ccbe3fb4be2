"""Whatever people do, in whatever order: each answer is the right one, and no state of another text is ever used."""

import os
import random
import signal

import pytest

from chatbelle.chat import Message, Role
from chatbelle.engine.opening import open_engine
from chatbelle.engine.protocol import Adapter, Engine, Sampling
from chatbelle.engine.worker import WorkerEngine
from chatbelle.errors import EngineCrashed
from chatbelle.paths import snapshots_folder
from tests.engine.asking import answered, prepared
from tests.engine.tiny_adapters import Family, write_family
from tests.engine.tiny_models import SHORT, assert_as_if_fresh, loading, open_tiny

SEQUENCES, PARTS, STEPS = 200, 10, 4
LONG = Sampling(temperature=0, max_tokens=500)
# People say the same at the same place, behind other words of the same length: a state is easily mistaken for another.
BEGINNINGS = ["fox", "cow", "hen"]
ENDINGS = [
    " ran over a green field while it rained all day on my old house",
    " saw two birds",
    " slept until noon, and then? " * 6,
]


class Person:
    """Has some chats and does things with them; checks every answer."""

    def __init__(self, families: tuple[Family, Family], chance: random.Random, in_worker: bool) -> None:
        self.families, self.chance, self.in_worker = families, chance, in_worker
        self.chats: dict[str, list[Message]] = {}
        self.adapters: list[Adapter] = []
        self.evaluated = self.read = 0
        self.open_model()

    def open_model(self) -> None:
        self.family = self.chance.choice(self.families)
        self.adapters = []
        model = self.family.model
        self.engine: Engine = open_engine(model, loading()) if self.in_worker else open_tiny(model)

    def change_adapters(self) -> None:
        """Some sets only: each needs a merged model to compare with."""
        one, other = self.family.adapters
        sets = [[], [Adapter(one)], [Adapter(one, 0.5)], [Adapter(one), Adapter(other, 0.5)]]
        self.adapters = self.chance.choice(sets)

    def text(self) -> str:
        return self.chance.choice(BEGINNINGS) + self.chance.choice(ENDINGS)

    def any_chat(self) -> str:
        return self.chance.choice(list(self.chats) or [self.new_chat()])

    def new_chat(self) -> str:
        name = f"{len(self.chats)}x{self.chance.getrandbits(32)}"
        self.chats[name] = [Message(Role.SYSTEM, "You are kind and brief.")] if self.chance.random() < 0.5 else []
        return name

    def say(self, name: str) -> None:
        """One more turn in a chat, or the first one again when it has become long."""
        history = self.chats[name]
        prompt = [*history[: 1 if len(history) > 9 else None], Message(Role.USER, self.text())]
        prompt = [message for at, message in enumerate(prompt) if at or message.role is not Role.ASSISTANT]
        answer, finish = answered(
            self.engine, prompt, SHORT, name if self.chance.random() < 0.9 else None, self.adapters
        )
        assert_as_if_fresh(self.family.merged(self.adapters), prompt, answer)
        self.evaluated, self.read = self.evaluated + finish.evaluated_tokens, self.read + finish.prompt_tokens
        self.chats[name] = [*prompt, Message(Role.ASSISTANT, answer)]

    def open(self) -> None:
        self.say(self.new_chat())

    def switch(self) -> None:
        name = self.any_chat()
        prepared(self.engine, self.chats[name], name, self.adapters)
        self.say(name)

    def edit(self) -> None:
        name = self.any_chat()
        self.chats[name] = self.chats[name][: self.chance.randrange(0, len(self.chats[name]) + 1)]
        while self.chats[name] and self.chats[name][-1].role is Role.USER:
            self.chats[name].pop()
        self.say(name)

    def fork(self) -> None:
        beginning = self.chats[self.any_chat()]
        name = self.new_chat()
        self.chats[name] = list(beginning)
        self.say(name)

    def remove(self) -> None:
        name = self.any_chat()
        self.engine.forget(name)
        del self.chats[name]

    def corrupt(self) -> None:
        files = sorted(snapshots_folder().glob("*/*.kv"))
        if files:
            file = self.chance.choice(files)
            data = bytearray(file.read_bytes())
            data[self.chance.randrange(len(data))] ^= 1 << self.chance.randrange(8)
            file.write_bytes(data[: self.chance.choice([len(data), self.chance.randrange(len(data))])])

    def rest(self) -> None:
        self.engine.rest()

    def change_model(self) -> None:
        self.engine.close()
        self.open_model()

    def kill(self) -> None:
        """The worker dies in the middle of an answer."""
        assert isinstance(self.engine, WorkerEngine)
        pieces = self.engine.reply([Message(Role.USER, self.text())], LONG, self.any_chat())
        next(pieces)
        os.kill(self.engine.process_id, signal.SIGKILL)
        with pytest.raises(EngineCrashed):
            list(pieces)

    def do_something(self) -> None:
        often = [self.open, self.switch, self.switch, self.edit, self.fork, self.corrupt, self.remove]
        often += [self.change_adapters]
        seldom = [self.rest, self.change_model, *([self.kill] * 3 if self.in_worker else [])]
        self.chance.choice(often * 3 + seldom)()


@pytest.fixture(scope="session")
def families(tmp_path_factory: pytest.TempPathFactory, family: Family) -> tuple[Family, Family]:
    return family, write_family(tmp_path_factory.mktemp("other"), 2)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals to kill with")
@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.thorough) for part in range(1, PARTS))])
def test_after_anything_people_do_every_answer_is_that_of_a_fresh_evaluation(
    families: tuple[Family, Family], part: int
) -> None:
    evaluated = read = 0
    for number in range(SEQUENCES // PARTS):
        person = Person(families, random.Random(1000 * part + number), in_worker=number % 10 == 0)
        for _ in range(STEPS):
            person.do_something()
        person.engine.close()
        evaluated, read = evaluated + person.evaluated, read + person.read
    assert evaluated < read * 0.7
