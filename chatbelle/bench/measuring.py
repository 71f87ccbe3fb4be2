"""Asks an engine as the app does, and takes the time. What it does not know: llama.cpp, and how figures are shown."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from statistics import mean, stdev
from time import monotonic

from chatbelle import words
from chatbelle.bench.power import energy_joules
from chatbelle.chat import Message, Role, StopReason
from chatbelle.engine.protocol import Engine, Finish, Sampling
from chatbelle.errors import ModelError, Stopped
from chatbelle.words import Phrase

# Tao Yuanming, "The Peach Blossom Spring": every Chinese vocabulary has to cut it up somehow.
CHINESE = (
    "晋太元中,武陵人捕鱼为业。缘溪行,忘路之远近。忽逢桃花林,夹岸数百步,中无杂树,芳草鲜美,落英缤纷。"
    "渔人甚异之,复前行,欲穷其林。林尽水源,便得一山,山有小口,仿佛若有光。便舍船,从口入。"
).replace(",", chr(0xFF0C))
ONE_TOKEN = Sampling(temperature=0.0, max_tokens=1)
LONG_TASK = "Write a long story, number {number}, about a bell in a reading room. Take your time."
FILLER = "The bell rang once, and everybody in the reading room looked up from their books. "
CHAT = "bench"  # the name under which the state of the measured chat is kept, until it is forgotten
MOST_ANSWERS = 20  # for one rate: a model that ends each answer at once is measured on what it said


@dataclass(frozen=True, slots=True)
class Rate:
    """Tokens a second, once a run."""

    tokens: int  # of one run, as asked for
    runs: tuple[float, ...]

    @property
    def average(self) -> float:
        """Over all runs."""
        return mean(self.runs)

    @property
    def deviation(self) -> float:
        """The standard deviation; 0 for one run."""
        return stdev(self.runs) if len(self.runs) > 1 else 0.0


@dataclass(frozen=True, slots=True)
class Speed:
    """What was measured; times in seconds."""

    model: str
    context_tokens: int
    load_seconds: float
    cold_seconds: float  # to the first token of the first prompt after loading
    warm_seconds: float  # to the first token of that chat's next turn
    reopened_seconds: float  # to the first token of its next turn once more, with the model loaded anew
    prompt: Rate
    decode: Rate
    chinese_characters_per_token: float
    memory_bytes: int
    joules_per_token: float | None  # None where the system does not tell

    @property
    def chinese_characters_per_second(self) -> float:
        """What a Chinese reader feels: a vocabulary with few Chinese words makes the same model slow."""
        return self.decode.average * self.chinese_characters_per_token


@dataclass(frozen=True, slots=True)
class Plan:
    """How much to measure, in llama-bench's terms."""

    prompt_tokens: int = 512
    answer_tokens: int = 128
    runs: int = 3


