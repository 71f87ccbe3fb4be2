"""Checkpoints with the shapes of real models and random values, a few layers of them: big enough to measure.

And a whole GGUF of that shape without values, whose data are holes on the disk: for measuring memory.
"""

import json
from collections.abc import Callable, Iterable
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
from gguf import GGML_QUANT_SIZES, GGMLQuantizationType, GGUFWriter
from gguf.quants import quant_shape_to_byte_shape
from numpy.typing import NDArray
from safetensors.numpy import save_file

Tensors = dict[str, NDArray[Any]]
LLAMA_7B = {"hidden_size": 4096, "intermediate_size": 11008, "num_attention_heads": 32, "num_key_value_heads": 32}
MATRICES = {
    "self_attn.q_proj": ("hidden_size", "hidden_size"),
    "self_attn.k_proj": ("hidden_size", "hidden_size"),
    "self_attn.v_proj": ("hidden_size", "hidden_size"),
    "self_attn.o_proj": ("hidden_size", "hidden_size"),
    "mlp.gate_proj": ("intermediate_size", "hidden_size"),
    "mlp.up_proj": ("intermediate_size", "hidden_size"),
    "mlp.down_proj": ("hidden_size", "intermediate_size"),
}
GROUP = 128


def llama_shaped(folder: Path, layers: int, vocabulary: int = 32000) -> Path:
    """LLaMA-7B's shapes in float16."""
    return _llama(folder, layers, vocabulary, lambda rows, columns: {".weight": numbers(rows, columns)}, {})


def gptq_llama_shaped(folder: Path, layers: int, vocabulary: int = 32000) -> Path:
    """The same as symmetric 4-bit GPTQ, groups of 128, as AutoGPTQ stores it."""
    quantisation = {"quant_method": "gptq", "bits": 4, "group_size": GROUP, "sym": True, "desc_act": False}
    return _llama(folder, layers, vocabulary, gptq_matrix, {"quantization_config": quantisation})


