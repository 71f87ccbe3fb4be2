"""Which llama.cpp is installed and what it was compiled with. Importing this loads its library."""

from dataclasses import dataclass
from importlib.metadata import version

import llama_cpp


@dataclass(frozen=True, slots=True)
class BuildFacts:
    """The binding's version and the library's features, such as AVX2 or METAL."""

    binding_version: str
    features: tuple[str, ...]
    gpu: bool


def build_facts() -> BuildFacts:
    """Ask the installed llama.cpp."""
    info: bytes = llama_cpp.llama_print_system_info()
    # For example `CPU : SSE3 = 1 | AVX = 1 | AVX2 = 1 | OPENMP = 1 | `
    entries = (entry.rpartition(":")[2].partition("=") for entry in info.decode().split("|"))
    features = tuple(name.strip() for name, _, value in entries if value.strip() not in ("", "0"))
    return BuildFacts(version("llama-cpp-python"), features, bool(llama_cpp.llama_supports_gpu_offload()))


def has_amx(facts: BuildFacts) -> bool:
    """Whether the library contains AMX code."""
    return any(feature.startswith("AMX") for feature in facts.features)
