"""Can a LoRA adapter be used with a model: what llama.cpp does not check, and what it refuses without a reason.

Two small matrices for each tensor that it changes: a, from the tensor's columns to a few numbers, the rank, and b from
these to its rows; for the embedding the other way round. See llama.cpp, src/llama-adapter.cpp.
"""

from collections.abc import Mapping
from math import isfinite
from pathlib import Path

from chatbelle import words
from chatbelle.errors import ModelError
from chatbelle.gguf_cursor import Float64
from chatbelle.gguf_header import MOST_DIMENSIONS, GGUFHeader, TensorEntry, read_part

A, B = ".lora_a", ".lora_b"
LEFT_OUT = "_norm.weight"  # llama.cpp passes over norms
EMBEDDING = "token_embd.weight"
ALPHA, INVOCATION = "adapter.lora.alpha", "adapter.alora.invocation_tokens"


def is_adapter(header: GGUFHeader) -> bool:
    """Whether the file says that it is no model but belongs to one."""
    return header.text("general.type") == "adapter"


def read_adapter(path: Path) -> GGUFHeader:
    """Read and check an adapter, apart from any model. Raises ModelError, which names the kinds that are not used."""
    header = read_part(path)
    if not is_adapter(header):
        raise ModelError(words.NOT_AN_ADAPTER.filled(name=header.name), words.CHOOSE_ANOTHER_ADAPTER)
    kind = header.text("adapter.type") or "?"
    if kind != "lora" or INVOCATION in header.metadata:
        named = "aLoRA" if kind == "lora" else kind[:40]
        raise ModelError(words.ADAPTER_OF_ANOTHER_KIND.filled(name=header.name, kind=named), words.ONLY_LORA_ADAPTERS)
    alpha = header.metadata.get(ALPHA, 0.0)
    if not isinstance(alpha, float) or isinstance(alpha, Float64) or not isfinite(alpha):
        raise _damaged(header, ALPHA)
    if not any(tensor.name.endswith(A) for tensor in header.tensors):
        raise _damaged(header, A)
    return header


def check_adapter(adapter: GGUFHeader, model: GGUFHeader) -> None:
    """Raises ModelError unless every matrix has its counterpart and both fit a tensor of the model."""
    if adapter.architecture != model.architecture:
        detail = words.ADAPTER_ARCHITECTURE.filled(its=adapter.architecture[:40] or "?", models=model.architecture)
        raise ModelError(
            words.ADAPTER_DOES_NOT_FIT.filled(name=adapter.name, model=model.name, detail=detail),
            words.CHOOSE_THE_ADAPTERS_MODEL,
        )
    by_name = {tensor.name: tensor for tensor in adapter.tensors}
    if len(by_name) < len(adapter.tensors):
        raise _damaged(adapter, "a tensor occurs twice")
    of_model = {tensor.name: tensor for tensor in model.tensors}
    for name in by_name:
        if name.endswith((A, B)):
            _check_pair(name[: -len(A)], by_name, of_model, adapter, model)
        elif not name.endswith(LEFT_OUT):
            raise _damaged(adapter, name)


def _check_pair(
    name: str,
    by_name: Mapping[str, TensorEntry],
    of_model: Mapping[str, TensorEntry],
    adapter: GGUFHeader,
    model: GGUFHeader,
) -> None:
    """One tensor's two matrices. Raises ModelError."""
    a, b, changed = by_name.get(name + A), by_name.get(name + B), of_model.get(name)
    if a is None or b is None:
        raise _damaged(adapter, name)
    if changed is None or not fits(a.shape, b.shape, changed.shape, flipped=name == EMBEDDING):
        what = words.ADAPTER_DOES_NOT_FIT.filled(name=adapter.name, model=model.name, detail=name)
        raise ModelError(what, words.CHOOSE_THE_ADAPTERS_MODEL)


def fits(a: tuple[int, ...], b: tuple[int, ...], changed: tuple[int, ...], flipped: bool) -> bool:
    """Whether b times a has the tensor's shape; all shapes have their columns first. Experts have matrices of each."""
    (a_columns, a_rows, *a_experts), (b_columns, b_rows, *b_experts) = whole(a), whole(b)
    columns, rows, *experts = whole(changed)
    if not a_experts == b_experts == experts:
        return False
    if flipped:
        return (a_rows, b_rows) == (rows, columns) and a_columns == b_columns
    return (a_columns, b_rows) == (columns, rows) and a_rows == b_columns


def whole(shape: tuple[int, ...]) -> tuple[int, ...]:
    """The shape with all its dimensions; those that a file leaves out are 1."""
    return (*shape, *[1] * (MOST_DIMENSIONS - len(shape)))


def _damaged(adapter: GGUFHeader, detail: str) -> ModelError:
    return ModelError(words.MODEL_DAMAGED.filled(name=adapter.name, detail=detail), words.DOWNLOAD_AGAIN)
