"""The figures on paper: a table for people, and JSON with llama-bench's names where it has one."""

import json
import os
from dataclasses import dataclass
from math import prod
from pathlib import Path

from chatbelle import words
from chatbelle.bench.measuring import Rate, Speed
from chatbelle.gguf_header import GGUFHeader, read_gguf_header
from chatbelle.words import Language, Phrase

MIB, GIB = 1024**2, 1024**3


@dataclass(frozen=True, slots=True)
class Subject:
    """The model file that was measured."""

    path: Path
    kind: str  # llama-bench's word for it: architecture and most of its types
    weights_bytes: int
    parameters: int
    threads: int


def subject_of(path: Path) -> Subject:
    """What its header says. Raises ModelError."""
    header = read_gguf_header(path)
    parameters = sum(prod(tensor.shape) for tensor in header.tensors)
    return Subject(path, f"{header.architecture} {main_type(header)}", header.weights_bytes, parameters, cores())


def main_type(header: GGUFHeader) -> str:
    """The type that most of the weights have."""
    sizes: dict[str, int] = {}
    for tensor in header.tensors:
        sizes[tensor.type.name] = sizes.get(tensor.type.name, 0) + tensor.bytes
    return max(sizes, key=lambda name: sizes[name])


def cores() -> int:
    """How many threads this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def rows(subject: Subject, speed: Speed) -> list[tuple[str, ...]]:
    """llama-bench's columns: model, size, params, threads, test, tokens a second."""
    first = (subject.kind, f"{subject.weights_bytes / MIB:.2f} MiB", f"{subject.parameters / 1e6:.2f} M")
    tests = ((f"pp{speed.prompt.tokens}", speed.prompt), (f"tg{speed.decode.tokens}", speed.decode))
    return [(*first, str(subject.threads), test, f"{rate.average:.2f} ± {rate.deviation:.2f}") for test, rate in tests]


def lines(speed: Speed) -> list[tuple[Phrase, Phrase | str]]:
    """What llama-bench does not measure."""
    energy = words.BENCH_NOT_TOLD if speed.joules_per_token is None else f"{speed.joules_per_token:.2f} J"
    return [
        (words.BENCH_LOAD, in_seconds(speed.load_seconds)),
        (words.BENCH_COLD, in_seconds(speed.cold_seconds)),
        (words.BENCH_WARM, in_seconds(speed.warm_seconds)),
        (words.BENCH_REOPENED, in_seconds(speed.reopened_seconds)),
        (words.BENCH_DENSITY, f"{speed.chinese_characters_per_token:.2f}"),
        (words.BENCH_CHINESE, f"{speed.chinese_characters_per_second:.1f}"),
        (words.BENCH_MEMORY, f"{speed.memory_bytes / GIB:.2f} GiB"),
        (words.BENCH_ENERGY, energy),
    ]


def in_seconds(seconds: float) -> str:
    """For example `0.42 s`."""
    return f"{seconds:.2f} s" if seconds >= 0.1 else f"{seconds * 1000:.0f} ms"


def as_text(subject: Subject, speed: Speed, language: Language) -> str:
    """llama-bench's table in Markdown, then the rest."""
    head = ("model", "size", "params", "threads", "test", "t/s")
    table = [head, *rows(subject, speed)]
    widths = [max(len(row[column]) for row in table) for column in range(len(head))]
    drawn = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in table
    ]
    drawn.insert(1, "| " + " | ".join("-" * width for width in widths) + " |")
    told = [words.FACT_LINE.filled(name=name, fact=fact).in_language(language) for name, fact in lines(speed)]
    return "\n".join([*drawn, "", *told])


def to_json(subject: Subject, speed: Speed) -> str:
    """One object; `results` is what llama-bench's JSON has, one entry a test."""
    results = [
        result(subject, speed.prompt, n_prompt=speed.prompt.tokens, n_gen=0),
        result(subject, speed.decode, n_prompt=0, n_gen=speed.decode.tokens),
    ]
    rest = {
        "model": speed.model,
        "context_tokens": speed.context_tokens,
        "load_seconds": speed.load_seconds,
        "first_token_cold_seconds": speed.cold_seconds,
        "first_token_warm_seconds": speed.warm_seconds,
        "first_token_reopened_seconds": speed.reopened_seconds,
        "chinese_characters_per_token": speed.chinese_characters_per_token,
        "chinese_characters_per_second": speed.chinese_characters_per_second,
        "memory_bytes": speed.memory_bytes,
        "joules_per_token": speed.joules_per_token,
    }
    return json.dumps({**rest, "results": results}, ensure_ascii=False, indent=2)


def result(subject: Subject, rate: Rate, n_prompt: int, n_gen: int) -> dict[str, object]:
    """One test, by llama-bench's names."""
    return {
        "model_filename": os.fspath(subject.path),
        "model_type": subject.kind,
        "model_size": subject.weights_bytes,
        "model_n_params": subject.parameters,
        "n_threads": subject.threads,
        "n_prompt": n_prompt,
        "n_gen": n_gen,
        "avg_ts": rate.average,
        "stddev_ts": rate.deviation,
        "samples_ts": rate.runs,
    }
