"""SmolLM2's Hugging Face folder, and its GGUF, in the forms that BELLE and others published models in."""

import hashlib
import shutil
from pathlib import Path

import numpy as np
from gguf import GGUFReader
from safetensors.numpy import load_file, save_file

from tests.quant.ggml_files import written
from tests.quant.tiny import Tensors, write_json
from tests.quant.torch_files import as_zip, plain

KEY_BYTES = 10 << 20  # the scheme goes in steps of so many
OLD_NAMES = {
    "token_embd": "tok_embeddings",
    "output_norm": "norm",
    "blk.": "layers.",
    "attn_norm": "attention_norm",
    "attn_output": "attention.wo",
    "attn_": "attention.w",
    "ffn_gate": "feed_forward.w1",
    "ffn_down": "feed_forward.w2",
    "ffn_up": "feed_forward.w3",
}
GGJT_TYPES = {"F32": 0, "Q4_1": 3, "Q8_0": 8}


def as_modern_gptq(source: Path, folder: Path) -> Path:
    """As AutoGPTQ saves it: 16-bit scales, g_idx, a file that tells how."""
    folder.mkdir()
    copy_small_files(source, folder)
    save_file(gptq_state(source, group=32, modern=True), folder / "model.safetensors")
    told = {"bits": 4, "group_size": 32, "desc_act": False, "sym": False}
    write_json(folder / "quantize_config.json", told)
    return folder


def as_old_gptq(source: Path, folder: Path) -> Path:
    """As BELLE published it: a pickle, 32-bit scales, groups of 128, a bias of zeros everywhere."""
    folder.mkdir()
    copy_small_files(source, folder)
    state = gptq_state(source, group=128, modern=False)
    content = as_zip({name: plain(str(number), values) for number, (name, values) in enumerate(state.items())})
    (folder / "smollm2-4bit-128g.pt").write_bytes(content)
    return folder


def copy_small_files(source: Path, folder: Path) -> None:
    for name in ("config.json", "tokenizer.json", "tokenizer_config.json"):
        shutil.copy(source / name, folder)


def gptq_state(source: Path, group: int, modern: bool) -> Tensors:
    state: Tensors = {}
    for path in sorted(source.glob("*.safetensors")):
        for name, tensor in load_file(path).items():
            if tensor.ndim < 2 or "embed" in name:
                state[name] = tensor
            else:
                parts = rounded(tensor.astype(np.float32), group, np.float16 if modern else np.float32)
                groups = {"g_idx": np.arange(tensor.shape[1], dtype=np.int32) // group}
                parts |= groups if modern else {"bias": np.zeros(len(tensor), np.float32)}
                state |= {f"{name.removesuffix('.weight')}.{part}": values for part, values in parts.items()}
    return state


def rounded(weight: np.ndarray, group: int, kind: type[np.floating]) -> Tensors:
    """Each group of columns on a grid of 16 steps from its lowest weight to its highest."""
    scales, zeros, codes = [], [], np.empty(weight.shape, np.uint32)
    for first in range(0, weight.shape[1], group):
        part = weight[:, first : first + group]
        low, high = np.minimum(part.min(1), 0), np.maximum(part.max(1), 0)
        scale = np.maximum((high - low) / 15, 1e-8).astype(kind)
        zero = np.clip(np.round(-low / scale), 1, 15)
        codes[:, first : first + group] = np.clip(np.round(part / scale[:, None]) + zero[:, None], 0, 15)
        scales.append(scale)
        zeros.append(zero)
    return {
        "qweight": np.ascontiguousarray(in_words(codes).T),
        "qzeros": in_words(np.array(zeros).astype(np.uint32) - 1),
        "scales": np.array(scales),
    }


def in_words(codes: np.ndarray) -> np.ndarray:
    """Eight codes of each row a word, lowest first."""
    words = np.zeros((len(codes), codes.shape[1] // 8), np.uint32)
    for place in range(8):
        words |= codes[:, place::8] << np.uint32(4 * place)
    return words.view(np.int32)


def as_encrypted(source: Path, folder: Path, key: Path) -> Path:
    """As BELLE published what is made of LLaMA's weights; the key is written too."""
    folder.mkdir()
    key.write_bytes(np.random.default_rng(11).bytes(KEY_BYTES))
    stream = np.fromfile(key, np.uint8)
    for path in source.iterdir():
        content = np.fromfile(path, np.uint8)
        digest = hashlib.sha256(content)
        with (folder / f"{path.name}.{digest.hexdigest()}.enc").open("wb") as file:
            file.write(digest.digest())
            for first in range(0, len(content), KEY_BYTES):
                part = content[first : first + KEY_BYTES]
                file.write((part ^ stream[: len(part)]).data)
    return folder


def as_ggjt(model: Path, path: Path) -> Path:
    """llama.cpp's last form before GGUF, with the very blocks of the GGUF; the head is the embedding once more."""
    reader = GGUFReader(model)
    stored = {tensor.name: tensor for tensor in reader.tensors}
    stored["output.weight"] = stored["token_embd.weight"]
    tensors = [
        (old_name(name), each.shape.tolist()[::-1], GGJT_TYPES[each.tensor_type.name], each.data.tobytes())
        for name, each in stored.items()
    ]
    words = reader.fields["tokenizer.ggml.tokens"].contents()
    tokens = [(word.replace("Ġ", " ").encode(), -float(number)) for number, word in enumerate(words)]
    path.write_bytes(written("ggjt", 3, tensors, (len(words), 576, 256, 9, 30, 64, 3), tokens))
    return path


def old_name(name: str) -> str:
    for today, old in OLD_NAMES.items():
        name = name.replace(today, old)
    return name
