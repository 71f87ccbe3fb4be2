"""A GGUF with LLaMA-7B's shapes, types as in Q4_K_M, and random weights: as slow and as large as a real one."""

from pathlib import Path

import numpy as np
from gguf import GGMLQuantizationType, GGUFWriter
from numpy.typing import NDArray

WIDTH, INNER, HEADS, LAYERS, VOCABULARY = 4096, 11008, 32, 32, 32000
BLOCK_ELEMENTS = 256  # of both types
Type = GGMLQuantizationType
MATRICES = {
    "attn_q": (WIDTH, WIDTH),
    "attn_k": (WIDTH, WIDTH),
    "attn_v": (WIDTH, WIDTH),
    "attn_output": (WIDTH, WIDTH),
    "ffn_gate": (INNER, WIDTH),
    "ffn_up": (INNER, WIDTH),
    "ffn_down": (WIDTH, INNER),
}


def write_seven_billion(path: Path, layers: int = LAYERS) -> Path:
    """Write the model; about 4 GB with all its layers. Less where every layer counts the same."""
    writer = GGUFWriter(path, "llama")
    writer.add_name(path.stem)
    writer.add_context_length(4096)
    writer.add_block_count(layers)
    writer.add_embedding_length(WIDTH)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_layer_norm_rms_eps(1e-6)
    add_vocabulary(writer)
    add_matrix(writer, "token_embd", VOCABULARY, WIDTH, Type.Q4_K)
    add_matrix(writer, "output", VOCABULARY, WIDTH, Type.Q6_K)
    writer.add_tensor("output_norm.weight", np.ones(WIDTH, np.float32))
    for layer in range(layers):
        for name, (rows, columns) in MATRICES.items():
            better = name in ("attn_v", "ffn_down") and layer % 2 == 0  # llama.cpp's mixture gives half of them Q6_K
            add_matrix(writer, f"blk.{layer}.{name}", rows, columns, Type.Q6_K if better else Type.Q4_K)
        for norm in ("attn_norm", "ffn_norm"):
            writer.add_tensor(f"blk.{layer}.{norm}.weight", np.ones(WIDTH, np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def add_vocabulary(writer: GGUFWriter) -> None:
    """Byte pairs: GPT-2's letter for each byte, then tokens that no text has, then the end of an answer."""
    letters = [chr(byte) for byte in (*range(33, 127), *range(161, 173), *range(174, 256))]
    spare = [chr(256 + number) for number in range(256 - len(letters))]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list([*letters, *spare, *(f"t{number}" for number in range(VOCABULARY - 257)), "</s>"])
    writer.add_token_types([1] * (VOCABULARY - 1) + [3])
    writer.add_token_merges(["t 1"])
    writer.add_eos_token_id(VOCABULARY - 1)


def add_matrix(writer: GGUFWriter, name: str, rows: int, columns: int, kind: Type) -> None:
    """Add a matrix of random blocks."""
    data = np.resize(blocks(kind), (rows, columns // BLOCK_ELEMENTS * blocks(kind).shape[1]))
    writer.add_tensor(f"{name}.weight", data, raw_dtype=kind)


def blocks(kind: Type, count: int = 4096) -> NDArray[np.uint8]:
    """Random codes with a scale that keeps activations in range; llama.cpp's block_q4_K and block_q6_K."""
    scale = np.frombuffer(np.float16(0.0002).tobytes(), np.uint8)
    chance = np.random.default_rng(int(kind))
    if kind is Type.Q4_K:  # d, dmin, scales, codes
        made = chance.integers(0, 256, (count, 144), np.uint8)
        made[:, 0:2], made[:, 2:4] = scale, np.frombuffer(np.float16(0.0015).tobytes(), np.uint8)
    else:  # codes, scales, d
        made = chance.integers(0, 256, (count, 210), np.uint8)
        made[:, 208:210] = np.frombuffer(np.float16(0.00001).tobytes(), np.uint8)
    return made
