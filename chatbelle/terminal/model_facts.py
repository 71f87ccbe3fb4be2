"""What is shown of models and releases: the same facts as table cells, as pairs and as plain values."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from chatbelle import words
from chatbelle.library.elsewhere import FoundModel
from chatbelle.library.fit import Fit, Machine, as_size, fit, fit_of_release
from chatbelle.library.health import Health
from chatbelle.library.installed import InstalledModel
from chatbelle.library.release import Arrival, Release
from chatbelle.library.verifying import Match, VerifiedFile
from chatbelle.terminal.tables import Cell
from chatbelle.words import Language, Phrase

Plain = dict[str, object]

ARRIVES = {
    Arrival.READY: words.ARRIVES_READY,
    Arrival.CONVERT: words.ARRIVES_CONVERT,
    Arrival.REPACK: words.ARRIVES_REPACK,
    Arrival.ENCRYPTED: words.ARRIVES_ENCRYPTED,
    Arrival.UNREADABLE: words.ARRIVES_UNREADABLE,
}
MATCHES = {
    Match.SAME: words.HASH_SAME,
    Match.DIFFERENT: words.HASH_DIFFERENT,
    Match.UNKNOWN: words.HASH_UNKNOWN,
}
MOST_LANGUAGES = 2  # in a column
MODEL_COLUMNS = (words.COLUMN_NAME, words.COLUMN_TYPE, words.COLUMN_SIZE, words.COLUMN_VERDICT, words.COLUMN_FROM)
FOUND_COLUMNS = (words.COLUMN_NAME, words.COLUMN_FROM, words.COLUMN_PATH)
ADAPTER_COLUMNS = (words.COLUMN_NAME, words.COLUMN_PATH)
RELEASE_COLUMNS = (
    words.COLUMN_ID,
    words.COLUMN_SIZE,
    words.COLUMN_LANGUAGES,
    words.COLUMN_LICENCE,
    words.COLUMN_ARRIVAL,
    words.COLUMN_VERDICT,
)
VERIFIED_COLUMNS = (words.COLUMN_PATH, words.COLUMN_STATE, words.COLUMN_SHA256)


def fit_of_model(model: InstalledModel, machine: Machine) -> Fit | None:
    """The verdict; None for a file that cannot be read."""
    return fit(model.facts.footprint, machine) if model.facts.footprint else None


def model_row(model: InstalledModel, machine: Machine) -> Sequence[Cell]:
    """A line of the list."""
    verdict = fit_of_model(model, machine)
    state: Cell = verdict.verdict if verdict else model.facts.trouble[0] if model.facts.trouble else "–"
    return (model.name, model.facts.type or "–", as_size(model.size_bytes), state, origin(model))


def origin(model: InstalledModel) -> Phrase:
    """How the model came here."""
    if model.record is None:
        return words.YOUR_FILE
    own_weights = Path(model.record.repository).is_absolute()
    return words.MADE_HERE if own_weights else words.DOWNLOADED_HERE


def found_row(model: FoundModel) -> Sequence[Cell]:
    """A line of the list of other programs' models."""
    return (model.name, model.program, str(model.path))


def adapter_row(adapter: InstalledModel) -> Sequence[Cell]:
    """A line of the list of adapters."""
    return (adapter.name, str(adapter.path))


def release_row(release: Release, machine: Machine) -> Sequence[Cell]:
    """A line of the catalogue."""
    verdict = fit_of_release(release, machine)
    return (
        release.id,
        as_size(release.result_bytes) if release.result_bytes else "–",
        languages_of(release),
        release.licence,
        ARRIVES[release.arrival],
        verdict.verdict if verdict else "–",
    )


def languages_of(release: Release) -> str:
    """The first languages, and how many more there are."""
    first, more = release.languages[:MOST_LANGUAGES], len(release.languages) - MOST_LANGUAGES
    return " ".join((*first, f"+{more}") if more > 0 else first)


def verified_row(file: VerifiedFile) -> Sequence[Cell]:
    """A line of what was hashed."""
    return (file.path.name, MATCHES[file.match], file.sha256)


