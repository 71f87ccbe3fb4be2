"""The command line: `convert`, `inspect`, `compare`. A thin skin, one call into the library each."""

import sys
import traceback
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Annotated

import typer

from quant import words
from quant.compare import compare as compare_files
from quant.convert import convert as convert_checkpoint
from quant.errors import QuantError
from quant.look import look_at
from quant.telling import (
    progress_bars,
    progress_lines,
    spoken,
    tell_comparison,
    tell_finding,
    tell_line,
    tell_report,
    tell_trouble,
)
from quant.types import To

FAILED, INTERRUPTED = 1, 130

app = typer.Typer(
    help=spoken(words.HELP_QUANT),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich's table cuts Chinese off at the right
    context_settings={"help_option_names": ["-h", "--help"]},
)

Source = Annotated[Path, typer.Argument(help=spoken(words.HELP_SOURCE), metavar="SOURCE", show_default=False)]
Target = Annotated[Path, typer.Argument(help=spoken(words.HELP_TARGET), metavar="TARGET", show_default=False)]
Gguf = Annotated[Path, typer.Argument(help=spoken(words.HELP_GGUF), metavar="GGUF", show_default=False)]
Type = Annotated[To, typer.Option("--to", case_sensitive=False, help=spoken(words.HELP_TO))]
Key = Annotated[Path | None, typer.Option("--key", help=spoken(words.HELP_KEY), metavar="FILE", show_default=False)]
Small = Annotated[bool, typer.Option("--small", help=spoken(words.HELP_SMALL))]
Again = Annotated[bool, typer.Option("--requantise", help=spoken(words.HELP_REQUANTISE))]
Base = Annotated[Path | None, typer.Option("--base", help=spoken(words.HELP_BASE), metavar="MODEL", show_default=False)]
Threads = Annotated[
    int | None, typer.Option(min=1, max=512, help=spoken(words.HELP_THREADS), metavar="N", show_default=False)
]
Json = Annotated[bool, typer.Option("--json", help=spoken(words.HELP_JSON))]
Force = Annotated[bool, typer.Option("--force", help=spoken(words.HELP_FORCE))]


@app.command(help=spoken(words.HELP_CONVERT))
def convert(
    source: Source,
    target: Target,
    to: Type = To.AUTO,
    key: Key = None,
    small: Small = False,
    requantise: Again = False,
    base: Base = None,
    threads: Threads = None,
    as_json: Json = False,
    force: Force = False,
) -> None:
    """Convert SOURCE into the GGUF file TARGET."""
    try:
        with progress_lines() if as_json else progress_bars() as on_progress:
            report = convert_checkpoint(
                source, target, to, key, threads, force, on_progress, small=small, requantise=requantise, base=base
            )
    except KeyboardInterrupt:
        tell_trouble(words.STOPPED.filled(path=target), words.BEGIN_AGAIN, as_json)
        raise typer.Exit(INTERRUPTED) from None
    if as_json:
        tell_line({"stage": "done", **report.as_plain()})
    else:
        tell_report(report)


@app.command(help=spoken(words.HELP_INSPECT))
def inspect(path: Source, key: Key = None, base: Base = None, as_json: Json = False) -> None:
    """Say what PATH is, and what would become of it."""
    finding = look_at(path, key, base)
    if as_json:
        tell_line(finding.as_plain())
    else:
        tell_finding(finding)


@app.command(help=spoken(words.HELP_COMPARE))
def compare(first: Gguf, second: Gguf, as_json: Json = False) -> None:
    """Compare two GGUF files: metadata, types, bytes, relative RMS."""
    comparison = compare_files(first, second)
    if as_json:
        tell_line(comparison.as_plain())
    else:
        tell_comparison(comparison)


def crash_note() -> Path:
    """Write the traceback of the error being handled into a file of its own; returns where."""
    with NamedTemporaryFile("w", prefix="chatbelle-quant-", suffix=".txt", delete=False, encoding="utf-8") as note:
        note.write(traceback.format_exc())
    return Path(note.name)


def main() -> int:
    """Run the command line; returns or exits with its code."""
    as_json = "--json" in sys.argv
    try:
        app(prog_name="chatbelle-quant")
    except KeyboardInterrupt:
        return INTERRUPTED
    except QuantError as error:
        tell_trouble(error.what, error.remedy, as_json)
        return FAILED
    except Exception:
        tell_trouble(words.SOMETHING_WENT_WRONG, words.REPORT_IT.filled(path=crash_note()), as_json)
        return FAILED
    return 0
