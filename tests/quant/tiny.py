"""Tiny checkpoints with random weights, and a byte-pair vocabulary of bytes alone."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

Tensors = dict[str, NDArray[Any]]
ROWS = 272  # 256 bytes, a few special tokens, some rows without a token


def byte_letters() -> list[str]:
    """GPT-2's letter for each byte."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    spare = iter(range(256, 512))
    return [chr(byte) if byte in plain else chr(next(spare)) for byte in range(256)]


BLOOM_SPLIT = {"type": "Split", "pattern": {"Regex": " ?[^(\\s|[.,!?…。，、।۔،])]+"}, "behavior": "Isolated"}
BYTES = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
PRE = {
    "gpt-2": BYTES,
    "bloom": {
        "type": "Sequence",
        "pretokenizers": [BLOOM_SPLIT | {"invert": False}, BYTES | {"use_regex": False}],
    },
}


def tokenizer_json(pre: object = PRE["gpt-2"]) -> dict[str, Any]:
    letters = byte_letters()
    tokens = [*letters, "he", "ll", "hell", "Ġh"]
    plain = dict.fromkeys(("single_word", "lstrip", "rstrip", "normalized"), False)
    special = ["<|endoftext|>", "<|im_start|>"]
    added = [plain | {"id": len(tokens) + n, "content": word, "special": True} for n, word in enumerate(special)]
    return {
        "version": "1.0",
        "added_tokens": added,
        "normalizer": None,
        "pre_tokenizer": pre,
        "post_processor": None,
        "model": {
            "type": "BPE",
            "vocab": {token: number for number, token in enumerate(tokens)},
            "merges": ["h e", "l l", "he ll", "Ġ h"],
        },
    }


def llama_config(**changes: object) -> dict[str, Any]:
    return {
        "model_type": "llama",
        "hidden_size": 256,
        "intermediate_size": 512,
        "num_attention_heads": 8,
        "num_key_value_heads": 2,
        "num_hidden_layers": 3,
        "vocab_size": ROWS,
        "max_position_embeddings": 128,
        "rms_norm_eps": 1e-6,
        "rope_theta": 10000.0,
    } | changes


def bloom_config(**changes: object) -> dict[str, Any]:
    sizes = {"hidden_size": 256, "n_head": 8, "n_layer": 3, "vocab_size": ROWS, "layer_norm_epsilon": 1e-5}
    return {"model_type": "bloom", "seq_length": 128} | sizes | changes


def decoder_tensors(config: dict[str, Any], bias: bool = False, head_norms: bool = False) -> Tensors:
    """A LLaMA's or Qwen's tensors, as Hugging Face names them."""
    width, inner, layers = config["hidden_size"], config["intermediate_size"], config["num_hidden_layers"]
    head = config.get("head_dim") or width // config["num_attention_heads"]
    q, kv = config["num_attention_heads"] * head, config["num_key_value_heads"] * head
    shapes: dict[str, tuple[int, ...]] = {
        "model.embed_tokens.weight": (config["vocab_size"], width),
        "model.norm.weight": (width,),
    }
    if not config.get("tie_word_embeddings"):
        shapes["lm_head.weight"] = (config["vocab_size"], width)
    for index in range(layers):
        layer = f"model.layers.{index}"
        for name, rows, columns in (("q", q, width), ("k", kv, width), ("v", kv, width), ("o", width, q)):
            shapes[f"{layer}.self_attn.{name}_proj.weight"] = (rows, columns)
            if bias and name != "o":
                shapes[f"{layer}.self_attn.{name}_proj.bias"] = (rows,)
        for name, rows, columns in (("gate", inner, width), ("up", inner, width), ("down", width, inner)):
            shapes[f"{layer}.mlp.{name}_proj.weight"] = (rows, columns)
        shapes[f"{layer}.input_layernorm.weight"] = shapes[f"{layer}.post_attention_layernorm.weight"] = (width,)
        if head_norms:
            shapes[f"{layer}.self_attn.q_norm.weight"] = shapes[f"{layer}.self_attn.k_norm.weight"] = (head,)
    return random_tensors(shapes)


def bloom_tensors(config: dict[str, Any]) -> Tensors:
    width = config["hidden_size"]
    shapes: dict[str, tuple[int, ...]] = {"word_embeddings.weight": (config["vocab_size"], width)}
    norms = ["word_embeddings_layernorm", "ln_f"]
    for index in range(config["n_layer"]):
        layer = f"h.{index}"
        norms += [f"{layer}.input_layernorm", f"{layer}.post_attention_layernorm"]
        for name, rows, columns in (
            ("self_attention.query_key_value", 3 * width, width),
            ("self_attention.dense", width, width),
            ("mlp.dense_h_to_4h", 4 * width, width),
            ("mlp.dense_4h_to_h", width, 4 * width),
        ):
            shapes |= {f"{layer}.{name}.weight": (rows, columns), f"{layer}.{name}.bias": (rows,)}
    shapes |= {f"{norm}.{kind}": (width,) for norm in norms for kind in ("weight", "bias")}
    return random_tensors({f"transformer.{name}": shape for name, shape in shapes.items()})


def random_tensors(shapes: dict[str, tuple[int, ...]]) -> Tensors:
    """Values as in a trained model: matrices around 0, norms' weights around 1."""
    random = np.random.default_rng(7)
    found: Tensors = {}
    for name, shape in shapes.items():
        around = 1.0 if ("norm" in name and name.endswith("weight")) or name.endswith("ln_f.weight") else 0.0
        spread = 0.7 / np.sqrt(shape[-1]) if len(shape) > 1 else 0.1
        found[name] = (around + spread * random.standard_normal(shape)).astype(np.float32)
    return found


def write_folder(
    folder: Path, config: dict[str, Any], tensors: Tensors, tokenizer: dict[str, Any] | None = None
) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    save_file(tensors, folder / "model.safetensors")
    write_json(folder / "config.json", config)
    write_json(folder / "tokenizer.json", tokenizer or tokenizer_json())
    return folder


def write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def tiny_llama(folder: Path, **changes: object) -> Path:
    config = llama_config(**changes)
    return write_folder(folder, config, decoder_tensors(config))


def tiny_bloom(folder: Path, **changes: object) -> Path:
    config = bloom_config(**changes)
    return write_folder(folder, config, bloom_tensors(config), tokenizer_json(PRE["bloom"]))
