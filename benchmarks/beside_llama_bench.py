"""The decode rate through the whole app, over llama-bench's `tg` for the same model, build, depth and threads.

    python benchmarks/beside_llama_bench.py [--model FILE.gguf] [--rounds N] [--tokens N] [--json]

They take turns; each figure is the median of two turns a round. The second one is next to a busy process, and there
llama-bench takes as many threads as it does by itself. How its program is built is in llama_bench.py.
"""

import argparse
import asyncio
import json
import os
import statistics
import tempfile
from contextlib import closing
from pathlib import Path
from time import sleep

from chatbelle.engine.opening import open_engine
from chatbelle.engine.protocol import Engine, Loading
from chatbelle.engine.threads import this_machines_cores
from chatbelle.library.builtin import builtin_model
from chatbelle.store.chats import Store, open_store
from llama_bench import program, tokens_per_second
from token_loop import ANSWER_TOKENS, CONTEXT_TOKENS, app_answers
from tuned import busy_process

TURNS = 2  # a round
PAUSE_SECONDS = 1.5  # until nothing of the other's turn is seen any more: our loop steps down for busy programs


def measure_rounds(
    llama_bench: Path, model: Path, store: Store, rounds: int, tokens: int, threads: int | None
) -> float:
    """The median of all turns. Each round loads anew: how fast a process is depends on where its memory came to lie."""
    ratios: list[float] = []
    for _ in range(rounds):
        with closing(open_engine(model, Loading(context_tokens=CONTEXT_TOKENS))) as engine:
            ratios += measure_turns(llama_bench, model, engine, store, tokens, threads)
    return statistics.median(ratios)


def measure_turns(
    llama_bench: Path, model: Path, engine: Engine, store: Store, tokens: int, threads: int | None
) -> list[float]:
    """The app's rate over the mean of llama-bench's before and after it, turn by turn.

    The app's first answer warms up, and says how long a prompt llama-bench gets.
    """
    facts, _ = asyncio.run(app_answers(engine, store, tokens))

    def theirs() -> float:
        return tokens_per_second(
            llama_bench, model, answer=facts.answer_tokens, depth=facts.prompt_tokens, threads=threads, runs=1
        )

    ratios, before = [], theirs()
    for _ in range(TURNS):
        sleep(PAUSE_SECONDS)
        _, ours = asyncio.run(app_answers(engine, store, tokens))
        after = theirs()
        ratios.append(2 * ours / (before + after))
        before = after
    return ratios


def measure_beside_llama_bench(llama_bench: Path, model: Path, rounds: int, tokens: int) -> dict[str, float]:
    """Alone with the same threads, then next to a busy process with llama-bench's own."""
    threads = this_machines_cores().physical
    with tempfile.TemporaryDirectory() as folder, closing(open_store(Path(folder) / "chats.sqlite3")) as store:
        alone = measure_rounds(llama_bench, model, store, rounds, tokens, threads)
        with busy_process():
            busy = measure_rounds(llama_bench, model, store, rounds, tokens, None)
    return {"decode_over_llama_bench": round(alone, 3), "decode_over_llama_bench_busy": round(busy, 3)}


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=builtin_model())
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--tokens", type=int, default=ANSWER_TOKENS, help="of an answer")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    llama_bench = program()
    if llama_bench is None:
        parser.exit(1, "llama-bench is not there: python benchmarks/llama_bench.py builds it.\n")
    with tempfile.TemporaryDirectory() as home:
        os.environ["CHATBELLE_HOME"] = home
        figures = measure_beside_llama_bench(llama_bench, options.model, options.rounds, options.tokens)
    for name, figure in figures.items():
        print(f"{name}: {figure}")
    if options.json:
        print(json.dumps(figures))


if __name__ == "__main__":
    main()
