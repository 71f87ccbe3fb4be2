"""What it costs to go on: turns, reopened chats, switches, stopping, and the memory of a model that rests.

    python benchmarks/speed.py [--model FILE.gguf | --seven-billion] [--rounds N] [--answer-tokens N] [--json]

`reopened_over_reading`: first token of a 1,000-token chat after the app was closed and opened, over that of reading it.
`switch_tokens`: tokens that five chats evaluate again when the person goes from one to the next.
`turn2_over_llama_server`: first token of the second turn, over that of llama-server with its prompt cache, which lies
    where llama_bench.py builds it; without it:
`turn2_over_new_tokens`: first token of the second turn, over llama.cpp's bare evaluation of as many tokens.
`decode_over_llama_bench`, `decode_over_llama_bench_busy`: decode rate through the whole app, over llama-bench's; the
    latter next to one busy process and with llama-bench's defaults.
`stop_decode_ms`, `stop_prompt_ms`: from the stop button to the end of the answer, the slowest of all rounds.
`worker_extra_mb`: what the model's process takes beyond the model, its KV cache and its compute buffers. Linux only.
`tuned_decode`, `tuned_prompt`: tokens a second as tuned, over llama.cpp's defaults; both take turns.
`tuned_decode_busy`, `tuned_prompt_busy`: the same next to one busy process.
`unload_returned`: the share of the model process's memory that the system has back while the model rests.
`guessing_over_plain_rewriting`, `guessing_over_plain_prose`: decode rate with guesses ahead over that without, where
a text is repeated and where nothing is (sampled, on a model without sense); they take turns on the same loaded model.
`same_tokens`: 1 if all these answers, at temperature 0 or with a seed, are the same with and without guesses.

With --seven-billion it is a generated model with LLaMA-7B's shapes, which needs 9.5 GB of memory; --layers takes fewer.
With --rounds 1 --answer-tokens 64 that takes twenty minutes on two cores.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep

import psutil
from gguf import GGMLQuantizationType
from rich.console import Console
from rich.table import Table

from beside_llama_bench import PAUSE_SECONDS, measure_beside_llama_bench
from chatbelle.chat import Message, Role
from chatbelle.engine.llama import open_llama
from chatbelle.engine.opening import open_engine
from chatbelle.engine.protocol import Engine, Finish, Loading, Sampling
from chatbelle.engine.threads import this_machines_cores
from chatbelle.engine.worker import WorkerEngine
from chatbelle.gguf_header import read_gguf_header
from chatbelle.library.builtin import builtin_model
from chatbelle.memory import SHORTEST_CONTEXT_TOKENS, footprint, free_memory_bytes, plan_memory
from compute_buffers import compute_buffer_bytes
from generated import gguf_llama_shaped
from guessing import measure_guessing
from llama_bench import program
from llama_server import answer, serving
from token_loop import ANSWER_TOKENS
from tuned import measure_tuning

READ_TOKENS = 1000
LOADING = Loading(context_tokens=2048)
SHORT, LONG = Sampling(temperature=0, max_tokens=8), Sampling(temperature=0, max_tokens=400)
REACH = {
    "reopened_over_reading": "≤ 0.03",
    "switch_tokens": "0",
    "turn2_over_llama_server": "≤ 1.05",
    "turn2_over_new_tokens": "≤ 1.05",
    "decode_over_llama_bench": "≥ 0.97",
    "decode_over_llama_bench_busy": "≥ 1.5",
    "stop_decode_ms": "≤ 50",
    "stop_prompt_ms": "≤ 50",
    "worker_extra_mb": "≤ 120",
    "unload_returned": "≥ 0.9",
    "guessing_over_plain_rewriting": "≥ 0.98",
    "guessing_over_plain_prose": "≥ 0.98",
    "same_tokens": "1",
    "tuned_decode": "≥ 0.97",
    "tuned_prompt": "≥ 0.97",
    "tuned_decode_busy": "≥ 1.5",
    "tuned_prompt_busy": "",
}


def question(text: str) -> list[Message]:
    """A conversation that begins with it."""
    return [Message(Role.USER, text)]


def long_chat(engine: Engine, number: int) -> list[Message]:
    """A chat of at least READ_TOKENS tokens, different from all others from its first word on."""
    sentence = f"{number} crows sat in a tree and looked at the fox below them. "
    few = engine.count_tokens(question(sentence * 10)) / 10
    return question(sentence * (int(READ_TOKENS / few) + 1))


def finish_of(engine: Engine, messages: Sequence[Message], keep_as: str, sampling: Sampling = SHORT) -> Finish:
    """Let the engine answer, and say how that went."""
    *_, last = engine.reply(messages, sampling, keep_as)
    assert last.finish is not None
    return last.finish


def measure_reopening(model: Path, rounds: int) -> float:
    """Median over so many chats."""
    with closing(open_engine(model, LOADING)) as engine:
        chats = [long_chat(engine, number) for number in range(rounds)]
        read = [finish_of(engine, chat, str(number)).first_token_seconds for number, chat in enumerate(chats)]
    with closing(open_engine(model, LOADING)) as engine:
        finish_of(engine, question("Hi"), "warm")  # the first evaluation brings the weights into memory
        again = [finish_of(engine, chat, str(number)).first_token_seconds for number, chat in enumerate(chats)]
    return statistics.median(short / long for short, long in zip(again, read, strict=True))


def measure_switching(engine: Engine) -> int:
    """Tokens evaluated again, all switches together."""
    chats = [question(f"Chat {number}: tell me about foxes and crows.") for number in range(5)]

    def prepared(number: int) -> int:
        *_, last = engine.prepare(chats[number], f"switch{number}")
        return last.finish.evaluated_tokens if last.finish else 0

    for number, chat in enumerate(chats):
        text = "".join(piece.text for piece in engine.reply(chat, SHORT, f"switch{number}"))
        chat.append(Message(Role.ASSISTANT, text))
        prepared(number)
    return sum(prepared(number) for number in range(5))


def measure_second_turn(model: Path, rounds: int) -> float:
    """Median over the rounds: the app's loop and bare evaluation take turns behind the same conversation."""
    ratios: list[float] = []
    with closing(open_llama(model, LOADING, lambda share: None, lambda: False)) as engine:
        for number in range(rounds + 1):  # the first one warms up
            chat = question(f"{number}: tell me about foxes and crows.")
            text = "".join(piece.text for piece in engine.reply(chat, SHORT))
            chat += [Message(Role.ASSISTANT, text), *question("And what did they say to each other in the evening?")]
            cache = engine._model.cache
            depth = len(cache.tokens)
            finish = finish_of(engine, chat, f"turn{number}")
            new = engine._model.prompts.prompt(chat)[-finish.evaluated_tokens :]
            cache.cut(depth)
            began = monotonic()
            cache.evaluate(new)
            ratios.append(finish.first_token_seconds / (monotonic() - began))
    return statistics.median(ratios[1:])


