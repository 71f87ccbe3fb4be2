"""What a person set for one chat, over what the model's makers recommend."""

import json
from dataclasses import fields
from pathlib import Path

import pytest

from chatbelle.chat_settings import ChatSettings, as_values, settings_from
from chatbelle.context import Summary, WhenFull
from chatbelle.engine.protocol import Adapter, Sampling


def test_every_number_of_the_sampling_can_be_set() -> None:
    assert {field.name for field in fields(Sampling)} <= {field.name for field in fields(ChatSettings)}


def test_what_was_not_set_is_as_recommended() -> None:
    recommended = Sampling(temperature=0.3, top_k=7, stop=("x",), seed=3)
    assert ChatSettings().applied_to(recommended) == recommended
    assert ChatSettings(temperature=0, stop=()).applied_to(recommended) == Sampling(0, top_k=7, seed=3)


def test_settings_are_plain_values_and_back() -> None:
    chosen = ChatSettings(Path("m.gguf"), "Be brief.", "belle", 0.5, 1, max_tokens=9, stop=("a",), seed=2)
    assert settings_from(as_values(chosen)) == chosen
    full = ChatSettings(when_full=WhenFull.SUMMARISE, summary=Summary("In short.", 7))
    assert settings_from(as_values(full)) == full
    adapted = ChatSettings(adapters=(Adapter(Path("a.gguf"), 0.5), Adapter(Path("b.gguf"))))
    assert settings_from(json.loads(json.dumps(as_values(adapted)))) == adapted
    assert as_values(ChatSettings()) == {}
    assert settings_from({"from": "a later version"}) == ChatSettings()


@pytest.mark.parametrize(
    "values",
    [
        {"adapters": ["a"]},
        {"adapters": [{"path": "a", "strength": 3}]},
        {"model": 1},
        {"stop": "x"},
        {"stop": [1]},
        {"top_k": 1.5},
        {"seed": True},
        {"temperature": float("nan")},
    ],
)
def test_nonsense_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(values))):
        settings_from(values)
