"""Chats open again where they were: only what is new is evaluated, and the answer is that of a fresh evaluation."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from chatbelle.chat import Message, Role
from chatbelle.engine.llama import LlamaEngine
from chatbelle.engine.snapshot_folder import forget_all_but, used_bytes
from chatbelle.engine.snapshots import MAGIC
from chatbelle.errors import MessageTooLong
from chatbelle.paths import snapshots_folder
from tests.engine.asking import answered, prepared, said, then
from tests.engine.tiny_models import SHORT, assert_as_if_fresh, open_tiny

STORY = said("Tell me a long story about a fox and a crow, please, in your own words. " * 5)
OTHER = said("What is the weather like in the mountains when winter comes? " * 5)
CHANGED = said(STORY[0].text.replace("please", "quickly"))


@pytest.fixture
def engine(tiny: Path) -> Iterator[LlamaEngine]:
    with closing(open_tiny(tiny)) as engine:
        yield engine


def files() -> list[Path]:
    return sorted(snapshots_folder().glob("*/*.kv"))


def test_a_reopened_chat_evaluates_only_what_is_new(tiny: Path) -> None:
    with closing(open_tiny(tiny)) as engine:
        text, _ = answered(engine, STORY, SHORT, "1")
    longer = then(STORY, text, "And then?")
    with closing(open_tiny(tiny)) as engine:
        again, finish = answered(engine, longer, SHORT, "1")
    assert finish.evaluated_tokens < 40 < finish.prompt_tokens
    assert_as_if_fresh(tiny, longer, again)


def test_switching_between_five_chats_evaluates_nothing_again(engine: LlamaEngine) -> None:
    chats = [said(f"Chat number {number}. {STORY[0].text}") for number in range(5)]
    for number, chat in enumerate(chats):
        chat.append(Message(Role.ASSISTANT, answered(engine, chat, SHORT, str(number))[0]))
        prepared(engine, chat, str(number))
    assert [prepared(engine, chat, str(number)) for number, chat in enumerate(chats)] == [0] * 5


def test_a_forked_chat_shares_its_beginning(engine: LlamaEngine, tiny: Path) -> None:
    text, _ = answered(engine, STORY, SHORT, "1")
    answered(engine, OTHER, SHORT, "2")
    fork = then(STORY, text, "Another end?")
    again, finish = answered(engine, fork, SHORT, "3")
    assert finish.evaluated_tokens < 40
    assert_as_if_fresh(tiny, fork, again)


def test_an_edited_message_is_evaluated_from_the_edit_on(engine: LlamaEngine, tiny: Path) -> None:
    answered(engine, STORY, SHORT, "1")
    text, finish = answered(engine, CHANGED, SHORT, "1")
    same = CHANGED[0].text.index("quickly")
    assert finish.prompt_tokens - finish.evaluated_tokens == pytest.approx(same, abs=20)
    assert_as_if_fresh(tiny, CHANGED, text)


def test_the_same_words_behind_another_beginning_are_evaluated_anew(engine: LlamaEngine, tiny: Path) -> None:
    answered(engine, STORY, SHORT, "1")
    answered(engine, OTHER, SHORT, "2")
    alike = said("S" + STORY[0].text[1:])
    text, finish = answered(engine, alike, SHORT, "3")
    assert finish.prompt_tokens - finish.evaluated_tokens <= len("Human: ")
    assert_as_if_fresh(tiny, alike, text)


def test_regenerating_evaluates_a_single_token(engine: LlamaEngine, tiny: Path) -> None:
    answered(engine, STORY, SHORT, "1")
    answered(engine, OTHER, SHORT, "2")
    again, finish = answered(engine, STORY, SHORT, "1")
    assert finish.evaluated_tokens == 1
    assert_as_if_fresh(tiny, STORY, again)


def test_a_system_prompt_is_evaluated_once_for_all_chats(engine: LlamaEngine) -> None:
    persona = Message(Role.SYSTEM, "You are a patient teacher. " * 10)
    answered(engine, [persona, *STORY], SHORT, "1")
    _, finish = answered(engine, [persona, *OTHER], SHORT, "2")
    assert finish.prompt_tokens - finish.evaluated_tokens >= len(persona.text) - 10


def test_what_is_prepared_need_not_be_evaluated_when_the_person_has_written(engine: LlamaEngine) -> None:
    text, _ = answered(engine, STORY, SHORT, "1")
    assert prepared(engine, [*STORY, Message(Role.ASSISTANT, text)], "1") > 0
    _, finish = answered(engine, then(STORY, text, "Why"), SHORT, "1")
    assert finish.evaluated_tokens <= len("Why\n\nAssistant:")


def test_a_rested_engine_loads_again_and_goes_on(engine: LlamaEngine, tiny: Path) -> None:
    text, _ = answered(engine, STORY, SHORT, "1")
    engine.rest()
    longer = then(STORY, text, "And then?")
    again, finish = answered(engine, longer, SHORT, "1")
    assert finish.evaluated_tokens < 40
    assert_as_if_fresh(tiny, longer, again)


def test_an_answer_said_in_unusual_tokens_is_found_again(tiny: Path) -> None:
    """Its text alone would be cut into other tokens than those it was said with, of which the state is kept."""
    with closing(open_tiny(tiny)) as engine:
        text, _ = answered(engine, STORY, SHORT, "1")
        said_ids = engine._model.prompts.prompt(then(STORY, text, ""))
    with closing(open_tiny(tiny)) as engine:
        assert engine._model.prompts._said
        assert engine._model.prompts.prompt(then(STORY, text, "")) == said_ids


def test_another_models_states_are_not_used(tiny_models: tuple[Path, Path]) -> None:
    one, other = tiny_models
    with closing(open_tiny(one)) as engine:
        answered(engine, STORY, SHORT, "1")
    with closing(open_tiny(other)) as engine:
        text, finish = answered(engine, STORY, SHORT, "1")
    assert finish.evaluated_tokens == finish.prompt_tokens
    assert_as_if_fresh(other, STORY, text)


def truncated(data: bytes) -> bytes:
    return data[:-1000]


def with_a_bit_flipped_in_the_head(data: bytes) -> bytes:
    return data[:200] + bytes([data[200] ^ 1]) + data[201:]


def with_a_bit_flipped_in_the_state(data: bytes) -> bytes:
    return data[:-5000] + bytes([data[-5000] ^ 64]) + data[-4999:]


def of_another_version(data: bytes) -> bytes:
    return MAGIC[:-1] + b"\x63" + data[len(MAGIC) :]


def emptied(data: bytes) -> bytes:
    return b""


@pytest.mark.parametrize(
    "damaged", [truncated, with_a_bit_flipped_in_the_head, with_a_bit_flipped_in_the_state, of_another_version, emptied]
)
@pytest.mark.parametrize("before_opening", [True, False])
def test_a_damaged_file_is_evaluated_anew(tiny: Path, damaged: Callable[[bytes], bytes], before_opening: bool) -> None:
    with closing(open_tiny(tiny)) as engine:
        answered(engine, STORY, SHORT, "1")
    (file, *_) = files()
    data = damaged(file.read_bytes())
    if before_opening:
        file.write_bytes(data)
    with closing(open_tiny(tiny)) as engine:
        file.write_bytes(data)
        text, finish = answered(engine, STORY, SHORT, "1")
    assert finish.evaluated_tokens > 100
    assert_as_if_fresh(tiny, STORY, text)


def test_a_private_chat_leaves_nothing_on_the_disk_and_still_goes_on_at_once(engine: LlamaEngine) -> None:
    text, _ = answered(engine, STORY, SHORT)
    answered(engine, OTHER, SHORT)
    _, finish = answered(engine, then(STORY, text, "And then?"), SHORT)
    engine.close()
    assert (finish.evaluated_tokens < 40, files()) == (True, [])


def test_a_private_chat_is_not_kept_under_the_name_of_one_that_comes_after(engine: LlamaEngine) -> None:
    too_long = said("word " * 2000)
    answered(engine, STORY, SHORT)
    prepared(engine, too_long, "1")
    with pytest.raises(MessageTooLong):
        answered(engine, too_long, SHORT, "1")
    engine.close()
    assert files() == []


def test_a_forgotten_chat_leaves_nothing_anywhere(tiny: Path) -> None:
    with closing(open_tiny(tiny)) as engine:
        answered(engine, STORY, SHORT, "1")
        answered(engine, OTHER, SHORT, "2")
        engine.forget("1")
        assert prepared(engine, STORY) > 100
    assert {file.parent.name for file in files()} == {"2"}


def test_states_of_chats_that_are_gone_are_removed(tiny: Path) -> None:
    with closing(open_tiny(tiny)) as engine:
        answered(engine, STORY, SHORT, "1")
        answered(engine, OTHER, SHORT, "2")
    forget_all_but(snapshots_folder(), {"2"})
    assert {path.name for path in snapshots_folder().iterdir()} == {"2"}


def test_the_disk_holds_no_more_than_the_budget_and_the_chat_used_last(tiny: Path) -> None:
    budget_bytes = 600_000
    with closing(open_tiny(tiny, snapshot_bytes=budget_bytes)) as engine:
        for number in range(4):
            answered(engine, said(f"{number} {STORY[0].text}"), SHORT, str(number))
    assert 0 < used_bytes(snapshots_folder()) <= budget_bytes
    assert "3" in {file.parent.name for file in files()}


def test_a_disk_that_cannot_be_written_disturbs_nobody(engine: LlamaEngine) -> None:
    (snapshots_folder() / "1").write_text("a file where a folder has to be")
    text, _ = answered(engine, STORY, SHORT, "1")
    answered(engine, OTHER, SHORT, "1")
    _, finish = answered(engine, then(STORY, text, "And then?"), SHORT, "1")
    assert finish.evaluated_tokens < 40
