"""`chatbelle models …`: a thin skin over the library. What goes online is in chatbelle.download_commands."""

import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer

from chatbelle import words
from chatbelle.choosing import chosen_language, text
from chatbelle.engine.template import JinjaFormat
from chatbelle.errors import ModelError, UsageError
from chatbelle.library.catalogue import catalogue, release_named, search
from chatbelle.library.elsewhere import models_elsewhere
from chatbelle.library.fit import Room, as_size, fit_of_release, this_machine
from chatbelle.library.health import Health, NextStep, health_of
from chatbelle.library.installed import InstalledModel
from chatbelle.library.job import TYPES
from chatbelle.library.removal import disk_use, remove_model
from chatbelle.library.verifying import Match, verify
from chatbelle.models_by_name import known_adapters, known_models, model_called
from chatbelle.paths import models_folder, settings_file
from chatbelle.settings import read_settings, write_settings
from chatbelle.terminal import model_facts as facts
from chatbelle.terminal.ending import FAILED
from chatbelle.terminal.screen import Screen
from chatbelle.terminal.tables import show_json, show_line, show_pairs, show_table

models = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

Json = Annotated[bool, typer.Option("--json", help=text(words.HELP_JSON))]
Name = Annotated[str, typer.Argument(help=text(words.HELP_MODEL_NAME), show_default=False)]
Place = Annotated[Path, typer.Argument(help=text(words.HELP_PLACE), show_default=False, metavar="PATH")]


@models.command("list", help=text(words.HELP_MODELS_LIST))
def list_models(as_json: Json = False) -> None:
    """List what is here."""
    language, machine = chosen_language(), this_machine()
    here, elsewhere, adapters = known_models(), models_elsewhere(), known_adapters()
    use = disk_use(here, models_folder())
    if as_json:
        plain = [facts.plain_model(model, machine, language) for model in here]
        others = [{"program": each.program, "name": each.name, "path": str(each.path)} for each in elsewhere]
        beside = [{"name": each.name, "path": str(each.path)} for each in adapters]
        show_json({"models": plain, "adapters": beside, "elsewhere": others, "disk": asdict(use)})
        return
    if here:
        show_table(facts.MODEL_COLUMNS, (facts.model_row(model, machine) for model in here), language)
    else:
        show_line(words.NO_MODELS_HERE, language)
    if adapters:
        show_line(words.ADAPTERS_HERE, language)
        show_table(facts.ADAPTER_COLUMNS, map(facts.adapter_row, adapters), language)
    if elsewhere:
        show_line(words.OTHER_PROGRAMS_MODELS, language)
        show_table(facts.FOUND_COLUMNS, map(facts.found_row, elsewhere), language)
    used = words.DISK_USED.filled(brought=as_size(use.brought_bytes), free=as_size(use.free_bytes))
    show_line(used, language)


@models.command("search", help=text(words.HELP_MODELS_SEARCH))
def search_catalogue(
    sought: Annotated[list[str] | None, typer.Argument(help=text(words.HELP_SEARCH_TEXT), metavar="TEXT")] = None,
    speaks: Annotated[str | None, typer.Option("--language", help=text(words.HELP_LANGUAGE), metavar="CODE")] = None,
    fits: Annotated[bool, typer.Option("--fits", help=text(words.HELP_FITS))] = False,
    as_json: Json = False,
) -> None:
    """Search the catalogue."""
    language, machine = chosen_language(), this_machine()
    verdicts = {release.id: fit_of_release(release, machine) for release in catalogue()}
    fitting = {id_ for id_, verdict in verdicts.items() if verdict and verdict.room is not Room.WILL_NOT_FIT}
    found = list(search(catalogue(), " ".join(sought or ()), speaks, lambda each: not fits or each.id in fitting))
    if as_json:
        show_json([facts.plain_release(release, machine, language) for release in found])
    elif found:
        show_table(facts.RELEASE_COLUMNS, (facts.release_row(release, machine) for release in found), language)
    else:
        show_line(words.NOTHING_FOUND, language)


@models.command(help=text(words.HELP_MODELS_SHOW))
def show(
    name: Annotated[str, typer.Argument(help=text(words.HELP_RELEASE_NAME), show_default=False)], as_json: Json = False
) -> None:
    """Show one model or release."""
    language, machine = chosen_language(), this_machine()
    release = release_named(name)
    model = model_called(name)
    if model:
        health = examined(model.path)
        if as_json:
            plain = facts.plain_model(model, machine, language)
            show_json({**plain, "health": facts.plain_health(health, language)})
        else:
            show_pairs(facts.model_pairs(model, health, machine), language)
    elif release:
        if as_json:
            show_json(facts.plain_release(release, machine, language))
        else:
            show_pairs(facts.release_pairs(release, machine), language)
    else:
        raise UsageError(words.NO_SUCH_RELEASE.filled(name=name), words.SEARCH_THE_CATALOGUE)


