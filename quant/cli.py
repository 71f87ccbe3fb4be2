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
    tell_comparison,
    tell_finding,
    tell_line,
    tell_report,
    tell_trouble,
)
from quant.types import To

FAILED, INTERRUPTED = 1, 130
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line, for programs.")]
Key = Annotated[Path | None, typer.Option("--key", help="LLaMA-1 7B's consolidated.00.pth, for .enc files.")]

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.command()
def convert(
    source: Annotated[Path, typer.Argument(help="A Hugging Face folder, or one of its weight files.")],
    target: Annotated[Path, typer.Argument(help="The GGUF file to write.")],
    to: Annotated[To, typer.Option("--to", case_sensitive=False, help="The type of the weights.")] = To.AUTO,
    key: Key = None,
    threads: Annotated[int | None, typer.Option("--threads", min=1, max=512)] = None,
    as_json: Json = False,
    force: Annotated[bool, typer.Option("--force", help="Replace TARGET if it exists.")] = False,
) -> None:
    """Convert SOURCE into the GGUF file TARGET."""
    try:
        with progress_lines() if as_json else progress_bars() as on_progress:
            report = convert_checkpoint(source, target, to, key, threads, force, on_progress)
    except KeyboardInterrupt:
        tell_trouble(words.STOPPED.filled(path=target), words.BEGIN_AGAIN, as_json)
        raise typer.Exit(INTERRUPTED) from None
    if as_json:
        tell_line({"stage": "done", **report.as_plain()})
    else:
        tell_report(report)


@app.command()
def inspect(path: Path, key: Key = None, as_json: Json = False) -> None:
    """Say what PATH is, and what would become of it."""
    finding = look_at(path, key)
    if as_json:
        tell_line(finding.as_plain())
    else:
        tell_finding(finding)


@app.command()
def compare(first: Path, second: Path, as_json: Json = False) -> None:
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
