"""Meta's own files, whole and in slices, give what Hugging Face's form of the same weights gives."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from gguf import GGUFReader

from quant.convert import convert
from quant.errors import DamagedFile
from quant.types import To
from tests.quant.test_ggml_sources import as_meta, old_name
from tests.quant.tiny import decoder_tensors, llama_config, tiny_llama, write_json
from tests.quant.torch_files import as_zip, plain

CONFIG = llama_config(num_key_value_heads=8)
BESIDE = ("tok_embeddings", "wo", "w2")  # parts of each row; the other matrices are cut into rows


def meta_folder(folder: Path, count: int, beside: tuple[str, ...] = BESIDE) -> Path:
    """The tiny LLaMA as Meta would have published it, in `count` files."""
    folder.mkdir()
    slices: list[dict[str, object]] = [{} for _ in range(count)]
    for name, tensor in decoder_tensors(CONFIG).items():
        meta, old = as_meta(name, tensor), old_name(name)
        axis = 1 if any(part in old.split(".") for part in beside) else 0
        parts = np.split(meta, count, axis) if meta.ndim == 2 else [meta] * count
        for each, part in zip(slices, parts, strict=True):
            each[old] = plain(str(len(each)), np.ascontiguousarray(part))
    for number, each in enumerate(slices):
        each["rope.freqs"] = plain(str(len(each)), np.ones(16, np.float32))
        (folder / f"consolidated.{number:02}.pth").write_bytes(as_zip(each))
    sizes = {"dim": 256, "n_heads": 8, "n_layers": 3, "norm_eps": 1e-6, "vocab_size": -1, "multiple_of": 256}
    write_json(folder / "params.json", sizes)
    return folder


def data_of(path: Path) -> dict[str, bytes]:
    return {tensor.name: tensor.data.tobytes() for tensor in GGUFReader(path).tensors}


@pytest.mark.parametrize("count", [1, 2, 4])
@pytest.mark.parametrize("beside", [BESIDE, BESIDE[1:]], ids=["LLaMA 1", "LLaMA 3"])
def test_slices_are_joined_to_the_same_tensors(count: int, beside: tuple[str, ...], tmp_path: Path) -> None:
    published = tiny_llama(tmp_path / "hf", num_key_value_heads=8)
    meta = meta_folder(tmp_path / "meta", count, beside)
    shutil.copy(published / "tokenizer.json", meta)
    ours, theirs = (convert(folder, folder.with_suffix(".gguf"), To.Q4_K_M) for folder in (meta, published))
    assert [(each.name, each.type) for each in ours.tensors] == [(each.name, each.type) for each in theirs.tensors]
    assert data_of(ours.target) == data_of(theirs.target)


def test_slices_of_different_models_are_told(tmp_path: Path) -> None:
    meta = meta_folder(tmp_path / "meta", 2)
    (meta / "consolidated.01.pth").write_bytes(as_zip({"norm.weight": plain("0", np.ones(256, np.float32))}))
    with pytest.raises(DamagedFile):
        convert(meta, tmp_path / "model.gguf")
    assert not list(tmp_path.glob("model.gguf*"))
