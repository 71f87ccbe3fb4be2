"""What every engine promises, whatever runs behind it."""

import threading
from pathlib import Path

import pytest

from chatbelle.chat import StopReason
from chatbelle.engine.protocol import Adapter, Engine, Sampling
from chatbelle.errors import MessageTooLong
from tests.engine.asking import GREEDY, answered, prepared, said, then

QUESTION = said("Tell me a story about a fox and a crow.")


def test_only_the_last_piece_says_why_the_answer_ended(engine: Engine) -> None:
    pieces = list(engine.reply(QUESTION, GREEDY))
    assert [piece.finish is not None for piece in pieces] == [False] * (len(pieces) - 1) + [True]


@pytest.mark.parametrize("limit", [1, 2, 7, 20])
def test_max_tokens_is_exact(engine: Engine, limit: int) -> None:
    _, finish = answered(engine, QUESTION, Sampling(temperature=0, max_tokens=limit))
    assert (finish.stop, finish.answer_tokens) == (StopReason.MAX_TOKENS, limit)


def test_a_stop_string_ends_the_answer_and_shows_no_part_of_itself(engine: Engine) -> None:
    whole, _ = answered(engine, QUESTION)
    stop = whole[10:18]
    text, finish = answered(engine, QUESTION, Sampling(temperature=0, max_tokens=24, stop=(stop,)))
    assert (text, finish.stop) == (whole[: whole.index(stop)], StopReason.STOP_STRING)


def test_the_next_turn_evaluates_only_what_is_new(engine: Engine) -> None:
    text, first = answered(engine, QUESTION)
    longer = [*QUESTION, *said("", text, "And then?")[1:]]
    _, second = answered(engine, longer)
    new = second.prompt_tokens - first.prompt_tokens - first.answer_tokens
    assert new <= second.evaluated_tokens <= new + 1  # the answer's last token was said, not yet evaluated


def test_a_third_turn_evaluates_only_what_is_new_too(engine: Engine) -> None:
    text, _ = answered(engine, QUESTION)
    longer = [*QUESTION, *said("", text, "再讲一个 🦊")[1:]]
    again, second = answered(engine, longer)
    _, third = answered(engine, [*longer, *said("", again, "谢谢")[1:]])
    new = third.prompt_tokens - second.prompt_tokens - second.answer_tokens
    assert new <= third.evaluated_tokens <= new + 1


def test_what_is_prepared_need_not_be_evaluated_again(engine: Engine) -> None:
    text, _ = answered(engine, QUESTION, GREEDY, "1")
    prepared(engine, [*QUESTION, *said("", text)[1:]], "1")
    assert prepared(engine, [*QUESTION, *said("", text)[1:]], "1") == 0


def test_another_chat_in_between_takes_nothing_away(engine: Engine) -> None:
    text, first = answered(engine, QUESTION, GREEDY, "1")
    answered(engine, said("What is the capital of France?"), GREEDY, "2")
    _, second = answered(engine, then(QUESTION, text, "Who told you?"), GREEDY, "1")
    new = second.prompt_tokens - first.prompt_tokens - first.answer_tokens
    assert second.evaluated_tokens <= new + 1


def test_another_strength_of_an_adapter_is_another_chat(engine: Engine, adapter: Path) -> None:
    question = said(f"What do bells do at night, {type(engine).__name__}, when nobody rings them, and who hears it?")
    for adapters in ([Adapter(adapter)], [], [Adapter(adapter, 0.5)]):
        _, finish = answered(engine, question, GREEDY, "1", adapters)
        assert finish.evaluated_tokens > 15  # the template's own beginning may be known
    _, again = answered(engine, question, GREEDY, "1", [Adapter(adapter)])
    assert again.evaluated_tokens == 1


def test_a_preparation_nobody_waits_for_leaves_the_engine_free(engine: Engine) -> None:
    ahead = engine.prepare(said("The crow sat in a tree. " * 60))
    next(ahead)
    ahead.close()
    assert answered(engine, QUESTION)[1].stop is StopReason.MAX_TOKENS


