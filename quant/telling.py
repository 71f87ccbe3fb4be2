"""How the command line tells what happens: to a person with rich, to a program in JSON, one object a line."""

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn, TransferSpeedColumn
from rich.progress import Progress as Bars
from rich.table import Table

from quant import words
from quant.compare import Comparison
from quant.look import Finding
from quant.report import ConvertedTensor, Kept, Progress, Report, Stage
from quant.types import To
from quant.words import Phrase

LINES_PER_SECOND = 10
TENSOR_TABLE = words.TENSOR, words.SHAPE, words.STORED, words.TYPE
KEPT = {
    Kept.EXACT: words.EXACT,
    Kept.NEAR_EXACT: words.NEAR_EXACT,
    Kept.QUANTISED: words.QUANTISED,
    Kept.REQUANTISED: words.REQUANTISED,
    Kept.MADE: words.MADE,
}
ZERO_POINTS = {
    "spilled": words.ZERO_POINTS_SPILLED,
    "borrowed": words.ZERO_POINTS_BORROWED,
    "mislabelled": words.ZERO_POINTS_MISLABELLED,
}
STAGES = {Stage.PROVING: words.PROVING, Stage.CONVERTING: words.CONVERTING}


def spoken(phrase: Phrase) -> str:
    """The phrase in the language that the shell is set to."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return phrase.zh if locale.lower().startswith("zh") else phrase.en


def tell_line(content: dict[str, object]) -> None:
    """One JSON object on a line of its own, at once."""
    print(json.dumps(content, ensure_ascii=False), flush=True)


def tell_trouble(what: Phrase, remedy: Phrase, as_json: bool) -> None:
    """What went wrong and what to do: on stderr, and for a program also as the last line."""
    if as_json:
        tell_line({"stage": "failed", "what": what.en, "remedy": remedy.en})
    print(f"{spoken(what)} {spoken(remedy)}", file=sys.stderr, flush=True)


@contextmanager
def progress_lines() -> Iterator[Callable[[Progress], None]]:
    """Progress as JSON, at most so many lines a second, and the last one always."""
    told_at = 0.0

    def tell(progress: Progress) -> None:
        nonlocal told_at
        if progress.done == progress.total or monotonic() - told_at >= 1 / LINES_PER_SECOND:
            told_at = monotonic()
            tell_line(progress.as_plain())

    yield tell


@contextmanager
def progress_bars() -> Iterator[Callable[[Progress], None]]:
    """Progress as a bar for each stage, with the tensor, the rate and the time left; only on a screen."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}", style="dim"),
    )
    with Bars(*columns, console=console, disable=not console.is_terminal) as bars:
        tasks = {}

        def tell(progress: Progress) -> None:
            if progress.stage not in tasks:
                tasks[progress.stage] = bars.add_task(spoken(STAGES[progress.stage]), total=None, name="")
            task = tasks[progress.stage]
            bars.update(task, completed=progress.bytes, total=progress.total_bytes, name=progress.name)

        yield tell


def tell_report(report: Report) -> None:
    """The result in a few lines."""
    kinds = _counted(report.tensors)
    gib = report.file_bytes / (1 << 30)
    summary = words.CONVERTED.filled(path=report.target, size=f"{gib:.2f}", seconds=f"{report.seconds:.1f}")
    print(spoken(summary))
    print(f"{report.name} ({report.architecture}, {report.to}): {kinds}")
    print(spoken(_asked_with(report)))
    for line in _zero_points(report.tensors):
        print(line)


def tell_finding(finding: Finding) -> None:
    """What was found, what would become of it or why nothing would, and a table of its tensors."""
    architecture = f" ({finding.architecture})" if finding.architecture else ""
    kind = spoken(words.ENCRYPTED) if finding.kind == "encrypted" else finding.kind
    print(f"{kind}: {finding.release or finding.name}{architecture}")
    if finding.obstacle:
        print(f"{spoken(finding.obstacle.what)} {spoken(finding.obstacle.remedy)}")
    else:
        gib = finding.would_make_bytes / (1 << 30)
        would = words.WOULD_KEEP if finding.would_make == To.AUTO else words.WOULD_MAKE
        print(spoken(would.filled(type=finding.would_make, size=f"{gib:.2f}")))
        print(_counted(finding.tensors))
        print(spoken(_asked_with(finding)))
    for line in _zero_points(finding.tensors):
        print(line)
    if finding.tensors:
        table = Table(*map(spoken, TENSOR_TABLE), box=None)
        for each in finding.tensors:
            table.add_row(each.name, "×".join(map(str, each.shape)), each.stored, each.type or "–")
        Console(highlight=False).print(table)


def tell_comparison(comparison: Comparison) -> None:
    """What differs; tensors that are the same are only counted."""
    console = Console()
    for key in comparison.metadata:
        console.print(spoken(words.KEY_DIFFERS.filled(key=key)), highlight=False)
    table = Table(spoken(words.TENSOR), "A", "B", spoken(words.RELATIVE_RMS), box=None)
    for each in comparison.tensors:
        if not each.same_bytes:
            apart = "–" if each.relative_rms is None else f"{each.relative_rms:.2e}"
            table.add_row(each.name, each.type_a or "–", each.type_b or "–", apart)
    if table.row_count:
        console.print(table)
    same = sum(each.same_bytes for each in comparison.tensors)
    console.print(spoken(words.SAME_TENSORS.filled(same=same, count=len(comparison.tensors))), highlight=False)


def _asked_with(told: Report | Finding) -> Phrase:
    """How the model wants to be asked."""
    by_itself = words.OWN_TEMPLATE if told.has_template else words.NO_TEMPLATE
    return words.ASKED_WITH.filled(how=told.prompt_format or by_itself)


def _zero_points(tensors: Sequence[ConvertedTensor]) -> list[str]:
    """A sentence for each thing that was not as it should be about zero points."""
    counts = Counter(each.zero_points for each in tensors)
    return [spoken(phrase.filled(count=counts[what])) for what, phrase in ZERO_POINTS.items() if counts[what]]


def _counted(tensors: Sequence[ConvertedTensor]) -> str:
    """How many tensors of each type, and how much of them survives."""
    counts = sorted(Counter((each.type, each.kept) for each in tensors).items())
    return ", ".join(f"{count} {kind} {spoken(KEPT[kept])}" for (kind, kept), count in counts)
