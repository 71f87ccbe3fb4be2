"""What a conversion costs: megabytes a second, anonymous memory, and seconds beside llama.cpp's own two steps.

    python benchmarks/convert.py [--layers N] [--json]

Two generated checkpoints in float16 are turned into Q4_K_M: one with BLOOM's embedding of 250,880 rows, one with the
shapes of LLaMA-7B. `seconds_over_official` compares our way, checkpoint to Q4_K_M, with llama.cpp's: its converter
to F16, run as a person runs it, then `llama_model_quantize`. Where that converter cannot be run (it needs torch: see
tests/quant/official_converter.py) its step is left out in its favour, and the F16 GGUF lies there already; `official`
says which it was. A third checkpoint, 4-bit GPTQ, is repacked.
"""

import argparse
import ctypes
import json
import multiprocessing
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import psutil
from rich.console import Console
from rich.table import Table

from generated import bloom_shaped, gptq_llama_shaped, llama_shaped, source_bytes
from quant.convert import convert
from quant.types import To
from tests.quant import official_converter

ROOT = Path(__file__).parents[1]
MEGABYTE = 1_000_000
Q4_K_M = 15  # llama_ftype


@dataclass(frozen=True, slots=True)
class Cost:
    """What a job took."""

    seconds: float
    anonymous_bytes: int


def cost_of(job: Callable[..., Any], *arguments: Any) -> Cost:
    """Run a job in a process of its own; its time there and the most anonymous memory it had."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=timed, args=(theirs, job, *arguments))
    process.start()
    theirs.close()
    most_bytes = 0
    while not ours.poll():
        most_bytes = max(most_bytes, anonymous_bytes(process.pid or 0))
        sleep(0.02)
    seconds = ours.recv()
    process.join()
    return Cost(seconds, most_bytes)


def timed(pipe: Any, job: Callable[..., Any], *arguments: Any) -> None:
    """In the child: send how long the job took."""
    began = monotonic()
    job(*arguments)
    pipe.send(monotonic() - began)


def anonymous_bytes(process_id: int) -> int:
    """Memory of a process that no file backs. Linux says so; elsewhere all resident memory stands for it."""
    status = Path(f"/proc/{process_id}/status")
    if not status.exists():
        return int(psutil.Process(process_id).memory_info().rss) if psutil.pid_exists(process_id) else 0
    lines = [line for line in status.read_text().splitlines() if line.startswith("RssAnon:")]
    return int(lines[0].split()[1]) * 1024 if lines else 0


def ours(folder: Path, target: Path, to: To, threads: int) -> None:
    """Our whole way."""
    convert(folder, target, to, threads=threads, force=True)


def both_steps(folder: Path, half: Path, target: Path, threads: int) -> None:
    """llama.cpp's whole way, over the F16 file `half`."""
    command = [sys.executable, "-m", "tests.quant.official_converter", folder, half, "f16", "gpt-2"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    second_step(half, target, threads)


def second_step(source: Path, target: Path, threads: int) -> None:
    """llama.cpp's quantiser."""
    import llama_cpp

    from chatbelle.engine.llama_log import keep_log

    keep_log()
    params = llama_cpp.llama_model_quantize_default_params()
    params.ftype, params.nthread = Q4_K_M, threads
    if llama_cpp.llama_model_quantize(str(source).encode(), str(target).encode(), ctypes.byref(params)):
        raise SystemExit("llama_model_quantize failed")


def measure(layers: int, folder: Path, with_converter: bool) -> dict[str, float]:
    """All figures; `folder` gets the generated files."""
    threads = psutil.cpu_count(logical=False) or 1
    sources = [bloom_shaped(folder / "bloom"), llama_shaped(folder / "llama", layers)]
    gptq = gptq_llama_shaped(folder / "gptq", layers)
    target, half = folder / "ours.gguf", folder / "f16.gguf"
    all_threads, one_thread, theirs = [], [], []
    for source in sources:
        all_threads.append(cost_of(ours, source, target, To.Q4_K_M, threads))
        if with_converter:
            theirs.append(cost_of(both_steps, source, half, folder / "theirs.gguf", threads))
        else:
            ours(source, half, To.F16, threads)
            theirs.append(cost_of(second_step, half, folder / "theirs.gguf", threads))
        one_thread.append(cost_of(ours, source, target, To.Q4_K_M, 1))
    repacked = cost_of(ours, gptq, target, To.AUTO, threads)
    seconds = sum(cost.seconds for cost in all_threads)
    return {
        "mb_s": round(source_bytes(sources) / MEGABYTE / seconds, 1),
        "anonymous_mb": round(max(cost.anonymous_bytes for cost in (*all_threads, repacked)) / MEGABYTE, 1),
        "seconds_over_official": round(seconds / sum(cost.seconds for cost in theirs), 3),
        "repack_mb_s": round(source_bytes([gptq]) / MEGABYTE / repacked.seconds, 1),
        "thread_scaling": round(sum(cost.seconds for cost in one_thread) / seconds, 2),
    }


def main() -> None:
    """Measure, print a table, and with --json the figures as the last line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--layers", type=int, default=2, help="layers of the LLaMA-shaped checkpoints; 32 is a whole one"
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    hindrance = official_converter.why_not()
    official = (
        f"llama_model_quantize alone ({hindrance})" if hindrance else "convert_hf_to_gguf.py, llama_model_quantize"
    )
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(options.layers, Path(folder), with_converter=not hindrance)
    reach = {
        "anonymous_mb": "< 500",
        "seconds_over_official": "≤ 0.67",
        "repack_mb_s": "≥ 300",
        "thread_scaling": "≥ 1.8",
    }
    table = Table("figure", "measured", "reach")
    for name, figure in figures.items():
        table.add_row(name, f"{figure:,}", reach.get(name, ""))
    Console().print(table)
    Console().print(f"official: {official}", highlight=False, markup=False)
    if options.json:
        print(json.dumps(figures | {"official": official}))


if __name__ == "__main__":
    main()