def test_a_rested_engine_answers_and_remembers_what_has_a_name(engine: Engine) -> None:
    text, first = answered(engine, QUESTION, GREEDY, "1")
    engine.rest()
    _, second = answered(engine, then(QUESTION, text, "And then?"), GREEDY, "1")
    new = second.prompt_tokens - first.prompt_tokens - first.answer_tokens
    assert second.evaluated_tokens <= new + 1


def test_what_is_forgotten_is_evaluated_anew(engine: Engine) -> None:
    question = said("Why do cats sleep so much during the day, and what do they dream of?")
    _, first = answered(engine, question, GREEDY, "9")
    engine.forget("9")
    _, second = answered(engine, question, GREEDY, "9")
    assert second.evaluated_tokens > first.evaluated_tokens / 2


def test_interrupt_ends_an_answer_and_the_next_turn_works(engine: Engine) -> None:
    pieces = engine.reply(QUESTION, Sampling(temperature=0, max_tokens=500))
    while not next(pieces).text:
        pass
    engine.interrupt()
    *_, last = pieces
    assert last.finish is not None
    assert (last.finish.stop, last.finish.answer_tokens < 10) == (StopReason.INTERRUPTED, True)
    assert answered(engine, QUESTION)[1].stop is StopReason.MAX_TOKENS


def test_interrupt_from_another_thread_ends_the_reading_of_a_prompt(engine: Engine) -> None:
    long = said("The crow sat in a tree. " * 120)
    pieces = engine.reply(long, GREEDY)
    assert not next(pieces).text  # it has begun: an earlier interrupt would be meant for what was before
    threading.Thread(target=engine.interrupt).start()
    *_, last = pieces
    assert last.finish is not None
    assert (last.finish.stop, last.finish.answer_tokens) == (StopReason.INTERRUPTED, 0)
    assert answered(engine, QUESTION)[1].stop is StopReason.MAX_TOKENS


def test_a_reply_nobody_listens_to_any_more_leaves_the_engine_free(engine: Engine) -> None:
    pieces = engine.reply(QUESTION, Sampling(max_tokens=500))
    next(pieces)
    pieces.close()
    assert answered(engine, QUESTION)[1].stop is StopReason.MAX_TOKENS


def test_a_prompt_beyond_the_context_is_refused_with_both_numbers(engine: Engine) -> None:
    long = said("word " * 1100)
    with pytest.raises(MessageTooLong) as refused:
        next(engine.reply(long, GREEDY))
    assert str(engine.count_tokens(long)) in refused.value.what.en
    assert answered(engine, QUESTION)[1].stop is StopReason.MAX_TOKENS


def test_an_answer_that_fills_the_context_says_so(engine: Engine) -> None:
    question = said("word " * 960)
    _, finish = answered(engine, question, Sampling(temperature=0, max_tokens=10_000))
    assert finish.stop in (StopReason.CONTEXT_FULL, StopReason.END)
    assert finish.prompt_tokens + finish.answer_tokens <= engine.context_tokens + 1


def test_the_share_of_a_long_prompt_that_is_read_grows(engine: Engine) -> None:
    shares = [piece.prompt_read for piece in engine.reply(said("The crow sat. " * 100), GREEDY) if not piece.text]
    assert shares == sorted(shares)
    assert shares[0] < 1.0


@pytest.mark.model
@pytest.mark.parametrize("cut_after", [1, 7, 23])
def test_a_cut_answer_goes_on_as_if_it_had_never_stopped(llama: Engine, cut_after: int) -> None:
    whole, _ = answered(llama, QUESTION)
    first, before = answered(llama, QUESTION, Sampling(temperature=0, max_tokens=cut_after))
    rest, after = answered(llama, [*QUESTION, *said("", first)[1:]], Sampling(temperature=0, max_tokens=24 - cut_after))
    assert first + rest == whole
    assert after.prompt_tokens == before.prompt_tokens + before.answer_tokens
    assert after.evaluated_tokens == 1  # the last token was said, not yet evaluated


def test_the_tokens_of_a_prompt_can_be_read_one_by_one(engine: Engine) -> None:
    tokens = engine.prompt_tokens(QUESTION)
    assert len(tokens) == engine.count_tokens(QUESTION)
    assert QUESTION[0].text in "".join(token.text for token in tokens)
    assert any(token.special for token in tokens)
