"""The story: open a checkpoint, plan its GGUF, write that in one pass. Entry: `convert`."""

import os
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from functools import partial
from pathlib import Path

from quant.arriving import ArrivingShards, Lend
from quant.formats.encrypted import EncryptedFile
from quant.gguf_file import AtHand, Part, check_target, write_gguf
from quant.pace import Clock, Pace
from quant.plan import Plan
from quant.report import Progress, Report, Stage
from quant.sources import recognise
from quant.tensors import Bytes
from quant.types import To, tensor_bytes
from quant.wish import Wish

OnProgress = Callable[[Progress], None]


def convert(
    source: Path,
    target: Path,
    to: To = To.AUTO,
    key: Path | None = None,
    threads: int | None = None,
    force: bool = False,
    on_progress: OnProgress = lambda progress: None,
    *,
    small: bool = False,
    requantise: bool = False,
    base: Path | None = None,
    lend: Lend | None = None,
) -> Report:
    """Convert the checkpoint at `source` into the GGUF `target`, which appears only when it is whole.

    `to`, `small`, `requantise` and `base` are told in quant.wish. `on_progress` may raise to stop. With `lend`, the
    shards of a Hugging Face folder need not be there yet: each is asked for by its plain name when it is needed, once.
    Raises QuantError in all its kinds.
    """
    clock = Clock()
    check_target(target, force)
    arriving = ArrivingShards(source, key, lend) if lend else None
    found = recognise(source, key, arriving)
    plan = found.plan(Wish(to, small, requantise, base))
    _prove(found.files, on_progress)
    at_hand = arriving.at_hand if arriving else lambda shard: nullcontext()
    file_bytes = _write(plan, target, threads or os.cpu_count() or 1, on_progress, at_hand)
    return Report(
        target=target,
        name=plan.name,
        release=plan.asking.release,
        architecture=plan.architecture,
        to=str(plan.to),
        prompt_format=plan.asking.prompt_format,
        has_template=bool(plan.asking.template),
        tensors=tuple(planned.after() for planned in plan.tensors),
        file_bytes=file_bytes,
        seconds=clock.seconds(),
    )


def _prove(files: Mapping[str, Bytes], on_progress: OnProgress) -> None:
    """Hash what is encrypted before anything is written: a wrong key opens it, to nonsense."""
    encrypted = [file for file in files.values() if isinstance(file, EncryptedFile)]
    pace = Pace(Stage.PROVING, len(encrypted), sum(file.length for file in encrypted), on_progress)
    for file in encrypted:
        file.prove(partial(_proved, pace, file.name, pace.done_bytes))


def _proved(pace: Pace, name: str, before: int, done: int, _total: int) -> None:
    pace.advanced(name, before + done - pace.done_bytes)


def _write(plan: Plan, target: Path, threads: int, on_progress: OnProgress, at_hand: AtHand) -> int:
    total = sum(tensor_bytes(planned.result.shape, planned.kind) for planned in plan.tensors)
    pace = Pace(Stage.CONVERTING, len(plan.tensors), total, on_progress)
    parts = [Part(each.result.name, each.result.shape, each.kind, each.pieces, each.shard) for each in plan.tensors]
    return write_gguf(target, plan.architecture, plan.metadata, parts, threads, pace.advanced, at_hand)
