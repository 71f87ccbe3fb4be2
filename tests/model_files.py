"""Tiny GGUF files for tests, written by the gguf package, which is independent of our reader."""

from pathlib import Path

import numpy as np
from gguf import GGUFWriter


def write_gguf(
    path: Path,
    architecture: str = "llama",
    name: str = "tiny",
    context_length: int = 2048,
    layers: int = 4,
    heads: int = 4,
    template: str = "",
    prompt_format: str = "",
    sampling: dict[str, float] | None = None,
) -> Path:
    """A complete GGUF with one tensor of 4 kB and the metadata that ChatBelle reads."""
    writer = GGUFWriter(path, architecture)
    writer.add_name(name)
    writer.add_context_length(context_length)
    writer.add_block_count(layers)
    writer.add_embedding_length(64)
    writer.add_head_count(heads)
    writer.add_head_count_kv(2)
    writer.add_token_list([b"<unk>", b"a", "你".encode()])
    if template:
        writer.add_chat_template(template)
    if prompt_format:
        writer.add_string("chatbelle.prompt_format", prompt_format)
    for key, value in (sampling or {}).items():
        writer.add_float32(key, value)
    writer.add_tensor("token_embd.weight", np.zeros((16, 64), dtype=np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path
