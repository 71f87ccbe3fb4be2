"""The context begins small and grows with the conversation, and nobody notices."""

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import llama_cpp
import pytest

from chatbelle.chat import StopReason
from chatbelle.engine.growth import Growth
from chatbelle.engine.llama import LlamaEngine
from chatbelle.engine.protocol import CacheType, Sampling
from chatbelle.engine.stop_flag import StopFlag
from tests.engine.asking import answered, said, then
from tests.engine.tiny_models import SHORT, assert_as_if_fresh, open_tiny

BRIEF = said("Tell me about crows. " * 10)
LONG = said("Tell me a long story about a fox and a crow. " * 15)


@pytest.fixture
def engine(tiny: Path) -> Iterator[LlamaEngine]:
    with closing(open_tiny(tiny)) as engine:
        yield engine


def room(engine: LlamaEngine) -> int:
    return int(llama_cpp.llama_n_ctx(engine._model.cache.context))


def test_a_model_opens_with_little_room_and_promises_all_of_it(engine: LlamaEngine) -> None:
    assert (room(engine), engine.context_tokens) == (512, 1024)


def test_a_long_prompt_makes_room_for_itself(engine: LlamaEngine, tiny: Path) -> None:
    text, _ = answered(engine, LONG, SHORT)
    assert room(engine) > 512
    assert_as_if_fresh(tiny, LONG, text)


def test_an_answer_that_outgrows_the_room_goes_on(engine: LlamaEngine, tiny: Path) -> None:
    text, finish = answered(engine, BRIEF, Sampling(temperature=0, max_tokens=400))
    assert (room(engine) > 512, finish.answer_tokens) == (True, 400)
    assert_as_if_fresh(tiny, BRIEF, text)


def test_a_conversation_is_not_evaluated_again_when_it_grows(engine: LlamaEngine) -> None:
    text, _ = answered(engine, BRIEF, SHORT)
    longer = then(BRIEF, text, LONG[0].text[:400])
    _, finish = answered(engine, longer, SHORT)
    assert room(engine) > 512
    assert finish.prompt_tokens - finish.evaluated_tokens >= 220


def test_a_prompt_can_be_stopped_after_the_growth(engine: LlamaEngine) -> None:
    answered(engine, LONG, SHORT)
    pieces = engine.reply(said("Another. " * 90), Sampling(max_tokens=500))
    next(pieces)
    threading.Thread(target=engine.interrupt).start()
    *_, last = pieces
    assert last.finish is not None
    assert last.finish.stop is StopReason.INTERRUPTED


def test_memory_that_is_needed_elsewhere_is_given_back_and_the_chat_goes_on(engine: LlamaEngine, tiny: Path) -> None:
    text, _ = answered(engine, LONG, SHORT, "1")
    engine._model.cache.shrink()
    assert room(engine) == 512
    longer = then(LONG, text, "Go on.")
    again, finish = answered(engine, longer, SHORT, "1")
    assert finish.evaluated_tokens < 40
    assert_as_if_fresh(tiny, longer, again)


def test_states_of_chats_that_must_not_touch_the_disk_go_when_memory_is_short(engine: LlamaEngine, tiny: Path) -> None:
    answered(engine, BRIEF, SHORT)
    answered(engine, LONG, SHORT, "1")
    short = iter([True, False])  # what the states took was enough
    engine.relieve(lambda: next(short))
    assert room(engine) > 512  # the open chat's own is left alone
    text, finish = answered(engine, BRIEF, SHORT)
    assert finish.evaluated_tokens > finish.prompt_tokens / 2
    assert_as_if_fresh(tiny, BRIEF, text)


def test_memory_that_stays_short_takes_the_open_chats_room_as_well_and_it_goes_on(
    engine: LlamaEngine, tiny: Path
) -> None:
    answered(engine, LONG, SHORT, "1")
    engine.relieve(lambda: True)
    assert room(engine) == 512
    text, _ = answered(engine, LONG, SHORT, "1")
    assert_as_if_fresh(tiny, LONG, text)


def test_memory_that_is_not_short_is_kept(engine: LlamaEngine) -> None:
    answered(engine, BRIEF, SHORT)
    answered(engine, LONG, SHORT, "1")
    engine.relieve(lambda: False)
    _, finish = answered(engine, BRIEF, SHORT)
    assert finish.evaluated_tokens == 1


def test_a_cache_of_less_precision_answers_and_resumes_with_its_own_states_only(tiny: Path) -> None:
    with closing(open_tiny(tiny)) as engine:
        answered(engine, LONG, SHORT, "1")
    with closing(open_tiny(tiny, cache_type=CacheType.Q8_0)) as engine:
        _, first = answered(engine, LONG, SHORT, "1")
        engine.rest()
        _, second = answered(engine, LONG, SHORT, "1")
    assert (first.evaluated_tokens, second.evaluated_tokens) == (first.prompt_tokens, 1)


def test_whoever_stops_does_not_wait_for_a_larger_context_and_gets_it_the_next_time(engine: LlamaEngine) -> None:
    may_go_on, made, flag = threading.Event(), list[int](), StopFlag()

    def create(tokens: int) -> "llama_cpp.llama_context_p | None":
        made.append(tokens)
        may_go_on.wait()
        return engine._model.cache._create(tokens)

    growth = Growth(create)
    flag.raise_()
    assert growth.context(600, flag) is None
    may_go_on.set()
    flag.lower()
    context = growth.context(600, flag)
    assert (made, llama_cpp.llama_n_ctx(context) >= 600) == ([600], True)
    llama_cpp.llama_free(context)
    growth.end()


def test_a_context_that_nobody_waited_for_and_is_too_small_now_is_made_anew(engine: LlamaEngine) -> None:
    growth, flag = Growth(engine._model.cache._create), StopFlag()
    flag.raise_()
    growth.context(300, flag)
    flag.lower()
    context = growth.context(900, flag)
    assert llama_cpp.llama_n_ctx(context) >= 900
    llama_cpp.llama_free(context)
    growth.end()
