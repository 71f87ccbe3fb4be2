"""SmolLM2 as a Hugging Face folder, written from its GGUF: real weights, a real byte-pair vocabulary."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from gguf import GGUFReader
from gguf.quants import dequantize
from safetensors.numpy import save_file

LAYER = {
    "attn_norm": "input_layernorm",
    "ffn_norm": "post_attention_layernorm",
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}
HEADS = {"attn_q": 9, "attn_k": 3}


def write_smollm2(model: Path, folder: Path) -> Path:
    """The folder, in two shards of float16, with tokenizer.json and a chat template."""
    folder.mkdir(parents=True)
    reader = GGUFReader(model)
    tensors = dict(_tensors(reader))
    names = sorted(tensors)
    weight_map = {}
    for shard, part in enumerate((names[::2], names[1::2]), start=1):
        file = f"model-{shard:05}-of-00002.safetensors"
        save_file({name: np.ascontiguousarray(tensors[name]) for name in part}, folder / file)
        weight_map |= dict.fromkeys(part, file)
    _write(folder / "model.safetensors.index.json", {"metadata": {}, "weight_map": weight_map})
    _write(folder / "config.json", CONFIG)
    _write_tokenizer(reader, folder)
    return folder


CONFIG = {
    "model_type": "llama",
    "architectures": ["LlamaForCausalLM"],
    "hidden_size": 576,
    "intermediate_size": 1536,
    "num_attention_heads": 9,
    "num_key_value_heads": 3,
    "num_hidden_layers": 30,
    "vocab_size": 49152,
    "max_position_embeddings": 8192,
    "rms_norm_eps": 1e-5,
    "rope_theta": 100000.0,
    "tie_word_embeddings": True,
    "bos_token_id": 1,
    "eos_token_id": 2,
}


def _tensors(reader: GGUFReader) -> Any:
    for tensor in reader.tensors:
        values = dequantize(tensor.data, tensor.tensor_type).astype(np.float16)
        room, _, rest = tensor.name.partition(".")
        if room == "blk":
            index, kind, _ = rest.split(".")
            if kind in HEADS:  # back into the halves that Hugging Face rotates
                rows = len(values)
                values = values.reshape(HEADS[kind], rows // HEADS[kind] // 2, 2, -1).swapaxes(1, 2).reshape(rows, -1)
            yield f"model.layers.{index}.{LAYER[kind]}.weight", values
        else:
            yield {"token_embd": "model.embed_tokens", "output_norm": "model.norm"}[room] + ".weight", values


def _write_tokenizer(reader: GGUFReader, folder: Path) -> None:
    def value(key: str) -> Any:
        return reader.fields[key].contents()

    tokens, kinds = value("tokenizer.ggml.tokens"), value("tokenizer.ggml.token_type")
    control = [(number, token) for number, token in enumerate(tokens) if kinds[number] == 3]
    plain = dict.fromkeys(("single_word", "lstrip", "rstrip", "normalized"), False)
    tokenizer = {
        "version": "1.0",
        "added_tokens": [plain | {"id": number, "content": token, "special": True} for number, token in control],
        "normalizer": None,
        "pre_tokenizer": {
            "type": "Sequence",
            "pretokenizers": [
                {"type": "Digits", "individual_digits": True},
                {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True},
            ],
        },
        "post_processor": None,
        "model": {
            "type": "BPE",
            "vocab": {token: number for number, token in enumerate(tokens)},
            "merges": value("tokenizer.ggml.merges"),
        },
    }
    _write(folder / "tokenizer.json", tokenizer)
    words = {"bos_token": "<|im_start|>", "eos_token": "<|im_end|>", "unk_token": "<|endoftext|>"}
    template = {"chat_template": value("tokenizer.chat_template"), "add_prefix_space": False}
    _write(folder / "tokenizer_config.json", words | template)


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