def measure(
    open_engine: Callable[[], Engine],
    memory_bytes: Callable[[], int],
    plan: Plan,
    on_step: Callable[[Phrase], None] = lambda step: None,
) -> Speed:
    """Load the model twice and measure it; `memory_bytes` is what its process takes at the moment.

    `on_step` may raise to end it. Raises what the engine raises, Stopped when the engine is interrupted, and ModelError
    when it says nothing.
    """
    on_step(words.BENCH_LOADS)
    began = monotonic()
    with closing(open_engine()) as engine:
        load_seconds = monotonic() - began
        engine.forget(CHAT)  # one that was not ended may have left it
        on_step(words.BENCH_FIRST_TOKENS)
        turns = [Message(Role.USER, prompt_of(engine, min(plan.prompt_tokens, engine.context_tokens // 2), 0))]
        cold, turns = next_turn(engine, turns)
        warm, turns = next_turn(engine, turns)
        prompt = Rate(plan.prompt_tokens, tuple(prompt_rates(engine, plan, on_step)))
        before = energy_joules()
        answers = [long_answer(engine, plan.answer_tokens, run, on_step) for run in range(plan.runs)]
        after = energy_joules()
        said = sum(tokens for tokens, _ in answers)
        decode = Rate(plan.answer_tokens, tuple(tokens / seconds for tokens, seconds in answers))
        joules = None if before is None or after is None or after < before else (after - before) / said
        density = chinese_density(engine)
        memory = memory_bytes()
        name, context_tokens = engine.model_name, engine.context_tokens
    on_step(words.BENCH_REOPENS)
    with closing(open_engine()) as engine:
        reopened, _ = next_turn(engine, turns)
        engine.forget(CHAT)
    return Speed(
        model=name,
        context_tokens=context_tokens,
        load_seconds=load_seconds,
        cold_seconds=cold,
        warm_seconds=warm,
        reopened_seconds=reopened,
        prompt=prompt,
        decode=decode,
        chinese_characters_per_token=density,
        memory_bytes=memory,
        joules_per_token=joules,
    )


def next_turn(engine: Engine, turns: list[Message]) -> tuple[float, list[Message]]:
    """Seconds to the first token of an answer, and the chat with it and a next question."""
    text, finish = answered(engine, turns, ONE_TOKEN, CHAT)
    answer = Message(Role.ASSISTANT, text)
    return finish.first_token_seconds, [*turns, answer, Message(Role.USER, "And then?")]


def prompt_rates(engine: Engine, plan: Plan, on_step: Callable[[Phrase], None]) -> Iterator[float]:
    """Tokens a second of prompts that have nothing in common but the template."""
    wanted = min(plan.prompt_tokens, engine.context_tokens - 8)
    for run in range(plan.runs):
        on_step(words.BENCH_PROMPTS)
        _, finish = answered(engine, [Message(Role.USER, prompt_of(engine, wanted, run + 1))], ONE_TOKEN)
        yield finish.evaluated_tokens / finish.first_token_seconds


def long_answer(engine: Engine, tokens: int, run: int, on_step: Callable[[Phrase], None]) -> tuple[int, float]:
    """So many tokens of answers or a few more, without the first of each; and how long they took."""
    counted, seconds = 0, 0.0
    for number in range(MOST_ANSWERS):
        on_step(words.BENCH_ANSWERS)
        question = Message(Role.USER, LONG_TASK.format(number=run * MOST_ANSWERS + number))
        _, finish = answered(engine, [question], Sampling(seed=run, max_tokens=tokens - counted + 1))
        counted += max(0, finish.answer_tokens - 1)
        seconds += finish.seconds - finish.first_token_seconds
        if counted >= tokens:
            break
    if not counted or seconds <= 0:
        raise says_nothing(engine)
    return counted, seconds


def answered(
    engine: Engine, messages: list[Message], sampling: Sampling, keep_as: str | None = None
) -> tuple[str, Finish]:
    """The answer to these and how it ended. Raises Stopped when the engine was interrupted."""
    pieces = list(engine.reply(messages, sampling, keep_as))
    finish = pieces[-1].finish if pieces else None
    if finish is None:
        raise says_nothing(engine)
    if finish.stop is StopReason.INTERRUPTED:
        raise Stopped(words.BENCH_STOPPED, words.BENCH_AGAIN)
    return "".join(piece.text for piece in pieces), finish


def prompt_of(engine: Engine, tokens: int, number: int) -> str:
    """A text whose prompt has about so many tokens, never more; each number begins another one."""
    text = f"{number}. {FILLER}"
    each = engine.count_tokens([Message(Role.USER, text + FILLER)]) - engine.count_tokens([Message(Role.USER, text)])
    around = engine.count_tokens([Message(Role.USER, text)])
    return text + FILLER * max(0, (tokens - around) // max(1, each))


def chinese_density(engine: Engine) -> float:
    """Chinese characters a token."""
    once = engine.count_tokens([Message(Role.USER, CHINESE)])
    twice = engine.count_tokens([Message(Role.USER, CHINESE + CHINESE)])
    return len(CHINESE) / max(1, twice - once)


def says_nothing(engine: Engine) -> ModelError:
    """The error for a model that ends every answer before it began."""
    return ModelError(words.BENCH_SAYS_NOTHING.filled(name=engine.model_name), words.CHOOSE_ANOTHER_FILE)
