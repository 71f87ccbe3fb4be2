"""LoRA adapters: a model with some answers as the merged weights would, and no state of others is ever used."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from chatbelle.engine.llama import LlamaEngine
from chatbelle.engine.opening import open_engine
from chatbelle.engine.protocol import Adapter
from chatbelle.engine.worker import WorkerEngine
from chatbelle.errors import ModelError
from tests.adapter_files import UNFIT, holding
from tests.engine.asking import answered, prepared, said, then
from tests.engine.tiny_adapters import Family
from tests.engine.tiny_models import SHORT, assert_as_if_fresh, loading, open_tiny

STORY = said("Tell me a long story about a fox and a crow, please, in your own words. " * 3)
LONG = said("Tell me a long story about a fox and a crow. " * 15)


@pytest.fixture
def engine(family: Family) -> Iterator[LlamaEngine]:
    with closing(open_tiny(family.model)) as engine:
        yield engine


def test_strength_0_is_the_model_itself(engine: LlamaEngine, family: Family) -> None:
    text, _ = answered(engine, STORY, SHORT)
    off, finish = answered(engine, STORY, SHORT, adapters=[Adapter(family.adapters[0], 0.0)])
    assert (off, finish.evaluated_tokens) == (text, 1)


@pytest.mark.parametrize("strength", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("number", [0, 1])
def test_an_adapter_answers_as_the_merged_model(
    engine: LlamaEngine, family: Family, number: int, strength: float
) -> None:
    adapters = [Adapter(family.adapters[number], strength)]
    text, _ = answered(engine, STORY, SHORT, adapters=adapters)
    assert text != answered(engine, STORY, SHORT)[0]
    assert_as_if_fresh(family.merged(adapters), STORY, text)


def test_several_adapters_answer_as_all_of_them_merged(engine: LlamaEngine, family: Family) -> None:
    adapters = [Adapter(family.adapters[0], 0.5), Adapter(family.adapters[1], 1.0)]
    text, _ = answered(engine, STORY, SHORT, adapters=adapters)
    assert_as_if_fresh(family.merged(adapters), STORY, text)
    other_way, finish = answered(engine, STORY, SHORT, adapters=adapters[::-1])
    assert (other_way, finish.evaluated_tokens) == (text, 1)


def test_adapters_stay_on_when_the_context_grows(engine: LlamaEngine, family: Family) -> None:
    adapters = [Adapter(family.adapters[0])]
    first, _ = answered(engine, STORY, SHORT, "1", adapters)
    longer = then(STORY, first, LONG[0].text)
    text, _ = answered(engine, longer, SHORT, "1", adapters)
    assert_as_if_fresh(family.merged(adapters), longer, text)


def test_chats_with_other_adapters_take_turns_and_evaluate_nothing_twice(engine: LlamaEngine, family: Family) -> None:
    sets = [[], [Adapter(family.adapters[0])], [Adapter(family.adapters[0], 0.5)], [Adapter(family.adapters[1])]]
    chats = []
    for number, adapters in enumerate(sets):
        text, finish = answered(engine, STORY, SHORT, str(number), adapters)
        assert finish.evaluated_tokens == finish.prompt_tokens
        chats.append(then(STORY, text, "And then?"))
    for number, adapters in enumerate(sets):
        text, finish = answered(engine, chats[number], SHORT, str(number), adapters)
        assert finish.evaluated_tokens < 40
        assert_as_if_fresh(family.merged(adapters), chats[number], text)


def test_a_reopened_chat_finds_the_states_of_its_adapters_only(family: Family) -> None:
    adapters = [Adapter(family.adapters[0])]
    with closing(open_tiny(family.model)) as engine:
        text, _ = answered(engine, STORY, SHORT, "1", adapters)
    with closing(open_tiny(family.model)) as engine:
        assert prepared(engine, STORY, "1") > 100
        again, finish = answered(engine, STORY, SHORT, "1", adapters)
    assert (again, finish.evaluated_tokens) == (text, 1)


def test_an_adapter_that_was_trained_further_is_loaded_again(
    engine: LlamaEngine, family: Family, tmp_path: Path
) -> None:
    path = tmp_path / "mine.gguf"
    path.write_bytes(family.adapters[0].read_bytes())
    answered(engine, STORY, SHORT, "1", [Adapter(path)])
    path.write_bytes(family.adapters[1].read_bytes())
    os.utime(path, ns=(1, 1))
    text, finish = answered(engine, STORY, SHORT, "1", [Adapter(path)])
    assert finish.evaluated_tokens == finish.prompt_tokens
    assert_as_if_fresh(family.merged([Adapter(family.adapters[1])]), STORY, text)


def test_adapters_that_are_not_in_use_are_freed_when_memory_is_short(engine: LlamaEngine, family: Family) -> None:
    for path in family.adapters:
        answered(engine, STORY, SHORT, "1", [Adapter(path)])
    model = engine._model
    model.adapters.drop_all_but(model.cache.adapted)
    adapters = [Adapter(path) for path in family.adapters]
    text, _ = answered(engine, STORY, SHORT, "1", adapters)
    assert_as_if_fresh(family.merged(adapters), STORY, text)


def test_an_adapter_for_the_embedding_fits_the_other_way_round(engine: LlamaEngine, tmp_path: Path) -> None:
    path = tmp_path / "embedding.gguf"
    chance = np.random.default_rng(5)
    a, b = (chance.standard_normal((rows, 2)).astype(np.float32) for rows in (272, 256))
    holding({"token_embd.weight.lora_a": a, "token_embd.weight.lora_b": b})(path)
    assert answered(engine, STORY, SHORT, adapters=[Adapter(path)]) != answered(engine, STORY, SHORT)


def test_a_worker_survives_what_does_not_fit_and_uses_what_does(family: Family, tmp_path: Path) -> None:
    engine = open_engine(family.model, loading())
    assert isinstance(engine, WorkerEngine)
    with closing(engine):
        process_id = engine.process_id
        for number, write in enumerate(UNFIT.values()):
            path = tmp_path / f"{number}.gguf"
            write(path)
            with pytest.raises(ModelError):
                answered(engine, STORY, SHORT, adapters=[Adapter(path)])
        adapters = [Adapter(family.adapters[0])]
        text, _ = answered(engine, STORY, SHORT, adapters=adapters)
        assert engine.process_id == process_id
    assert_as_if_fresh(family.merged(adapters), STORY, text)
