"""What the app costs beside llama.cpp itself: its decode rate over the bare loop's, and its bytes to a browser.

    python benchmarks/token_loop.py [--model FILE.gguf] [--rounds N] [--json]

`app_over_bare`: tokens a second through the worker process, the session, the store and the streaming into the
interface's text, over those of a bare `llama_decode` loop: same model, same depth, same threads. Both keep the model
loaded and take turns, so that whatever else the machine does meets both; the figure is the median of the rounds.
"""

import argparse
import asyncio
import json
import multiprocessing
import statistics
import tempfile
from contextlib import aclosing, closing
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic

from rich.console import Console
from rich.table import Table

from chatbelle.chat import AnswerFacts, Message, Role
from chatbelle.engine.opening import open_engine
from chatbelle.engine.protocol import Engine, Loading, Sampling
from chatbelle.library.builtin import builtin_model
from chatbelle.session import answer
from chatbelle.store.chats import Store, open_store
from chatbelle.ui.answering import grow, pause_after
from chatbelle.ui.reply import Reply
from chatbelle.ui.streaming import off_thread
from ui_bytes import measure_ui_kilobytes

QUESTION = "Tell me a long story about a fox and a crow."
ANSWER_TOKENS = 400
CONTEXT_TOKENS = 1024


@dataclass(frozen=True, slots=True)
class Round:
    """Tokens a second of both, one after the other."""

    app: float
    bare: float


async def app_answers(engine: Engine, store: Store, tokens: int = ANSWER_TOKENS) -> tuple[AnswerFacts, float]:
    """Let the app answer as its interface does: the answer's facts, and its rate as it reached the interface's text."""
    chat = store.new_chat()
    chat = chat.add(store.add(chat.id, Message(Role.USER, QUESTION)))
    reply = Reply(chat.id)
    sampling = Sampling(temperature=0, max_tokens=tokens)
    first_at = last_at = 0.0
    pieces = answer(chat, engine, sampling, store.add, store.update)
    async with aclosing(off_thread(pieces, engine.interrupt, lambda: pause_after(reply))) as bundles:
        async for bundle in bundles:
            if grow(reply, bundle):
                last_at = monotonic()
                first_at = first_at or last_at
    facts = store.chat(chat.id).path()[-1].facts
    assert facts is not None
    return facts, (facts.answer_tokens - 1) / (last_at - first_at)


def bare_loop(pipe: "Connection[float, tuple[int, int] | None]", model: Path) -> None:
    """In a process of its own: for each (prompt tokens, answer tokens), decode as many and send the rate."""
    import llama_cpp

    from chatbelle.engine.llama_log import keep_log
    from chatbelle.engine.threads import this_machines_cores
    from chatbelle.memory import BATCH_TOKENS

    keep_log()
    loaded = llama_cpp.llama_model_load_from_file(str(model).encode(), llama_cpp.llama_model_default_params())
    params = llama_cpp.llama_context_default_params()
    params.n_ctx, params.n_batch, params.n_ubatch = CONTEXT_TOKENS, BATCH_TOKENS, BATCH_TOKENS
    params.n_threads = params.n_threads_batch = this_machines_cores().physical
    context = llama_cpp.llama_init_from_model(loaded, params)

    def decode(*tokens: int) -> None:
        ids = (llama_cpp.llama_token * len(tokens))(*tokens)
        assert llama_cpp.llama_decode(context, llama_cpp.llama_batch_get_one(ids, len(tokens))) == 0

    while asked := pipe.recv():
        prompt_tokens, answer_tokens = asked
        llama_cpp.llama_memory_clear(llama_cpp.llama_get_memory(context), True)
        decode(*range(1000, 1000 + prompt_tokens))
        began = monotonic()
        for number in range(answer_tokens - 1):
            decode(2000 + number)
        pipe.send((answer_tokens - 1) / (monotonic() - began))


def measure_rounds(model: Path, count: int) -> list[Round]:
    """Let app and bare loop take turns; the first turn of each warms up and does not count."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    context.Process(target=bare_loop, args=(theirs, model), daemon=True).start()
    rounds: list[Round] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(open_store(Path(folder) / "chats.sqlite3")) as store,
        closing(open_engine(model, Loading(context_tokens=CONTEXT_TOKENS, guess_ahead=False))) as engine,
    ):
        for _ in range(count + 1):
            facts, rate = asyncio.run(app_answers(engine, store))
            ours.send((facts.prompt_tokens, facts.answer_tokens))
            rounds.append(Round(rate, ours.recv()))
        ours.send(None)
    return rounds[1:]


def main() -> None:
    """Measure, print a table, and with --json the figures as the last line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=builtin_model())
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rounds = measure_rounds(options.model, options.rounds)
    figures = {
        "app_over_bare": round(statistics.median(one.app / one.bare for one in rounds), 3),
        "app_tokens_per_second": round(statistics.median(one.app for one in rounds), 1),
        "bare_tokens_per_second": round(statistics.median(one.bare for one in rounds), 1),
        "ui_kilobytes": measure_ui_kilobytes(),
    }
    table = Table("figure", "measured", "reach")
    reach = {"app_over_bare": "≥ 0.95", "ui_kilobytes": "≤ 200"}
    for name, figure in figures.items():
        table.add_row(name, f"{figure:,}", reach.get(name, ""))
    Console().print(table)
    if options.json:
        print(json.dumps(figures))


if __name__ == "__main__":
    main()