def measure_against_server(llama_server: Path, model: Path, rounds: int) -> float:
    """Median over the rounds, in which both take turns; each hears its own first answer again.

    A person reads before asking again, and has one of the two open. So each is asked after a pause: right after the
    other's answer its idle threads still spin, and our loop would step down for a busy program.
    """
    ratios: list[float] = []
    threads = this_machines_cores().physical
    with (
        serving(llama_server, model, LOADING.context_tokens or 0, threads) as port,
        closing(open_engine(model, replace(LOADING, threads=threads))) as engine,
    ):
        for number in range(rounds + 1):  # the first one warms up
            chat = question(f"{number}: tell me about foxes and crows. " + "Both of them are hungry. " * 20)
            prompt = ids_of(engine, chat)
            text = "".join(piece.text for piece in engine.reply(chat, SHORT, f"server{number}"))
            _, theirs = answer(port, prompt, SHORT.max_tokens)
            answered = [*chat, Message(Role.ASSISTANT, text)]
            began = len(ids_of(engine, answered))
            chat = [*answered, *question("And what did they say to each other in the evening?")]
            new = ids_of(engine, chat)[began:]
            sleep(PAUSE_SECONDS)
            ours_seconds = seconds_to_first(engine, chat, f"server{number}")
            sleep(PAUSE_SECONDS)
            theirs_seconds, _ = answer(port, [*prompt, *theirs, *new], 1)
            ratios.append(ours_seconds / theirs_seconds)
    return statistics.median(ratios[1:])


def ids_of(engine: Engine, messages: Sequence[Message]) -> list[int]:
    """The prompt's token ids."""
    return [token.id for token in engine.prompt_tokens(messages)]


def seconds_to_first(engine: Engine, messages: Sequence[Message], keep_as: str) -> float:
    """From the request to the first text, as whoever asks sees it."""
    began = monotonic()
    with closing(engine.reply(messages, SHORT, keep_as)) as pieces:
        while not next(pieces).text:
            pass
        return monotonic() - began


