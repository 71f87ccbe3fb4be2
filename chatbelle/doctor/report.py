"""The examination on paper: for people, or as JSON."""

import json
import os
from dataclasses import asdict
from pathlib import Path

from chatbelle import words
from chatbelle.doctor.checkup import Checkup
from chatbelle.doctor.findings import Gravity, in_gib
from chatbelle.words import Language, Phrase

SAID = {Gravity.BROKEN: words.BROKEN, Gravity.SLOW: words.SLOW, Gravity.HINT: words.HINT}


def as_text(checkup: Checkup, language: Language) -> str:
    """The report as lines: facts first, then what is the matter."""
    lines = [
        words.FACT_LINE.filled(name=name, fact=fact).in_language(language)
        for name, fact in (*facts(checkup), *places(checkup))
    ]
    lines.append("")
    for finding in checkup.findings:
        lines.append(SAID[finding.gravity].filled(what=finding.what).in_language(language))
        lines.append(f"  → {finding.remedy.in_language(language)}")
    if not checkup.findings:
        lines.append(words.ALL_WELL.in_language(language))
    return "\n".join(lines)


def facts(checkup: Checkup) -> list[tuple[Phrase, str | Phrase]]:
    """What the machine is and what runs on it."""
    machine, build, trial = checkup.machine, checkup.build, checkup.trial
    memory = words.MEMORY_FREE.filled(memory=in_gib(machine.memory_bytes), free=in_gib(machine.free_bytes))
    cores = words.CORES.filled(cores=machine.cores, threads=machine.threads)
    known: list[tuple[Phrase, str | Phrase]] = [
        (words.FACT_SYSTEM, machine.system),
        (words.FACT_PROCESSOR, machine.processor),
        (words.FACT_CORES, cores),
        (words.FACT_MEMORY, memory),
        (words.FACT_PYTHON, machine.python),
        (words.FACT_FLET, f"{machine.flet or '–'} ({', '.join(machine.clients) or '–'})"),
    ]
    if build:
        known.append((words.FACT_LLAMA, f"llama-cpp-python {build.version}"))
        known.append((words.FACT_FEATURES, " ".join(build.features)))
        known.append((words.FACT_GPU, words.YES if build.gpu else words.NO))
    if trial and not trial.error:
        tried = words.TRIAL.filled(
            load=f"{trial.load_seconds:.1f}",
            first=f"{trial.first_token_seconds:.2f}",
            rate=f"{trial.tokens_per_second:.0f}",
        )
        known.append((words.FACT_TRIAL, tried))
    return known


def places(checkup: Checkup) -> list[tuple[Phrase, str | Phrase]]:
    """Where files live, and how large they are."""
    where = checkup.places
    return [
        (words.STORED_CHATS, with_size(where.chats)),
        (words.SETTINGS, with_size(where.settings)),
        (words.FACT_CACHE, str(where.cache)),
        (words.FACT_BUILTIN, with_size(where.builtin_model) if where.builtin_model else words.NONE_INSTALLED),
    ]


def with_size(path: Path) -> Phrase:
    """A file's path and its size in MB, or that it is not there yet."""
    if not path.exists():
        return words.NOT_THERE_YET.filled(path=path)
    return words.PATH_AND_SIZE.filled(path=path, size=f"{path.stat().st_size / 1e6:.1f} MB")


def to_json(checkup: Checkup, language: Language) -> str:
    """The report as one JSON object; sizes in bytes, times in seconds."""
    trial = checkup.trial
    measured = {} if trial is None else {name: value for name, value in asdict(trial).items() if name != "error"}
    report = {
        "ok": not checkup.broken,
        "machine": {**asdict(checkup.machine), "processor_features": sorted(checkup.machine.processor_features)},
        "llama_cpp": asdict(checkup.build) if checkup.build else None,
        "trial": measured if trial and not trial.error else None,
        "places": {name: None if path is None else os.fspath(path) for name, path in asdict(checkup.places).items()},
        "findings": [
            {
                "gravity": finding.gravity,
                "what": finding.what.in_language(language),
                "remedy": finding.remedy.in_language(language),
            }
            for finding in checkup.findings
        ],
    }
    return json.dumps(report, ensure_ascii=False, indent=2)
