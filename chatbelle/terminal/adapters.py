"""The adapters that a person names on the command line, checked before the model is loaded."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from chatbelle import words
from chatbelle.engine.protocol import MOST_STRENGTH, Adapter
from chatbelle.errors import UsageError
from chatbelle.gguf_adapter import check_adapter, read_adapter
from chatbelle.gguf_header import read_gguf_header


def adapters_for(model: Path, typed: Sequence[str]) -> tuple[Adapter, ...]:
    """What `FILE` and `FILE:STRENGTH` mean. Raises UsageError, and ModelError for what does not fit the model."""
    adapters = tuple(map(adapter_in, typed))
    header = read_gguf_header(model) if adapters else None
    for adapter in adapters:
        if header:
            check_adapter(read_adapter(adapter.path), header)
    return adapters


def adapter_in(typed: str) -> Adapter:
    """One of them; a colon can also belong to the file's name. Raises UsageError."""
    file, colon, strength = typed.rpartition(":")
    if not colon or Path(typed).exists():
        return Adapter(Path(typed))
    with suppress(ValueError):
        if 0 <= float(strength) <= MOST_STRENGTH:
            return Adapter(Path(file), float(strength))
    raise UsageError(words.STRENGTH_WRONG.filled(typed=strength), words.STRENGTHS_ARE)
