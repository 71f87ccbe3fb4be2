"""The whole examination: looks at everything once and collects what it found."""

from dataclasses import dataclass
from pathlib import Path

from chatbelle.doctor.findings import (
    Finding,
    Gravity,
    broken,
    findings_about_build,
    findings_about_machine,
    findings_about_trial,
)
from chatbelle.doctor.machine import Machine, this_machine
from chatbelle.doctor.trial import Build, Trial, installed_build, try_prompt
from chatbelle.errors import BrokenBuild, PassphraseNeeded, SettingsError, StoreError
from chatbelle.library.builtin import builtin_model
from chatbelle.paths import cache_folder, chats_file, data_folder, settings_file
from chatbelle.settings import read_settings
from chatbelle.store.chats import check_store


@dataclass(frozen=True, slots=True)
class Places:
    """Where files live."""

    data: Path
    chats: Path
    settings: Path
    cache: Path
    builtin_model: Path | None


@dataclass(frozen=True, slots=True)
class Checkup:
    """What was seen, and what follows from it."""

    machine: Machine
    places: Places
    build: Build | None
    trial: Trial | None
    findings: tuple[Finding, ...]

    @property
    def broken(self) -> bool:
        """Whether something does not work at all."""
        return any(finding.gravity is Gravity.BROKEN for finding in self.findings)


def examine() -> Checkup:
    """Look at the machine, the files and llama.cpp; lets the built-in model say a few words."""
    machine = this_machine(data_folder())
    places = Places(data_folder(), chats_file(), settings_file(), cache_folder(), builtin_model())
    findings = list(findings_about_files(places))
    build, trial = None, None
    try:
        build = installed_build()
    except BrokenBuild as error:
        findings.append(broken(error))
    else:
        trial = try_prompt(places.builtin_model) if places.builtin_model else None
        findings += [*findings_about_trial(trial), *findings_about_build(build, machine, trial is not None)]
    findings += findings_about_machine(machine)
    findings.sort(key=lambda finding: list(Gravity).index(finding.gravity))
    return Checkup(machine, places, build, trial, tuple(findings))


def findings_about_files(places: Places) -> list[Finding]:
    """Chats or settings that cannot be used."""
    found: list[Finding] = []
    try:
        read_settings(places.settings)
    except SettingsError as error:
        found.append(broken(error))
    try:
        check_store(places.chats)
    except PassphraseNeeded:
        pass  # locked as the person wants it
    except StoreError as error:
        found.append(broken(error))
    return found
