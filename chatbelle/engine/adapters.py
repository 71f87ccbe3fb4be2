"""LoRA adapters beside a loaded model: each is checked and loaded once, then put on and taken off at no cost.

What a model computes with them is as another model's: `Adapted.key` keeps apart what was computed with different ones.
"""

import ctypes
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import llama_cpp

from chatbelle import words
from chatbelle.engine.llama_log import keep_log, logged_errors
from chatbelle.engine.protocol import Adapter
from chatbelle.errors import ModelError
from chatbelle.gguf_adapter import check_adapter, read_adapter
from chatbelle.gguf_header import GGUFHeader


@dataclass(frozen=True, slots=True)
class Loaded:
    """An adapter in memory."""

    digest: bytes  # of its whole file
    pointer: "ctypes._Pointer[ctypes.c_void_p]" = field(compare=False)


@dataclass(frozen=True, slots=True)
class Adapted:
    """The adapters that a context uses, by their digests, each with its strength."""

    loaded: tuple[tuple[Loaded, float], ...] = ()

    @property
    def key(self) -> bytes:
        """Stands for these adapters and strengths; empty for none."""
        parts = [loaded.digest + repr(strength).encode() for loaded, strength in self.loaded]
        return hashlib.sha256(b"".join(parts)).digest() if parts else b""

    def put_on(self, context: "llama_cpp.llama_context_p") -> None:
        """Have the context use these and no others from its next evaluation on."""
        count = len(self.loaded)
        pointers = (llama_cpp.llama_adapter_lora_p_ctypes * count)(*(loaded.pointer for loaded, _ in self.loaded))
        strengths = (ctypes.c_float * count)(*(strength for _, strength in self.loaded))
        llama_cpp.llama_set_adapters_lora(context, pointers, count, strengths)


class Adapters:
    """The adapters that were loaded for one model, with which llama.cpp frees them."""

    def __init__(self, model: "llama_cpp.llama_model_p", header: GGUFHeader) -> None:
        self._model, self._header = model, header
        self._loaded: dict[tuple[Path, int], Loaded] = {}  # by path, and when the file was changed, in nanoseconds

    def applied(self, wanted: Sequence[Adapter]) -> Adapted:
        """These adapters, loaded if they were not. Of one that is named twice, the last strength counts.

        Raises ModelError when one is missing, damaged or not for this model.
        """
        strengths = {adapter.path: float(adapter.strength) for adapter in wanted}
        used = [(self._load(path), strength) for path, strength in strengths.items() if strength]
        return Adapted(tuple(sorted(used, key=lambda each: each[0].digest)))

    def drop_all_but(self, adapted: Adapted) -> None:
        """Free those that are not in use."""
        in_use = [loaded for loaded, _ in adapted.loaded]
        for key, loaded in list(self._loaded.items()):
            if loaded not in in_use:
                llama_cpp.llama_adapter_lora_free(loaded.pointer)
                del self._loaded[key]

    def _load(self, path: Path) -> Loaded:
        key = (path, changed_at(path))
        if key not in self._loaded:
            header = read_adapter(path)
            check_adapter(header, self._header)
            keep_log()
            pointer = llama_cpp.llama_adapter_lora_init(self._model, str(path).encode())
            if not pointer:
                what = words.ADAPTER_LOAD_FAILED.filled(name=header.name, detail=logged_errors() or "llama.cpp")
                raise ModelError(what, words.TURN_IT_OFF)
            self._loaded[key] = Loaded(file_digest(path), pointer)
        return self._loaded[key]


def changed_at(path: Path) -> int:
    """When the file was changed, in nanoseconds; 0 when it is not there."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def file_digest(path: Path) -> bytes:
    """SHA-256 of all of it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
