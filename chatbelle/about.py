"""Which version this is, what it is made of, and under which licences. Blocking: metadata of many packages is read."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from chatbelle import __version__
from chatbelle.errors import ModelError
from chatbelle.gguf_header import read_gguf_header
from chatbelle.library.builtin import PACKAGE

# What pyproject.toml names, with its group for desktops; all else comes with these.
REQUIRED = (
    *("flet", "llama-cpp-python", "gguf", "jinja2", "numpy", "platformdirs", "psutil", "send2trash", "typer", "rich"),
    *("httpx", "markdown-it-py", "ijson", "flet-web", "flet-desktop", "sqlcipher3", "zxcvbn", "prompt-toolkit"),
)
MOST_CHARACTERS = 60  # of a licence's name: longer is its text
NOT_FOR_USE = ("extra ==", "implementation_name ==")  # markers of what is for others than those who use a package


@dataclass(frozen=True, slots=True)
class Part:
    """Something that ChatBelle is made of."""

    name: str
    version: str
    licence: str  # empty when its makers do not say


# What is no package: see NOTICE.
SHIPPED = (
    Part("Noto Sans SC", "", "OFL-1.1"),
    Part("JetBrains Mono", "", "OFL-1.1"),
    Part("Noto Color Emoji, Noto Sans Symbols, Noto Sans Math", "", "OFL-1.1"),
    Part("Material Symbols", "", "Apache-2.0"),
    Part("Flutter", "", "BSD-3-Clause"),
    Part("llama.cpp", "", "MIT"),
)


@dataclass(frozen=True, slots=True)
class About:
    """What a person may want to know, or is asked for when something goes wrong."""

    version: str = __version__
    build: str = ""  # of llama.cpp: the binding's version and the processor's features it uses
    model_licence: str = ""  # as the model's file says; empty when it says nothing
    parts: tuple[Part, ...] = ()


def read_about(model: Path | None) -> About:
    """Look at what is installed, and into the model's header. Loads llama.cpp's library."""
    from chatbelle.engine.build import build_facts

    facts = build_facts()
    build = " ".join((f"llama-cpp-python {facts.binding_version}", *facts.features))
    return About(build=build, model_licence=licence_of_model(model) if model else "", parts=(*SHIPPED, *packages()))


def licence_of_model(model: Path) -> str:
    """What the model's file says of its licence."""
    try:
        return read_gguf_header(model).text("general.license")
    except ModelError:  # the chat tells what is wrong with it
        return ""


def packages() -> tuple[Part, ...]:
    """All packages that ChatBelle uses here, by their names."""
    found: dict[str, Distribution] = {}
    names = [*REQUIRED]
    while names:
        name = names.pop()
        if name not in found and (package := installed(name)):
            found[name] = package
            names += required(package.requires or ())
    if model := installed(PACKAGE):  # only its file is used, so what it needs is not
        found[PACKAGE] = model
    parts = (Part(name, package.version, licence_of(package)) for name, package in found.items())
    return tuple(sorted(parts, key=lambda part: part.name))


def installed(name: str) -> Distribution | None:
    """A package, if it is installed here."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def required(requirements: Iterable[str]) -> Iterator[str]:
    """The names of the packages that another needs; those of its extras are named by us where we use them."""
    for requirement in requirements:
        name = re.match(r"[A-Za-z0-9._-]+", requirement)
        if name and not any(marker in requirement for marker in NOT_FOR_USE):
            yield re.sub(r"[-_.]+", "-", name[0]).lower()


def licence_of(package: Distribution) -> str:
    """Its licence's name, from the field that its makers chose; some put a whole licence there."""
    said = package.metadata
    names = [*(said.get_all("License-Expression") or ()), *(said.get_all("License") or ())]
    classified = [line.rpartition("::")[2].strip() for line in said.get_all("Classifier") or () if "License ::" in line]
    short = [name for name in names if 0 < len(name) <= MOST_CHARACTERS and "\n" not in name]
    return short[0] if short else ", ".join(classified)