def measure_stopping_answers(engine: Engine, rounds: int) -> float:
    """Milliseconds, the slowest."""
    slowest = 0.0
    for number in range(rounds):
        pieces = engine.reply(question(f"{number}: tell me a long story."), LONG)
        while not next(pieces).text:
            pass
        began = monotonic()
        engine.interrupt()
        list(pieces)
        slowest = max(slowest, monotonic() - began)
    return slowest * 1000


def measure_stopping_prompts(engine: Engine, rounds: int) -> float:
    """Milliseconds, the slowest. The button is pressed at another moment of the reading each time."""
    slowest = 0.0
    for number in range(rounds):
        pressed: list[float] = []

        def press(pressed: list[float] = pressed) -> None:
            pressed.append(monotonic())
            engine.interrupt()

        pieces = engine.reply(long_chat(engine, 100 + number), SHORT)
        timer = threading.Timer(0.05 + 0.03 * number, press)
        timer.start()
        list(pieces)
        ended = monotonic()
        timer.cancel()
        slowest = max(slowest, *(ended - moment for moment in pressed), 0.0)
    return slowest * 1000


def measure_resting(engine: WorkerEngine) -> float:
    """The share of its memory that the process of the model gives back."""
    finish_of(engine, question("Hi"), "rest")
    process = psutil.Process(engine.process_id)
    before_bytes = process.memory_info().rss
    engine.rest()
    after_bytes = process.memory_info().rss if process.is_running() else 0
    return 1 - after_bytes / before_bytes


def measure_extra_memory(engine: WorkerEngine, model: Path) -> float:
    """Megabytes of the process without the mapped file, its faster copy, the first KV cache and the buffers."""
    finish_of(engine, question("Hi"), "extra")
    process = psutil.Process(engine.process_id)
    mapped_bytes = sum(each.rss for each in process.memory_maps() if each.path == str(model))
    header = read_gguf_header(model)
    needed = footprint(header)
    plan = plan_memory(header, LOADING.context_tokens, free_memory_bytes())
    copied_bytes = needed.repacked_bytes if plan.repack else 0
    cache_bytes = needed.token_bytes * SHORTEST_CONTEXT_TOKENS
    extra_bytes = process.memory_info().rss - mapped_bytes - copied_bytes - cache_bytes - compute_buffer_bytes(model)
    return extra_bytes / 1e6


def measure(model: Path, rounds: int, answer_tokens: int) -> Iterator[tuple[str, float]]:
    """All figures of one model, each as soon as it is there."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["CHATBELLE_HOME"] = home
        yield "reopened_over_reading", round(measure_reopening(model, rounds), 4)
        engine = open_engine(model, LOADING)
        assert isinstance(engine, WorkerEngine)
        with closing(engine):
            if psutil.LINUX:
                yield "worker_extra_mb", round(measure_extra_memory(engine, model), 1)
            yield "switch_tokens", measure_switching(engine)
            yield "stop_decode_ms", round(measure_stopping_answers(engine, rounds), 1)
            yield "stop_prompt_ms", round(measure_stopping_prompts(engine, rounds), 1)
            yield "unload_returned", round(measure_resting(engine), 3)
        if llama_server := program("llama-server"):
            yield "turn2_over_llama_server", round(measure_against_server(llama_server, model, rounds), 3)
        else:
            yield "turn2_over_new_tokens", round(measure_second_turn(model, rounds), 3)
        if llama_bench := program():
            yield from measure_beside_llama_bench(llama_bench, model, rounds, answer_tokens).items()
        yield from measure_tuning(model, rounds).items()
        yield from measure_guessing(model, LOADING, rounds).items()


def main() -> None:
    """Measure, print a table, and with --json the figures as the last line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=builtin_model())
    parser.add_argument("--seven-billion", action="store_true")
    parser.add_argument("--layers", type=int, default=32)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--answer-tokens", type=int, default=ANSWER_TOKENS, help="for the decode rate of the whole app")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        model: Path = options.model
        if options.seven_billion:
            generated = Path(folder) / "llama-7b-shaped-q4_k.gguf"
            model = gguf_llama_shaped(generated, GGMLQuantizationType.Q4_K, options.layers)
        for name, figure in measure(model, options.rounds, options.answer_tokens):
            print(name, figure, file=sys.stderr)  # a model of seven billion takes its time
            figures[name] = figure
    table = Table("figure", "measured", "reach")
    for name, figure in figures.items():
        table.add_row(name, f"{figure:,}", REACH[name])
    Console().print(table)
    if options.json:
        print(json.dumps(figures))


if __name__ == "__main__":
    main()
