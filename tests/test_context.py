"""What the model sees of a conversation that no longer fits: three choices, each a specification."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from chatbelle.chat import Chat, Message, Role, StopReason
from chatbelle.context import (
    Summary,
    WhenFull,
    newest_that_fit,
    seen_by_model,
    summed_up,
    to_be_summed_up,
    with_summary,
)
from chatbelle.engine.opening import open_engine
from chatbelle.engine.protocol import Engine, Loading, Sampling
from chatbelle.engine.scripted import ScriptedEngine
from chatbelle.errors import ContextFull
from chatbelle.session import Fitting, answer
from tests.test_session import SHORT, Kept, chat_of

LONG_CHAT = chat_of(*(f"message {number} with some words in it" for number in range(21)))
SMALL = Sampling(max_tokens=20)


def test_a_history_that_fits_is_seen_whole() -> None:
    path = chat_of("one", "two", "three").path()
    assert newest_that_fit(path, ScriptedEngine(context_tokens=100), SHORT) == path


@pytest.mark.parametrize("context_tokens", range(30, 120, 7))
def test_as_many_of_the_newest_turns_as_fit_are_kept(context_tokens: int) -> None:
    engine = ScriptedEngine(context_tokens=context_tokens)
    path = chat_of(*("some words here" for _ in range(11))).path()
    seen = newest_that_fit(path, engine, SHORT)
    budget = context_tokens - min(SHORT.max_tokens, context_tokens // 4)
    assert engine.count_tokens(seen) <= budget
    assert seen == path or engine.count_tokens(path[-len(seen) - 2 :]) > budget


def test_the_system_prompt_is_always_seen() -> None:
    system = Message(Role.SYSTEM, "Be kind.", id=99)
    path = (system, *chat_of(*("some words here" for _ in range(11))).path())
    seen = newest_that_fit(path, ScriptedEngine(context_tokens=40), SHORT)
    assert (seen[0], len(seen) < len(path)) == (system, True)


def engine_that_sums_up(*answers: str) -> ScriptedEngine:
    return ScriptedEngine(*answers, context_tokens=1200)


def long_chat() -> Chat:
    return chat_of(*(f"message {number} " + "with some words in it " * 12 for number in range(21)))


def test_who_wants_to_be_asked_is_asked_and_nothing_is_said() -> None:
    kept = Kept()
    engine = ScriptedEngine("ok", context_tokens=60)
    with pytest.raises(ContextFull):
        list(answer(LONG_CHAT, engine, SHORT, kept.add, kept.update, Fitting(WhenFull.ASK)))
    assert kept.messages == {}


def test_who_is_asked_is_not_asked_while_everything_fits() -> None:
    path = chat_of("one").path()
    assert seen_by_model(path, ScriptedEngine(), SHORT, WhenFull.ASK, None) == path


def test_the_model_sums_up_what_does_not_fit_and_then_answers() -> None:
    kept, summaries = Kept(), list[Summary]()
    fitting = Fitting(WhenFull.SUMMARISE, keep=summaries.append)
    pieces = list(
        answer(long_chat(), engine_that_sums_up("They counted.", "Yes."), SMALL, kept.add, kept.update, fitting)
    )
    assert [summary.text for summary in summaries] == ["They counted."]
    assert kept.last.text == "Yes."
    assert any(piece.sums_up for piece in pieces)
    assert "".join(piece.text for piece in pieces) == "Yes."


def test_the_first_turn_and_the_newest_stay_as_they_are() -> None:
    path = long_chat().path()
    engine = engine_that_sums_up()
    upto = to_be_summed_up(path, engine, SMALL, None)[-1].id
    seen = with_summary(path, Summary("In short.", upto))
    assert seen[:2] == path[:2]
    assert "In short." in seen[2].text
    assert seen[3:] == path[upto:]
    assert engine.count_tokens(seen) <= 1200 - 20


def test_a_summary_that_is_there_is_used_again_and_not_written_anew() -> None:
    path = long_chat().path()
    engine = engine_that_sums_up()
    summary = Summary("In short.", to_be_summed_up(path, engine, SMALL, None)[-1].id)
    assert seen_by_model(path, engine, SMALL, WhenFull.SUMMARISE, summary) == with_summary(path, summary)


def test_a_summary_of_another_branch_is_not_used() -> None:
    path = chat_of("one", "two", "three").path()
    assert with_summary(path, Summary("Elsewhere.", 99)) == path
    assert not summed_up(path, Summary("Elsewhere.", 99))


def test_the_next_summary_takes_up_the_one_before() -> None:
    path = long_chat().path()
    before = Summary("The first half.", 6)
    asked = to_be_summed_up(path, engine_that_sums_up(), SMALL, before)
    assert "The first half." in with_summary(asked, before)[2].text


def test_a_stopped_summary_is_not_kept_and_nothing_is_answered() -> None:
    kept, summaries = Kept(), list[Summary]()
    engine = engine_that_sums_up("They counted slowly.")
    pieces = answer(
        long_chat(), engine, SMALL, kept.add, kept.update, Fitting(WhenFull.SUMMARISE, None, summaries.append)
    )
    next(pieces)
    engine.interrupt()
    list(pieces)
    assert (summaries, kept.messages) == ([], {})


def test_where_the_model_has_no_summary_to_give_the_oldest_turns_are_dropped() -> None:
    kept, summaries = Kept(), list[Summary]()
    fitting = Fitting(WhenFull.SUMMARISE, keep=summaries.append)
    list(answer(long_chat(), engine_that_sums_up(" ", "Yes."), SMALL, kept.add, kept.update, fitting))
    assert (summaries, kept.last.text) == ([], "Yes.")


def test_two_turns_that_do_not_fit_are_not_summed_up_but_dropped() -> None:
    path = chat_of("word " * 40, "word " * 40, "word " * 20).path()
    assert seen_by_model(path, ScriptedEngine(context_tokens=90), SHORT, WhenFull.SUMMARISE, None) == path[2:]


@pytest.mark.model
def test_the_real_model_writes_a_summary_when_its_context_is_full(smollm2_with_short_context: Engine) -> None:
    kept, summaries, chat = Kept(), list[Summary](), Chat(1)
    sampling = Sampling(temperature=0, max_tokens=16)
    for number in count():
        fitting = Fitting(WhenFull.SUMMARISE, summaries[-1] if summaries else None, summaries.append)
        question = f"Question {number}: tell me one fact about the planet Mars. " + "Please be precise. " * 30
        chat = chat.add(kept.add(1, Message(Role.USER, question, parent=chat.tip)))
        list(answer(chat, smollm2_with_short_context, sampling, kept.add, kept.update, fitting))
        chat = chat.add(kept.last)
        if summaries:
            break
    assert all(summary.text for summary in summaries)
    assert kept.last.facts is not None
    assert kept.last.facts.stop in (StopReason.END, StopReason.MAX_TOKENS)
    assert kept.last.facts.forgotten > 0


@pytest.fixture(scope="module")
def smollm2_with_short_context(smollm2: Path) -> Iterator[Engine]:
    engine = open_engine(smollm2, Loading(context_tokens=1024))
    yield engine
    engine.close()
