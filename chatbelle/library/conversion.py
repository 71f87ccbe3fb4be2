"""Converts a checkpoint in a child process: the one file of ChatBelle that reaches `quant`."""

import multiprocessing
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Protocol

from chatbelle import words
from chatbelle.children import children_deaf_to_ctrl_c, describe_exit, live_as_child
from chatbelle.errors import ConversionError
from chatbelle.library.job import Progress, Step
from chatbelle.library.partial_file import in_our_words
from chatbelle.library.stopping import LOOK_SECONDS, give_up_if
from chatbelle.words import Phrase


@dataclass(frozen=True, slots=True)
class Advanced:
    """The child's word on how far it is; files are proved before tensors are written."""

    proving: bool
    name: str
    done_bytes: int
    total_bytes: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The child's word that it cannot, with the converter's reasons."""

    what: Phrase
    remedy: Phrase


@dataclass(frozen=True, slots=True)
class Done:
    """The child's last word: the file is there."""


@dataclass(frozen=True, slots=True)
class Needs:
    """The child waits for the shard of this name; any word of ours says that it is there."""

    shard: str


@dataclass(frozen=True, slots=True)
class Written:
    """All of the shard is in the result: it may be removed."""

    shard: str


class Supply(Protocol):
    """Brings the shards of a checkpoint that is converted as it arrives."""

    def bring(self, shard: str) -> Iterator[Progress]:
        """Bring the shard of that name, telling how far it is."""

    def take_away(self, shard: str) -> None:
        """It is not needed any more."""


Word = Advanced | Refused | Done | Needs | Written


def convert(
    source: Path,
    target: Path,
    to: str = "auto",
    key: Path | None = None,
    stopped: Callable[[], bool] = lambda: False,
    supply: Supply | None = None,
) -> Generator[Progress]:
    """Convert the checkpoint at `source`, a folder or a file, into the GGUF `target`, telling how far it is.

    `to` is one of quant's types; `key` opens an encrypted checkpoint. Raises ConversionError when the converter says
    why it cannot or dies, Stopped when `stopped` says so; nothing is left of the result then. With `supply`, shards are
    brought when they are needed, and a result that holds some of them already is kept for the next time.
    """
    with in_our_words(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    finished = False
    try:
        with child_converting(source, target, to, key, supply is not None) as (process, pipe):
            while not finished:
                while not pipe.poll(LOOK_SECONDS):
                    give_up_if(stopped)
                give_up_if(stopped)
                match next_word(process, pipe):
                    case Advanced(proving, name, done_bytes, total_bytes):
                        step = Step.VERIFYING if proving else Step.CONVERTING
                        yield Progress(step, done_bytes, total_bytes, detail=name)
                    case Refused(what, remedy):
                        raise ConversionError(what, remedy)
                    case Done():
                        finished = True
                    case Needs(shard) if supply:
                        yield from supply.bring(shard)
                        pipe.send(Done())
                    case Written(shard) if supply:
                        supply.take_away(shard)
    finally:
        part, ledger = unfinished_paths(target)
        if not finished and not ledger.exists():  # a child that was killed could not tidy up
            part.unlink(missing_ok=True)


def unfinished_paths(target: Path) -> tuple[Path, Path]:
    """Where an unfinished result lies, and the note of the shards that are in it."""
    return target.with_name(target.name + ".part"), target.with_name(target.name + ".part.json")


@contextmanager
def child_converting(
    source: Path, target: Path, to: str, key: Path | None, arriving: bool
) -> Iterator[tuple[BaseProcess, "Connection[Word, Word]"]]:
    """A child that converts; it does not outlive the block."""
    context = multiprocessing.get_context("spawn")
    pipe, childs_end = context.Pipe()
    process = context.Process(target=run, args=(childs_end, source, target, to, key, arriving), daemon=True)
    with children_deaf_to_ctrl_c():
        process.start()
    childs_end.close()  # so that the pipe ends when the child does
    try:
        yield process, pipe
    finally:
        process.kill()
        process.join()
        pipe.close()


def next_word(process: BaseProcess, pipe: "Connection[Word, Word]") -> Word:
    """What the child says next. ConversionError when it ended without a word."""
    try:
        return pipe.recv()
    except (EOFError, OSError):
        process.join()
        what = words.CONVERTER_DIED.filled(detail=describe_exit(process.exitcode or 0))
        raise ConversionError(what, words.CONVERT_AGAIN) from None


def run(pipe: "Connection[Word, Word]", source: Path, target: Path, to: str, key: Path | None, arriving: bool) -> None:
    """The child's side: convert, telling the parent how far it is."""
    live_as_child()
    from quant.convert import convert as convert_checkpoint
    from quant.errors import QuantError
    from quant.report import Progress as Quantised
    from quant.report import Stage
    from quant.types import To

    def tell(far: Quantised) -> None:
        pipe.send(Advanced(far.stage is Stage.PROVING, far.name, far.bytes, far.total_bytes))

    @contextmanager
    def lend(shard: str) -> Iterator[None]:
        pipe.send(Needs(shard))
        pipe.recv()
        yield
        pipe.send(Written(shard))

    try:
        convert_checkpoint(source, target, To(to), key, force=True, on_progress=tell, lend=lend if arriving else None)
        pipe.send(Done())
    except QuantError as error:
        what, remedy = (Phrase(said.en, said.zh) for said in (error.what, error.remedy))
        pipe.send(Refused(what, remedy))
