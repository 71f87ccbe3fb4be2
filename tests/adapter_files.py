"""GGUFs that are LoRA adapters, or pretend to be: written by the gguf package, which is independent of our reader."""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
from gguf import GGUFWriter

from tests.quant.tiny import Tensors

QUERIES = "blk.0.attn_q.weight"  # of 256 by 256 in the tiny models


def write_adapter_gguf(
    path: Path,
    tensors: Tensors,
    architecture: str = "llama",
    kind: str = "lora",
    general_type: str = "adapter",
) -> GGUFWriter:
    """A GGUF that says it is an adapter; what is added to the writer is in it once `finished`."""
    writer = GGUFWriter(path, architecture)
    writer.add_string("general.type", general_type)
    writer.add_string("adapter.type", kind)
    for name, values in tensors.items():
        writer.add_tensor(name, values)
    return writer


def finished(writer: GGUFWriter) -> None:
    """Write it all."""
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def halves(tensor: str, columns: int, rows: int, rank: int = 2, rank_of_b: int | None = None) -> Tensors:
    """Both matrices of a tensor, of ones."""
    return {
        f"{tensor}.lora_a": np.ones((rank, columns), np.float32),
        f"{tensor}.lora_b": np.ones((rows, rank_of_b or rank), np.float32),
    }


def missing(path: Path) -> None:
    path.unlink(missing_ok=True)


def cut_off(path: Path) -> None:
    finished(write_adapter_gguf(path, halves(QUERIES, 256, 256)))
    path.write_bytes(path.read_bytes()[:-100])


def of_noise(path: Path) -> None:
    path.write_bytes(os.urandom(10_000))


def a_folder(path: Path) -> None:
    path.mkdir()


def no_adapter(path: Path) -> None:
    finished(write_adapter_gguf(path, halves(QUERIES, 256, 256), general_type="model"))


def a_control_vector(path: Path) -> None:
    finished(write_adapter_gguf(path, {"direction.1": np.ones(256, np.float32)}, kind="control_vector"))


def an_alora(path: Path) -> None:
    writer = write_adapter_gguf(path, halves(QUERIES, 256, 256))
    writer.add_array("adapter.alora.invocation_tokens", [1, 2])
    finished(writer)


def with_alpha_of_64_bits(path: Path) -> None:
    writer = write_adapter_gguf(path, halves(QUERIES, 256, 256))
    writer.add_float64("adapter.lora.alpha", 8.0)
    finished(writer)


def with_alpha_that_is_no_number(path: Path) -> None:
    writer = write_adapter_gguf(path, halves(QUERIES, 256, 256))
    writer.add_float32("adapter.lora.alpha", float("nan"))
    finished(writer)


def with_alpha_as_text(path: Path) -> None:
    writer = write_adapter_gguf(path, halves(QUERIES, 256, 256))
    writer.add_string("adapter.lora.alpha", "8")
    finished(writer)


def holding(tensors: Tensors, architecture: str = "llama") -> Callable[[Path], None]:
    return lambda path: finished(write_adapter_gguf(path, tensors, architecture))


UNFIT = {
    "missing": missing,
    "cut off": cut_off,
    "noise": of_noise,
    "a folder": a_folder,
    "no adapter": no_adapter,
    "a control vector": a_control_vector,
    "an aLoRA": an_alora,
    "alpha of 64 bits": with_alpha_of_64_bits,
    "alpha is no number": with_alpha_that_is_no_number,
    "alpha is text": with_alpha_as_text,
    "of another architecture": holding(halves(QUERIES, 256, 256), "qwen2"),
    "of a wider model": holding(halves(QUERIES, 512, 256)),
    "of a taller model": holding(halves(QUERIES, 256, 512)),
    "halves of different ranks": holding(halves(QUERIES, 256, 256, 2, 3)),
    "an embedding of different ranks": holding(
        {
            "token_embd.weight.lora_a": np.ones((272, 2), np.float32),
            "token_embd.weight.lora_b": np.ones((256, 3), np.float32),
        }
    ),
    "a deeper model": holding(halves("blk.9.attn_q.weight", 256, 256)),
    "one half alone": holding({f"{QUERIES}.lora_a": np.ones((2, 256), np.float32)}),
    "a tensor that is no half": holding({**halves(QUERIES, 256, 256), "blk.0.attn_q.bias": np.ones(256, np.float32)}),
    "three dimensions": holding(
        {f"{QUERIES}.lora_a": np.ones((3, 2, 256), np.float32), f"{QUERIES}.lora_b": np.ones((3, 256, 2), np.float32)}
    ),
    "nothing in it": holding({}),
}
