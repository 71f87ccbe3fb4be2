"""Tiny GGUF files for tests, written by the gguf package, which is independent of our reader."""

from pathlib import Path

import numpy as np
from gguf import GGMLQuantizationType, GGUFWriter


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
    writer.add_token_list([b"<unk>", "你".encode(), *(b"%c" % letter for letter in range(97, 111))])
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


BYTE_TOKENS = [f"<0x{value:02X}>".encode() for value in range(256)]
TOKENS = [b"<unk>", b"<s>", b"</s>", *BYTE_TOKENS, "你".encode()]
TEMPLATE = "{% for message in messages %}{{ message['content'] }}{% endfor %}"


def write_whole_gguf(
    path: Path, tokens: list[bytes] = TOKENS, template: str = TEMPLATE, rows: int = 0, tensors_a_part: int = 0
) -> Path:
    """A small model with all that a real one has: a SentencePiece vocabulary with bytes, a template, quantised layers.

    With `tensors_a_part` it is written in several files; the first one's path is returned.
    """
    writer = GGUFWriter(path, "llama", split_max_tensors=tensors_a_part)
    writer.add_name("whole")
    writer.add_context_length(512)
    writer.add_block_count(1)
    writer.add_embedding_length(32)
    writer.add_feed_forward_length(64)
    writer.add_head_count(4)
    writer.add_head_count_kv(2)
    writer.add_rope_dimension_count(8)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_file_type(2)  # Q4_0
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores([0.0] * len(tokens))
    writer.add_token_types([6 if token in BYTE_TOKENS else 1 for token in tokens])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    if template:
        writer.add_chat_template(template)
    vocabulary = (rows or len(tokens), 32)
    for name, (height, width) in {"token_embd": vocabulary, "output": vocabulary, **LAYER}.items():
        blocks = np.zeros((height, width // 32 * 18), dtype=np.uint8)
        writer.add_tensor(f"{name}.weight", blocks, raw_dtype=GGMLQuantizationType.Q4_0)
    for name in ("output_norm", "blk.0.attn_norm", "blk.0.ffn_norm"):
        writer.add_tensor(f"{name}.weight", np.ones(32, dtype=np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return next(path.parent.glob(f"{path.stem}-00001-of-*.gguf")) if tensors_a_part else path


LAYER = {
    "blk.0.attn_q": (32, 32),
    "blk.0.attn_k": (16, 32),
    "blk.0.attn_v": (16, 32),
    "blk.0.attn_output": (32, 32),
    "blk.0.ffn_gate": (64, 32),
    "blk.0.ffn_up": (64, 32),
    "blk.0.ffn_down": (32, 64),
}