@models.command(help=text(words.HELP_MODELS_ADD))
def add(place: Place) -> None:
    """Use a file or a folder where it is."""
    health = examined(place)
    if health.next_step not in (NextStep.CHAT, NextStep.ADD):
        what = words.CANNOT_BE_ADDED.filled(path=place, what=health.faults[0].what if health.faults else health.what)
        raise ModelError(what, health.remedy)
    settings = read_settings(settings_file())
    path = place.absolute()
    screen = Screen(chosen_language())
    if path in settings.model_folders:
        screen.note(words.ALREADY_ADDED.filled(path=path))
        return
    write_settings(settings_file(), replace(settings, model_folders=(*settings.model_folders, path)))
    screen.note(words.ADDED.filled(path=path))


@models.command("import", help=text(words.HELP_MODELS_IMPORT))
def import_weights(
    place: Place,
    key: Annotated[Path | None, typer.Option("--key", help=text(words.HELP_KEY), metavar="FILE")] = None,
    to: Annotated[str, typer.Option("--to", help=text(words.HELP_TO), metavar="TYPE")] = "auto",
    look: Annotated[bool, typer.Option("--look", help=text(words.HELP_LOOK))] = False,
    as_json: Json = False,
) -> None:
    """Say what something is, and make a model of it."""
    from chatbelle.terminal.importing import convert_into_models

    if to not in TYPES:
        raise UsageError(words.NO_SUCH_TYPE.filled(name=to), words.TYPES_ARE.filled(names=", ".join(TYPES)))
    language, health = chosen_language(), examined(place)
    if as_json:
        show_json(facts.plain_health(health, language))
        return
    screen = Screen(language)
    screen.note(health.what, "")
    if health.next_step not in (NextStep.CONVERT, NextStep.CONVERT_WITH_KEY):
        raise UsageError(words.NOT_FOR_IMPORT.filled(path=place), health.remedy)
    if look:
        screen.note(health.remedy)
        return
    path = convert_into_models(health, key, to, screen)
    screen.note(words.IMPORTED.filled(name=path.stem))


@models.command(help=text(words.HELP_MODELS_REMOVE))
def remove(
    name: Name,
    for_good: Annotated[bool, typer.Option("--for-good", help=text(words.HELP_FOR_GOOD))] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=text(words.HELP_YES))] = False,
) -> None:
    """Remove a model that ChatBelle downloaded, or stop looking into a folder that was added."""
    language = chosen_language()
    screen = Screen(language)
    settings, added = read_settings(settings_file()), Path(name).absolute()
    if added in settings.model_folders:
        left = tuple(folder for folder in settings.model_folders if folder != added)
        write_settings(settings_file(), replace(settings, model_folders=left))
        screen.note(words.NO_LONGER_USED.filled(path=added))
        return
    model = _model(name)
    size = as_size(model.size_bytes)
    if model.record and not yes:
        if not sys.stdin.isatty():
            raise UsageError(words.NOT_REMOVED_YET, words.ASK_WITH_YES)
        question = words.REMOVE_QUESTION.filled(name=model.name, size=size)
        if not typer.confirm(question.in_language(language)):
            screen.note(words.NOT_REMOVED_YET)
            return
    remove_model(model, for_good)
    screen.note(words.REMOVED.filled(name=model.name, size=size))


@models.command("verify", help=text(words.HELP_MODELS_VERIFY))
def verify_model(name: Name, as_json: Json = False) -> None:
    """Check a model's files against what was published, and its header against the format."""
    language, model = chosen_language(), _model(name)
    health = examined(model.path)
    done_bytes = 0
    with Screen(language).progress(words.VERIFYING.filled(name=model.name)) as on_progress:

        def count(chunk_bytes: int) -> None:
            nonlocal done_bytes
            done_bytes += chunk_bytes
            on_progress(done_bytes / max(1, model.size_bytes))

        files = verify(model, count)
    if as_json:
        show_json({"files": list(map(facts.plain_verified, files)), "health": facts.plain_health(health, language)})
    else:
        show_table(facts.VERIFIED_COLUMNS, map(facts.verified_row, files), language)
        show_pairs(facts.health_pairs(health), language)
    if health.fatal or any(file.match is Match.DIFFERENT for file in files):
        raise typer.Exit(FAILED)


def examined(path: Path) -> Health:
    """What lies at the path, its chat template tried as well."""
    return health_of(path, lambda template: JinjaFormat(template, "", ""))


def _model(name: str) -> InstalledModel:
    """The model with this name, or at this path. Raises UsageError when there is none."""
    model = model_called(name)
    if model is None:
        raise UsageError(words.NO_SUCH_MODEL.filled(name=name), words.LIST_THE_MODELS)
    return model