def model_pairs(model: InstalledModel, health: Health, machine: Machine) -> Iterable[tuple[Phrase, Cell]]:
    """All about a model on this machine."""
    facts, verdict = model.facts, fit_of_model(model, machine)
    yield words.COLUMN_NAME, model.name
    yield words.COLUMN_PATH, "\n".join(map(str, model.parts))
    yield words.COLUMN_SIZE, as_size(model.size_bytes)
    if facts.footprint:
        yield words.COLUMN_ARCHITECTURE, facts.architecture
        yield words.COLUMN_TYPE, facts.type
        yield words.COLUMN_PARAMETERS, f"{facts.parameters:,}"
    if verdict:
        yield words.COLUMN_VERDICT, verdict.verdict
        needed, free = as_size(verdict.needed_bytes), as_size(verdict.free_bytes)
        yield words.FACT_MEMORY, words.NEEDED_AND_FREE.filled(needed=needed, free=free)
        yield words.COLUMN_CONTEXT, words.TOKENS_OF_CONTEXT.filled(tokens=f"{verdict.longest_context_tokens:,}")
    yield words.COLUMN_FROM, model.record.repository if model.record else words.YOUR_FILE
    yield from health_pairs(health)


def health_pairs(health: Health) -> Iterable[tuple[Phrase, Cell]]:
    """What something is and what is wrong with it."""
    yield words.COLUMN_ABOUT, health.what
    for fault in health.faults:
        yield words.COLUMN_STATE, words.TWO_SENTENCES.filled(one=fault.what, other=fault.remedy)
    if not health.faults:
        yield words.COLUMN_STATE, words.IS_HEALTHY if health.header else health.remedy


def release_pairs(release: Release, machine: Machine) -> Iterable[tuple[Phrase, Cell]]:
    """All about a release of the catalogue."""
    verdict = fit_of_release(release, machine)
    yield words.COLUMN_ID, release.id
    yield words.COLUMN_NAME, release.name
    yield words.COLUMN_ABOUT, release.about
    yield words.COLUMN_REPOSITORY, release.repository
    yield words.COLUMN_FILES, "\n".join(file.name for file in release.files) or "–"
    yield words.COLUMN_SIZE, as_size(release.result_bytes) if release.result_bytes else "–"
    yield words.COLUMN_LANGUAGES, " ".join(release.languages)
    yield words.COLUMN_LICENCE, release.licence
    yield words.COLUMN_ARRIVAL, ARRIVES[release.arrival]
    if release.instead:
        yield words.COLUMN_INSTEAD, release.instead
    if verdict:
        yield words.COLUMN_VERDICT, verdict.verdict


def plain_model(model: InstalledModel, machine: Machine, language: Language) -> Plain:
    """A model as JSON can hold it; sizes in bytes."""
    verdict = fit_of_model(model, machine)
    return {
        "name": model.name,
        "path": str(model.path),
        "size_bytes": model.size_bytes,
        "parts": [str(part) for part in model.parts],
        "missing": list(model.missing),
        "architecture": model.facts.architecture,
        "type": model.facts.type,
        "parameters": model.facts.parameters,
        "removable": model.record is not None,
        "trouble": model.facts.trouble[0].in_language(language) if model.facts.trouble else None,
        "fit": plain_fit(verdict, language),
    }


def plain_release(release: Release, machine: Machine, language: Language) -> Plain:
    """A release as JSON can hold it."""
    about = release.about.in_language(language)
    return {**asdict(release), "about": about, "fit": plain_fit(fit_of_release(release, machine), language)}


def plain_fit(verdict: Fit | None, language: Language) -> Plain | None:
    """A verdict as JSON can hold it."""
    return {**asdict(verdict), "verdict": verdict.verdict.in_language(language)} if verdict else None


def plain_health(health: Health, language: Language) -> Plain:
    """An examination as JSON can hold it."""
    return {
        "path": str(health.path),
        "kind": health.kind,
        "what": health.what.in_language(language),
        "next_step": health.next_step,
        "remedy": health.remedy.in_language(language),
        "faults": [
            {"what": f.what.in_language(language), "remedy": f.remedy.in_language(language), "fatal": f.fatal}
            for f in health.faults
        ],
    }


def plain_verified(file: VerifiedFile) -> Plain:
    """A hashed file as JSON can hold it."""
    return {**asdict(file), "path": str(file.path), "match": file.match}
