"""What the tuning is worth: a model as ChatBelle runs it, over the same one with llama.cpp's defaults.

    python benchmarks/tuned.py [--model FILE.gguf] [--rounds N] [--tokens N] [--json]

Both are loaded, each in a process of its own, and take turns, so that whatever else the machine does meets both; each
figure is the median of the rounds. First alone, then next to one busy process. The calibration comes before, and says
when other programs keep it from measuring: then it is the watch over the threads alone that is compared.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from chatbelle.chat import Message, Role
from chatbelle.engine.opening import open_engine
from chatbelle.engine.protocol import Engine, Loading, Sampling
from chatbelle.library.builtin import builtin_model
from chatbelle.tuning_report import decided, measured

TOKENS = 128
LOADING = Loading(context_tokens=2048, guess_ahead=False)  # guesses come true with one sooner than with the other
ATTEMPTS = 3  # to find the machine quiet enough to be measured


def rates(engine: Engine, number: int, tokens: int) -> tuple[float, float]:
    """Tokens a second of an answer and of its prompt, each about as long as asked for."""
    sentence = f"{number} crows sat in a tree and looked at the fox below them. "
    few = engine.count_tokens([Message(Role.USER, sentence * 10)]) / 10
    question = [Message(Role.USER, sentence * max(1, int(tokens / few)))]
    *_, last = engine.reply(question, Sampling(temperature=0, max_tokens=tokens))
    finish = last.finish
    assert finish is not None
    decode = (finish.answer_tokens - 1) / (finish.seconds - finish.first_token_seconds)
    return decode, finish.evaluated_tokens / finish.first_token_seconds


def compare(ours: Engine, theirs: Engine, rounds: int, tokens: int) -> tuple[float, float]:
    """Ours over theirs: decoding and prompts. The first round warms up; they take turns in going first."""
    decode, prompt = [], []
    for number in range(rounds + 1):
        engines = (ours, theirs) if number % 2 else (theirs, ours)
        found = {engine: rates(engine, number, tokens) for engine in engines}
        decode.append(found[ours][0] / found[theirs][0])
        prompt.append(found[ours][1] / found[theirs][1])
    return statistics.median(decode[1:]), statistics.median(prompt[1:])


@contextmanager
def busy_process() -> Iterator[None]:
    """Another program that keeps one core busy."""
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as program:
        try:
            yield
        finally:
            program.kill()


def calibrate(engine: Engine) -> None:
    """Measure, and say what was found."""
    for _ in range(ATTEMPTS):
        if engine.computing.to_be_calibrated:
            list(engine.calibrate())
    for phrase in (*measured(engine.computing), *decided(engine.computing)):
        Console(stderr=True).print(phrase.en)


def measure_tuning(model: Path, rounds: int, tokens: int = TOKENS) -> dict[str, float]:
    """All figures; CHATBELLE_HOME should be a folder of its own."""
    with closing(open_engine(model, LOADING)) as engine:
        calibrate(engine)
    with (
        closing(open_engine(model, LOADING)) as ours,
        closing(open_engine(model, replace(LOADING, tuned=False))) as theirs,
    ):
        decode, prompt = compare(ours, theirs, rounds, tokens)
        with busy_process():
            busy_decode, busy_prompt = compare(ours, theirs, rounds, tokens)
    return {
        "tuned_decode": round(decode, 3),
        "tuned_prompt": round(prompt, 3),
        "tuned_decode_busy": round(busy_decode, 3),
        "tuned_prompt_busy": round(busy_prompt, 3),
    }


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=builtin_model())
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--tokens", type=int, default=TOKENS)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["CHATBELLE_HOME"] = home
        figures = measure_tuning(options.model, options.rounds, options.tokens)
    for name, figure in figures.items():
        Console().print(f"{name}: {figure}")
    if options.json:
        print(json.dumps(figures))


if __name__ == "__main__":
    main()
