"""Cards for releases, rows for files: what the library knows, as the page shows it. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from chatbelle import words
from chatbelle.library.elsewhere import FoundModel
from chatbelle.library.fit import Machine, fit_of_release
from chatbelle.library.health import Health, NextStep
from chatbelle.library.hub import Repository
from chatbelle.library.installed import InstalledModel
from chatbelle.library.needed import parts_like, release_in
from chatbelle.library.own_weights import own_release
from chatbelle.library.release import Arrival, Release
from chatbelle.ui.models.matching import suggested
from chatbelle.ui.models.state import Kept, Offer, Offered, Seen

_OFFERS = {
    Arrival.READY: Offer.GET,
    Arrival.CONVERT: Offer.GET_AND_CONVERT,
    Arrival.REPACK: Offer.GET_AND_CONVERT,
    Arrival.ENCRYPTED: Offer.GET_AND_CONVERT,
    Arrival.UNREADABLE: Offer.INSTEAD,
}


def offered_here(releases: Iterable[Release], machine: Machine, paths: Mapping[str, Path] = {}) -> tuple[Offered, ...]:
    """A card for each release, one of them suggested; `paths` says which are on this machine, by their id."""
    cards = [card_of(release, machine, paths.get(release.id)) for release in releases]
    best = None if paths else suggested(cards)
    return tuple(replace(each, suggested=each is best) for each in cards)


def card_of(release: Release, machine: Machine, path: Path | None = None) -> Offered:
    """One card."""
    offer = Offer.OPEN if path else _OFFERS[release.arrival]
    fit = None if offer is Offer.INSTEAD else fit_of_release(release, machine)
    return Offered(release, disk_bytes(release), fit, offer, path)


def disk_bytes(release: Release) -> int | None:
    """What it takes in the end; None when the hub has to be asked."""
    sizes = [file.size_bytes for file in release.files]
    known = sum(size for size in sizes if size is not None)
    return release.result_bytes or (known if sizes and None not in sizes else None)


def cards_of(repository: Repository, file: str | None, machine: Machine) -> tuple[Offered, ...]:
    """A card for each model of a repository, or for the one that was named; the smallest first.

    Raises NotOnHub when there is no such file, or nothing that can be used.
    """
    if file:
        return (card_of(release_in(repository, file), machine),)
    names = [each.name for each in repository.ggufs()]
    whole = [name for name in names if parts_like(name, names)[0] == name]
    releases = [release_in(repository, name) for name in whole] or [release_in(repository)]
    return tuple(sorted((card_of(each, machine) for each in releases), key=lambda card: card.disk_bytes or 0))


def row_of(model: InstalledModel) -> Kept:
    """A model in one of the folders."""
    trouble, remedy = model.facts.trouble or (None, None)
    if model.missing:
        parts = ", ".join(model.missing)
        trouble, remedy = words.PARTS_MISSING.filled(name=model.name, parts=parts), words.DOWNLOAD_AGAIN
    return Kept(
        path=model.path,
        name=model.name,
        disk_bytes=model.size_bytes,
        about=model.facts.type,
        trouble=trouble,
        remedy=remedy,
        may_remove=model.record is not None,
    )


def rows_elsewhere(found: Sequence[FoundModel], models: Sequence[InstalledModel]) -> tuple[Kept, ...]:
    """The models of other programs that can be used; those that cannot are not our concern."""
    seen = {model.path: model for model in models}
    rows = [(each, seen[each.path]) for each in found if each.path in seen and not seen[each.path].facts.trouble]
    return tuple(replace(row_of(model), name=each.name, owner=each.program, may_remove=False) for each, model in rows)


def seen_from(health: Health) -> Seen:
    """What the wizard says of a folder or file."""
    header = health.header
    name = header.name if header else health.path.name
    is_encrypted = health.next_step is NextStep.CONVERT_WITH_KEY
    converts = is_encrypted or health.next_step is NextStep.CONVERT
    return Seen(
        sentence=health.what,
        remedy=health.faults[0].what if health.fatal else health.remedy,
        path=health.path,
        release=own_release(health.path, name, health.what, is_encrypted) if converts else None,
        name=name,
        disk_bytes=header.weights_bytes if header else None,
        step=health.next_step,
    )
