"""Tiny LoRA adapters in PEFT's form, and the weights that they stand for."""

from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from tests.quant.tiny import Tensors, write_json

RANK, ALPHA = 4, 8.0
QUERIES, DOWN = "model.layers.0.self_attn.q_proj", "model.layers.1.mlp.down_proj"


def random_adapter(folder: Path, base: Tensors, layers: tuple[str, ...], seed: int = 3, **changes: object) -> Tensors:
    """Write PEFT's folder for these layers; returns its tensors."""
    folder.mkdir()
    random = np.random.default_rng(seed)
    tensors: Tensors = {}
    for layer in layers:
        rows, columns = base[f"{layer}.weight"].shape
        half = f"base_model.model.{layer}.lora_"
        tensors[f"{half}A.weight"] = (0.3 * random.standard_normal((RANK, columns))).astype(np.float32)
        tensors[f"{half}B.weight"] = (0.3 * random.standard_normal((rows, RANK))).astype(np.float32)
    save_file(tensors, folder / "adapter_model.safetensors")
    config = {"peft_type": "LORA", "lora_alpha": ALPHA, "r": RANK, "bias": "none", "base_model_name_or_path": "belle"}
    write_json(folder / "adapter_config.json", config | changes)
    return tensors


def merged(base: Tensors, adapter: Tensors, scale: float = ALPHA / RANK) -> Tensors:
    """What PEFT's merge gives."""
    found = dict(base)
    for name in base:
        half = f"base_model.model.{name.removesuffix('.weight')}.lora_"
        if f"{half}A.weight" in adapter:
            found[name] = base[name] + scale * adapter[f"{half}B.weight"] @ adapter[f"{half}A.weight"]
    return found
