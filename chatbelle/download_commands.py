"""`chatbelle models …` for what needs the network: find, download, compare sources, and the log of connections."""

import shlex
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from chatbelle import words
from chatbelle.choosing import chosen_language, text
from chatbelle.errors import UsageError
from chatbelle.library.connections import Connection, Purpose, connections
from chatbelle.library.endpoints import Probe, chosen_endpoint, chosen_token, endpoint_at, fastest, probe_all
from chatbelle.library.fetching import Way
from chatbelle.library.hub import search
from chatbelle.library.job import TYPES, Wanted
from chatbelle.library.network import open_for
from chatbelle.paths import models_folder
from chatbelle.terminal.screen import Screen
from chatbelle.terminal.tables import Cell, show_json, show_line, show_table
from chatbelle.words import Phrase

PURPOSES = {
    Purpose.SEARCH: words.PURPOSE_SEARCH,
    Purpose.LOOK_UP: words.PURPOSE_LOOK_UP,
    Purpose.DOWNLOAD: words.PURPOSE_DOWNLOAD,
    Purpose.PROBE: words.PURPOSE_PROBE,
}
CONNECTION_COLUMNS = (
    words.COLUMN_WHEN,
    words.COLUMN_HOST,
    words.COLUMN_RECEIVED,
    words.COLUMN_PURPOSE,
    words.COLUMN_SUBJECT,
)

Json = Annotated[bool, typer.Option("--json", help=text(words.HELP_JSON))]
Sources = Annotated[list[str] | None, typer.Option("--from", help=text(words.HELP_FROM), metavar="ADDRESS")]
Key = Annotated[Path | None, typer.Option("--key", help=text(words.HELP_KEY), metavar="FILE")]
Folder = Annotated[Path | None, typer.Option("--folder", help=text(words.HELP_FOLDER), metavar="FOLDER")]


def add_download_commands(models: typer.Typer) -> None:
    """Add the commands of this file to `chatbelle models`."""
    models.command(help=text(words.HELP_DOWNLOAD))(download)
    models.command(help=text(words.HELP_FIND))(find)
    models.command("sources", help=text(words.HELP_SOURCES))(compare_sources)
    models.command("connections", help=text(words.HELP_CONNECTIONS))(show_connections)


def download(
    name: Annotated[str, typer.Argument(help=text(words.HELP_DOWNLOAD_NAME), show_default=False)],
    key: Key = None,
    to: Annotated[str, typer.Option("--to", help=text(words.HELP_TO), metavar="TYPE")] = "auto",
    folder: Folder = None,
    sources: Sources = None,
) -> None:
    """Download a model, converting it where it needs that."""
    from chatbelle.terminal import downloading

    if to not in TYPES:
        raise UsageError(words.NO_SUCH_TYPE.filled(name=to), words.TYPES_ARE.filled(names=", ".join(TYPES)))
    screen, way = Screen(chosen_language()), way_through(sources)
    release = downloading.release_asked_for(name, way)
    wanted = Wanted(release, str((folder or models_folder()).absolute()), str(key.absolute()) if key else None, to)
    path = downloading.download(wanted, way, screen, again(name, key, to, folder, sources))
    screen.note(words.MODEL_IS_READY.filled(name=release.name), "")
    command = shlex.join(["chatbelle", "chat", "--model", str(path)])
    show_line(words.CHAT_LIKE_THIS.filled(command=command), screen.language)


def find(
    sought: Annotated[list[str], typer.Argument(help=text(words.HELP_SEARCH_TEXT), metavar="TEXT")],
    sources: Sources = None,
    as_json: Json = False,
) -> None:
    """Search the hub for models that can be used as they are."""
    language, way, asked = chosen_language(), way_through(sources), " ".join(sought)
    with open_for(Purpose.SEARCH, asked) as network:
        found = search(network, way.endpoints[0], asked, token=way.token)
    if as_json:
        show_json([{"name": one.name, "downloads": one.downloads, "gated": one.is_gated} for one in found])
    elif found:
        rows = [(one.name, f"{one.downloads:,}", words.NEEDS_ACCESS if one.is_gated else "") for one in found]
        show_table((words.COLUMN_NAME, words.COLUMN_DOWNLOADS, words.COLUMN_STATE), rows, language)
    else:
        show_line(words.NOTHING_FOUND, language)


def compare_sources() -> None:
    """Ask each known source something small, and say which is the fastest."""
    language, probes = chosen_language(), []
    for probe in probe_all():
        probes.append(probe)
        show_line(words.SOURCE_LINE.filled(name=probe.endpoint.name, state=state_of(probe)), language)
    best = fastest(probes)
    if best:
        show_line(words.FASTEST_SOURCE.filled(address=best.address), language)


def show_connections(as_json: Json = False) -> None:
    """Show every connection that was made."""
    language, made = chosen_language(), connections()
    if as_json:
        show_json([asdict(one) for one in made])
    elif made:
        show_table(CONNECTION_COLUMNS, map(connection_row, made), language)
    else:
        show_line(words.NO_CONNECTIONS, language)


def way_through(sources: list[str] | None) -> Way:
    """The sources that were named, else the one that HF_ENDPOINT names or the official one."""
    return Way([endpoint_at(source) for source in sources or ()] or [chosen_endpoint()], chosen_token())


def again(name: str, key: Path | None, to: str, folder: Path | None, sources: list[str] | None) -> str:
    """The command that goes on with this download."""
    options = [("--key", key), ("--to", None if to == "auto" else to), ("--folder", folder)]
    options += [("--from", source) for source in sources or ()]
    given = [str(part) for option in options if option[1] for part in option]
    return shlex.join(["chatbelle", "models", "download", name, *given])


def state_of(probe: Probe) -> Phrase:
    """How a source answered."""
    if probe.seconds is not None:
        return words.ANSWERED_IN.filled(seconds=f"{probe.seconds:.2f}")
    return probe.error.what if probe.error else words.DID_NOT_ANSWER


def connection_row(connection: Connection) -> Sequence[Cell]:
    """A line of the log."""
    size = "–" if connection.received_bytes is None else f"{connection.received_bytes:,}"
    when = f"{connection.began_at.astimezone():%Y-%m-%d %H:%M:%S}"
    return (when, connection.host, size, PURPOSES[connection.purpose], connection.subject)
