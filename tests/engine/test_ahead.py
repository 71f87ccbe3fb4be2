"""Guesses change when tokens are computed, and nothing else."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from chatbelle.chat import Message, StopReason
from chatbelle.engine.llama import LlamaEngine, open_llama
from chatbelle.engine.protocol import Loading, Sampling
from chatbelle.engine.worth import SIZES, Worth
from tests.engine.asking import answered, prepared, said, then
from tests.engine.tiny_models import SHORT, assert_as_if_fresh, open_tiny

STORY = "The fox saw a crow in a tree. The crow had a piece of cheese. The fox said: sing for me, crow! "
QUESTIONS = [
    said(f"Repeat this text word by word: {STORY}"),
    said(f"{STORY * 2}\nRepeat the story."),
    said("Count from 1 to 5, again and again."),
    said("What is the capital of France?"),
    said("再说一遍：狐狸看见一只乌鸦。狐狸看见一只乌鸦。狐狸看见一只乌鸦。🦊🦊🦊"),
]
GREEDY = Sampling(temperature=0, max_tokens=40)
SEEDED = Sampling(temperature=1.0, seed=7, repetition_penalty=1.1, dry_multiplier=0.5, max_tokens=30)
FREE = Sampling(top_k=1, max_tokens=200)  # the likeliest token too, but batches need not be exact


class Eager(Worth):
    """Believes that every guess pays, so that tests need no luck with a clock."""

    def size(
        self,
        kind: int,
        guesses: int,
        sizes: tuple[int, ...] = SIZES,
        guess_seconds: float = 0.0,
        once_seconds: float = 0.0,
    ) -> int:
        return max(size for size in sizes if size <= guesses + 1)

    def after_plain(self, seconds: float, tokens: int = 1) -> Worth:
        return self

    def after_batch(self, kind: int, size: int, seconds: float, true: int, extra_seconds: float = 0.0) -> Worth:
        return self

    def after_loss(self, seconds: float) -> Worth:
        return self


def eager(engine: LlamaEngine) -> LlamaEngine:
    assert engine._model.guessing is not None
    engine._model.guessing.worth = Eager()
    return engine


def came_true(engine: LlamaEngine) -> int:
    assert engine._model.guessing is not None
    return engine._model.guessing.true_tokens


def one_thread(**changes: object) -> Loading:
    """One thread adds up in one order, however busy the machine is."""
    return Loading(**({"context_tokens": 1024, "threads": 1, "snapshot_bytes": 0} | changes))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def pair(smollm2: Path) -> Iterator[tuple[LlamaEngine, LlamaEngine]]:
    """The same model, with guesses and without."""
    guessing, plain = (
        open_llama(smollm2, one_thread(guess_ahead=on), lambda share: None, lambda: False) for on in (True, False)
    )
    with closing(guessing), closing(plain):
        yield eager(guessing), plain


@pytest.fixture
def tiny_engine(tiny: Path) -> Iterator[LlamaEngine]:
    """A tiny model says the same again soon."""
    with closing(open_tiny(tiny)) as engine:
        yield eager(engine)


@pytest.mark.model
@pytest.mark.parametrize("sampling", [GREEDY, SEEDED])
@pytest.mark.parametrize("question", QUESTIONS)
def test_with_guesses_every_reproducible_answer_has_the_same_tokens_as_without(
    pair: tuple[LlamaEngine, LlamaEngine], question: list[Message], sampling: Sampling
) -> None:
    guessing, plain = pair
    assert answered(guessing, question, sampling)[0] == answered(plain, question, sampling)[0]
    assert guessing._model.cache.tokens == plain._model.cache.tokens
    if (question, sampling) == (QUESTIONS[0], GREEDY):
        assert came_true(guessing) > 0


@pytest.mark.model
@pytest.mark.parametrize("most", [1, 3, 17, 33])
def test_max_tokens_is_exact_in_the_middle_of_guesses(pair: tuple[LlamaEngine, LlamaEngine], most: int) -> None:
    limited = Sampling(temperature=0, max_tokens=most)
    texts = [answered(engine, QUESTIONS[0], limited) for engine in pair]
    assert texts[0][0] == texts[1][0]
    assert (texts[0][1].answer_tokens, texts[0][1].stop) == (texts[1][1].answer_tokens, texts[1][1].stop)


@pytest.mark.model
def test_a_stop_string_in_the_middle_of_guesses_ends_the_answer(pair: tuple[LlamaEngine, LlamaEngine]) -> None:
    whole, _ = answered(pair[1], QUESTIONS[1], GREEDY)
    stop = whole[len(whole) // 2 :][:6]
    stopping = Sampling(temperature=0, max_tokens=40, stop=(stop,))
    (text, finish), (plain_text, _) = (answered(engine, QUESTIONS[1], stopping) for engine in pair)
    assert (text, finish.stop) == (plain_text, StopReason.STOP_STRING)


@pytest.mark.parametrize("sampling", [SHORT, GREEDY, FREE])
def test_every_token_of_a_guessing_model_is_that_of_a_fresh_one(
    tiny_engine: LlamaEngine, tiny: Path, sampling: Sampling
) -> None:
    messages: list[Message] = said("fox ran over a field. " * 5)
    for turn in range(3):
        text, _ = answered(tiny_engine, messages, sampling, "1")
        assert_as_if_fresh(tiny, messages, text)
        messages = then(messages, text[:200], f"{turn} and again: {text[:100]}")
    assert came_true(tiny_engine) > 0 or sampling is not FREE  # with these weights no batch is exact


def test_after_an_answer_the_cache_holds_what_was_said_and_nothing_guessed(tiny_engine: LlamaEngine) -> None:
    question = said("fox ran. " * 20)
    prompt = tiny_engine._model.prompts.prompt(question)
    text, finish = answered(tiny_engine, question, Sampling(top_k=1, max_tokens=200))
    assert came_true(tiny_engine) > 0
    known = tiny_engine._model.cache.tokens
    assert len(prompt) + finish.answer_tokens - 1 <= len(known) <= len(prompt) + finish.answer_tokens
    assert known == [*prompt, *tiny_engine._model.vocabulary.tokenize(text)][: len(known)]


def test_an_answer_that_is_stopped_while_guesses_come_true_goes_on_as_if_it_had_not_been(
    tiny_engine: LlamaEngine, tiny: Path
) -> None:
    pieces = tiny_engine.reply(said("fox ran. " * 20), Sampling(top_k=1, max_tokens=500))
    for _, _piece in zip(range(60), pieces, strict=False):
        pass
    tiny_engine.interrupt()
    *_, last = pieces
    assert last.finish is not None
    assert last.finish.stop is StopReason.INTERRUPTED
    text, _ = answered(tiny_engine, said("fox ran. " * 20), SHORT)
    assert_as_if_fresh(tiny, said("fox ran. " * 20), text)


def test_an_answer_with_guesses_fills_the_context_and_no_more(tiny_engine: LlamaEngine) -> None:
    _, finish = answered(tiny_engine, said("fox ran. " * 90), Sampling(top_k=1, max_tokens=5000))
    assert finish.stop is StopReason.CONTEXT_FULL
    assert finish.prompt_tokens + finish.answer_tokens == tiny_engine.context_tokens + 1


def test_a_batch_that_is_not_exact_is_found_out_and_left_alone(tiny_engine: LlamaEngine) -> None:
    assert tiny_engine._model.guessing is not None
    exactness = tiny_engine._model.guessing.exactness
    answered(tiny_engine, said("fox ran. " * 20), Sampling(temperature=0, max_tokens=200))
    assert exactness._found
    cache = tiny_engine._model.cache
    for size in SIZES[1:]:
        tokens = cache.tokens[-size:]
        cache.cut(len(cache.tokens) - size)
        found = exactness.of(cache, size)
        for token in tokens:
            cache.evaluate([token])
        singly = cache.logits(-1)
        cache.cut(len(cache.tokens) - size)
        cache.evaluate(tokens, every_row=True)
        assert found in (None, False) or cache.logits(size - 1) == singly


def test_a_draft_model_of_the_same_vocabulary_guesses_what_it_would_say_itself(
    tiny_models: tuple[Path, Path],
) -> None:
    varied = Sampling(top_k=1, repetition_penalty=1.05, max_tokens=60)  # the same is not said again: no lookup
    question, shares = said("fox and hen"), []
    for draft in tiny_models:
        with closing(open_tiny(tiny_models[0], draft=draft)) as engine:
            text, _ = answered(eager(engine), question, varied)
            guessing = engine._model.guessing
            assert guessing is not None
            assert guessing.draft is not None
            assert len(text) == varied.max_tokens
            shares.append(guessing.true_tokens / guessing.guessed_tokens)
    same, another = shares
    assert same > another


def test_a_draft_model_of_another_vocabulary_is_not_used(tiny: Path, smollm2: Path) -> None:
    with closing(open_tiny(tiny, draft=smollm2)) as engine:
        assert engine._model.guessing is not None
        assert engine._model.guessing.draft is None


def test_what_is_prepared_the_draft_model_has_read_too(tiny: Path) -> None:
    with closing(open_tiny(tiny, draft=tiny)) as engine:
        messages = then(said("fox and hen"), answered(engine, said("fox and hen"), SHORT)[0], "cow")[:-1]
        assert prepared(engine, messages) > 0
        assert engine._model.guessing is not None
        assert engine._model.guessing.draft is not None
        assert engine._model.guessing.draft.unread(engine._model.cache.tokens) == 0
