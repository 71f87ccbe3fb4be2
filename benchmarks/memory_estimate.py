"""How far the estimate of a model's memory is from what the engine's process takes.

    python benchmarks/memory_estimate.py [--model FILE] [--context N] [--json]

The engine is opened as the app does, in its own process, and reads a prompt longer than a batch; then its resident
memory is compared with what chatbelle.memory said from the header. SmolLM2, and a generated LLaMA-7B in Q4_K with
Q6_K around it, which wants 9.5 GB free for its faster copy and less without.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from gguf import GGMLQuantizationType
from rich.console import Console
from rich.table import Table

from chatbelle.chat import Message, Role
from chatbelle.engine.opening import open_engine
from chatbelle.engine.protocol import Loading, Sampling
from chatbelle.engine.worker import WorkerEngine
from chatbelle.gguf_header import read_gguf_header
from chatbelle.library.builtin import builtin_model
from chatbelle.memory import BATCH_TOKENS, footprint, free_memory_bytes, plan_memory
from generated import gguf_llama_shaped

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Compared:
    """What was said and what was seen."""

    model: str
    context_tokens: int
    repacked: bool
    estimated_bytes: int
    measured_bytes: int

    @property
    def deviation(self) -> float:
        """Of the estimate from the measurement; positive when too much was said."""
        return self.estimated_bytes / self.measured_bytes - 1


def compare(path: Path, context_tokens: int) -> Compared:
    """Open the model, let it fill its context, and look at its process."""
    header = read_gguf_header(path)
    plan = plan_memory(header, context_tokens, free_memory_bytes())
    model = footprint(header)
    estimated_bytes = model.needed_bytes(context_tokens) + (model.repacked_bytes if plan.repack else 0)
    with closing(open_engine(path, Loading(context_tokens))) as engine:
        question = Message(Role.USER, "word " * (context_tokens - BATCH_TOKENS))  # the cache grows to its full size
        for _ in engine.reply([question], Sampling(max_tokens=2), "1"):
            pass
        assert isinstance(engine, WorkerEngine)
        measured_bytes = psutil.Process(engine.process_id).memory_info().rss
    repacked = plan.repack and model.repacked_bytes > 0
    return Compared(header.name, context_tokens, repacked, estimated_bytes, measured_bytes)


@contextmanager
def models(chosen: Path | None) -> Iterator[list[Path]]:
    """The files to measure; the generated one lives as long as that takes."""
    with tempfile.TemporaryDirectory() as folder:
        own = builtin_model()
        generated = Path(folder) / "llama-7b-shaped-q4_k.gguf"
        yield (
            [chosen]
            if chosen
            else [
                *([own] if own else []),
                gguf_llama_shaped(generated, GGMLQuantizationType.Q4_K),
            ]
        )


def main() -> None:
    """Measure, print a table, and with --json the figures as the last line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, help="another file than the two")
    parser.add_argument("--context", type=int, default=2048)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with models(options.model) as paths:
        results = [compare(path, options.context) for path in paths]
    table = Table("model", "context", "repacked", "estimated MB", "measured MB", "deviation (reach: 10 %)")
    for each in results:
        estimated, measured = (f"{size / MEGABYTE:,.0f}" for size in (each.estimated_bytes, each.measured_bytes))
        repacked = "yes" if each.repacked else "no"
        table.add_row(each.model, str(each.context_tokens), repacked, estimated, measured, f"{each.deviation:+.1%}")
    Console().print(table)
    if options.json:
        print(json.dumps({each.model: round(each.deviation, 4) for each in results}))


if __name__ == "__main__":
    main()