def bloom_shaped(folder: Path, width: int = 1024, layers: int = 2, vocabulary: int = 250_880) -> Path:
    """BLOOM's vocabulary of 250,880 rows, narrow, in float16."""
    tensors = {"word_embeddings.weight": numbers(vocabulary, width)}
    norms = ["word_embeddings_layernorm", "ln_f"]
    for layer in (f"h.{index}" for index in range(layers)):
        norms += [f"{layer}.input_layernorm", f"{layer}.post_attention_layernorm"]
        for name, rows, columns in (
            ("self_attention.query_key_value", 3 * width, width),
            ("self_attention.dense", width, width),
            ("mlp.dense_h_to_4h", 4 * width, width),
            ("mlp.dense_4h_to_h", width, 4 * width),
        ):
            tensors[f"{layer}.{name}.weight"] = numbers(rows, columns)
            tensors[f"{layer}.{name}.bias"] = np.zeros(rows, np.float16)
    for norm in norms:
        tensors[f"{norm}.weight"], tensors[f"{norm}.bias"] = np.ones(width, np.float16), np.zeros(width, np.float16)
    config = {"model_type": "bloom", "architectures": ["BloomForCausalLM"]}
    config |= {"hidden_size": width, "n_head": width // 128, "n_layer": layers}
    config |= {"vocab_size": vocabulary, "layer_norm_epsilon": 1e-5, "seq_length": 2048}
    return write(folder, config, tensors, vocabulary)


def numbers(rows: int, columns: int) -> NDArray[np.float16]:
    """Random values as in a trained matrix: one block of them, repeated, or making them would take the longest."""
    block = np.random.default_rng(rows + columns).standard_normal(1 << 20).astype(np.float16) * np.float16(0.02)
    return np.resize(block, (rows, columns))


def gptq_matrix(rows: int, columns: int) -> Tensors:
    """Codes, zero points (8, stored as 7) and scales of one matrix."""
    chance = np.random.default_rng(rows + columns)
    codes = np.resize(chance.integers(-(1 << 31), 1 << 31, 1 << 18).astype(np.int32), (columns // 8, rows))
    groups = columns // GROUP
    return {
        ".qweight": codes,
        ".qzeros": np.full((groups, rows // 8), 0x77777777, np.int32),
        ".scales": np.full((groups, rows), 0.01, np.float16),
        ".g_idx": (np.arange(columns) // GROUP).astype(np.int32),
    }


def write(folder: Path, config: dict[str, Any], tensors: Tensors, vocabulary: int) -> Path:
    """A Hugging Face folder with a byte-pair vocabulary of so many tokens."""
    folder.mkdir(parents=True)
    save_file(tensors, folder / "model.safetensors")
    (folder / "config.json").write_text(json.dumps(config))
    tokens = [*byte_letters(), *(f"t{number}" for number in range(vocabulary - 257))]
    end = {"id": len(tokens), "content": "</s>", "special": True}
    tokenizer = {
        "version": "1.0",
        "added_tokens": [end | dict.fromkeys(("single_word", "lstrip", "rstrip", "normalized"), False)],
        "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True},
        "model": {"type": "BPE", "vocab": {token: number for number, token in enumerate(tokens)}, "merges": ["t 1"]},
    }
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer))
    return folder


def byte_letters() -> list[str]:
    """The letter that stands for each byte in a byte-pair vocabulary."""
    letters = [chr(byte) for byte in (*range(33, 127), *range(161, 173), *range(174, 256))]
    return [*letters, *(chr(256 + number) for number in range(256 - len(letters)))]


def _llama(
    folder: Path, layers: int, vocabulary: int, matrix: Callable[[int, int], Tensors], more: dict[str, Any]
) -> Path:
    width = LLAMA_7B["hidden_size"]
    tensors: Tensors = {
        "model.embed_tokens.weight": numbers(vocabulary, width),
        "lm_head.weight": numbers(vocabulary, width),
        "model.norm.weight": np.ones(width, np.float16),
    }
    for layer in (f"model.layers.{index}" for index in range(layers)):
        for name, (rows, columns) in MATRICES.items():
            parts = matrix(LLAMA_7B[rows], LLAMA_7B[columns])
            tensors |= {f"{layer}.{name}{part}": values for part, values in parts.items()}
        for norm in ("input_layernorm", "post_attention_layernorm"):
            tensors[f"{layer}.{norm}.weight"] = np.ones(width, np.float16)
    config = {"model_type": "llama", "architectures": ["LlamaForCausalLM"], "num_hidden_layers": layers}
    config |= {"vocab_size": vocabulary, "rms_norm_eps": 1e-6}
    config |= {"max_position_embeddings": 2048, **LLAMA_7B, **more}
    return write(folder, config, tensors, vocabulary)


def gguf_llama_shaped(path: Path, to: GGMLQuantizationType, layers: int = 32, vocabulary: int = 32000) -> Path:
    """LLaMA-7B as a GGUF that llama.cpp loads; the embedding and the output in Q6_K, as in a Q4_K_M."""
    width, wide = LLAMA_7B["hidden_size"], LLAMA_7B["intermediate_size"]
    writer = GGUFWriter(path, "llama")
    writer.add_context_length(4096)
    writer.add_block_count(layers)
    writer.add_embedding_length(width)
    writer.add_feed_forward_length(wide)
    writer.add_head_count(LLAMA_7B["num_attention_heads"])
    writer.add_rope_dimension_count(width // LLAMA_7B["num_attention_heads"])
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("default")
    writer.add_token_list([*byte_letters(), *(f"t{number}" for number in range(vocabulary - 256))])
    writer.add_token_merges(["t 1"])
    writer.add_eos_token_id(vocabulary - 1)
    norm, table = GGMLQuantizationType.F32, GGMLQuantizationType.Q6_K
    tensors = {"token_embd": ((vocabulary, width), table), "output": ((vocabulary, width), table)}
    tensors["output_norm"] = ((width,), norm)
    for layer in (f"blk.{index}" for index in range(layers)):
        tensors |= {f"{layer}.attn_{name}": ((width, width), to) for name in ("q", "k", "v", "output")}
        tensors |= {f"{layer}.ffn_{name}": ((wide, width), to) for name in ("gate", "up")}
        tensors |= {f"{layer}.ffn_down": ((width, wide), to)}
        tensors |= {f"{layer}.{name}_norm": ((width,), norm) for name in ("attn", "ffn")}
    return write_holes(writer, path, tensors)


def write_holes(
    writer: GGUFWriter, path: Path, tensors: dict[str, tuple[tuple[int, ...], GGMLQuantizationType]]
) -> Path:
    """Finish the file: the tensors' descriptions, and data that are all zero and take no room on the disk."""
    data_bytes = 0
    for name, (shape, kind) in tensors.items():
        elements, size = GGML_QUANT_SIZES[kind]
        stored_bytes = prod(shape) // elements * size
        stored = shape if elements == 1 else quant_shape_to_byte_shape(shape, kind)
        form = np.dtype(np.float32 if elements == 1 else np.uint8)
        writer.add_tensor_info(f"{name}.weight", stored, form, stored_bytes, raw_dtype=kind)
        data_bytes += -(-stored_bytes // 32) * 32
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_ti_data_to_file()
    writer.close()
    with path.open("r+b") as file:
        file.truncate(-(-path.stat().st_size // 32) * 32 + data_bytes)
    return path


def source_bytes(folders: Iterable[Path]) -> int:
    """Bytes of the checkpoints' tensors."""
    return sum((folder / "model.safetensors").stat().st_size for folder in folders)
