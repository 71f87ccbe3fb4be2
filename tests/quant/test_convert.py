"""The whole story, and what comes of wrong inputs: a clear error, and no file that looks whole."""

import hashlib
import json
import math
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from gguf import GGUFReader
from safetensors.numpy import load_file, save_file

from quant.convert import convert
from quant.errors import CannotConvert, CannotWrite, DamagedFile, QuantError, UnknownSource, WrongKey
from quant.report import Kept
from quant.types import To
from tests.quant.tiny import bloom_config, bloom_tensors, llama_config, tiny_bloom, tiny_llama, write_folder, write_json
from tests.quant.torch_files import as_legacy, as_zip, plain


@pytest.mark.model
def test_smollm2_keeps_its_vocabulary(smollm2: Path, smollm2_folder: Path, tmp_path: Path) -> None:
    convert(smollm2_folder, tmp_path / "smollm2.gguf", To.F16)
    ours, theirs = GGUFReader(tmp_path / "smollm2.gguf"), GGUFReader(smollm2)
    for key in theirs.fields:
        if key.startswith(("tokenizer.", "llama.")) and "padding" not in key:
            assert ours.fields[key].contents() == theirs.fields[key].contents(), key


@pytest.mark.parametrize("as_file", [as_zip, as_legacy])
def test_torch_shards_give_the_same_file_as_safetensors(as_file: Callable[..., bytes], tmp_path: Path) -> None:
    folder = tiny_llama(tmp_path / "llama", num_hidden_layers=2)
    convert(folder, tmp_path / "expected.gguf", To.Q4_0)
    tensors = load_file(folder / "model.safetensors")
    (folder / "model.safetensors").unlink()
    weight_map = {}
    for shard, names in enumerate((sorted(tensors)[::2], sorted(tensors)[1::2])):
        weight_map |= dict.fromkeys(names, f"pytorch_model-{shard}.bin")
        state = {name: plain(str(number), tensors[name]) for number, name in enumerate(names)}
        (folder / f"pytorch_model-{shard}.bin").write_bytes(as_file(state))
    write_json(folder / "pytorch_model.bin.index.json", {"weight_map": weight_map})
    convert(folder, tmp_path / "model.gguf", To.Q4_0)
    assert (tmp_path / "model.gguf").read_bytes() == (tmp_path / "expected.gguf").read_bytes()


def encrypt(folder: Path, key: bytes) -> None:
    """Every file of `folder`, as BELLE's script would."""
    for path in list(folder.iterdir()):
        content = path.read_bytes()
        digest = hashlib.sha256(content)
        stretched = np.frombuffer((key * (len(content) // len(key) + 1))[: len(content)], np.uint8)
        hidden = np.bitwise_xor(np.frombuffer(content, np.uint8), stretched).tobytes()
        path.with_name(f"{path.name}.{digest.hexdigest()}.enc").write_bytes(digest.digest() + hidden)
        path.unlink()


def test_an_encrypted_folder_gives_the_same_file_as_the_plain_one(tmp_path: Path) -> None:
    folder = tiny_llama(tmp_path / "llama", num_hidden_layers=1)
    convert(folder, tmp_path / "expected.gguf", To.Q4_0)
    (tmp_path / "key").write_bytes(np.random.default_rng(3).bytes(10 << 20))
    encrypt(folder, (tmp_path / "key").read_bytes())
    convert(folder, tmp_path / "model.gguf", To.Q4_0, key=tmp_path / "key")
    assert (tmp_path / "model.gguf").read_bytes() == (tmp_path / "expected.gguf").read_bytes()


def test_a_key_that_lies_beside_what_it_opens_is_no_part_of_it(tmp_path: Path) -> None:
    folder = tiny_llama(tmp_path / "llama", num_hidden_layers=1)
    key = as_zip({"tok_embeddings.weight": plain("0", np.random.default_rng(3).random((1 << 18, 5)))})
    encrypt(folder, key)
    (folder / "consolidated.00.pth").write_bytes(key)
    with pytest.raises(WrongKey, match="no key was given"):
        convert(folder, tmp_path / "model.gguf")
    convert(folder, tmp_path / "model.gguf", key=folder / "consolidated.00.pth")


@pytest.mark.parametrize("key", [b"another key" * 1000, None])
def test_a_wrong_key_or_none_writes_nothing(key: bytes | None, tmp_path: Path) -> None:
    folder = tiny_llama(tmp_path / "llama", num_hidden_layers=1)
    encrypt(folder, b"the right key" * 1000)
    (tmp_path / "key").write_bytes(key or b"")
    with pytest.raises(WrongKey):
        convert(folder, tmp_path / "model.gguf", key=tmp_path / "key" if key else None)
    assert not list(tmp_path.glob("*.gguf*"))


def damage(folder: Path, name: str, change: Callable[[dict[str, np.ndarray]], object]) -> None:
    tensors = load_file(folder / name)
    change(tensors)
    save_file(tensors, folder / name)


@pytest.mark.parametrize(
    ("change", "error", "says"),
    [
        (lambda tensors: tensors.pop("model.norm.weight"), DamagedFile, "norm.weight is missing"),
        (lambda tensors: tensors.update(surplus=np.zeros(3, np.float32)), DamagedFile, "surplus belongs to no known"),
        (lambda tensors: tensors.update({"model.norm.weight": np.zeros(3, np.float32)}), DamagedFile, "shape"),
        (lambda tensors: tensors["lm_head.weight"].__setitem__((5, 5), np.nan), CannotConvert, "not finite"),
        (lambda tensors: tensors.update({"lm_head.weight": np.zeros((272, 256), np.int32)}), CannotConvert, "int32"),
    ],
)
def test_weights_that_do_not_fit_leave_nothing(
    change: Callable[[dict[str, np.ndarray]], object], error: type[QuantError], says: str, tmp_path: Path
) -> None:
    folder = tiny_llama(tmp_path / "llama", num_hidden_layers=1)
    damage(folder, "model.safetensors", change)
    with pytest.raises(error, match=says):
        convert(folder, tmp_path / "model.gguf")
    assert not list(tmp_path.glob("*.gguf*"))


def test_a_number_too_large_for_16_bits_is_an_error(tmp_path: Path) -> None:
    folder = tiny_llama(tmp_path / "llama", num_hidden_layers=1)
    damage(folder, "model.safetensors", lambda tensors: tensors["lm_head.weight"].__setitem__((5, 5), 1e30))
    with pytest.raises(CannotConvert, match="not finite"):
        convert(folder, tmp_path / "model.gguf", To.F16)
    assert not list(tmp_path.glob("*.gguf*"))


@pytest.mark.parametrize("path", ["../elsewhere/model.safetensors", "/etc/passwd", "..", "a\\b", "absent.bin"])
def test_an_index_that_leaves_its_folder_is_refused(path: str, tmp_path: Path) -> None:
    folder = tiny_llama(tmp_path / "llama", num_hidden_layers=1)
    write_json(folder / "model.safetensors.index.json", {"weight_map": {"lm_head.weight": path}})
    with pytest.raises(DamagedFile):
        convert(folder, tmp_path / "model.gguf")


@pytest.mark.parametrize("changes", [
    {"rms_norm_eps": 10**400},
    {"rope_theta": math.nan},
    {"rope_scaling": {"rope_type": "llama3", "factor": 0}},
    {"rope_scaling": {"rope_type": "llama3", "high_freq_factor": 1, "low_freq_factor": 1}},
])  # fmt: skip
def test_numbers_that_cannot_be_are_refused(changes: dict[str, object], tmp_path: Path) -> None:
    with pytest.raises(DamagedFile, match="usable"):
        convert(tiny_llama(tmp_path / "llama", num_hidden_layers=1, **changes), tmp_path / "model.gguf")


def test_a_folder_without_a_model_or_of_an_unknown_family_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnknownSource, match="no checkpoint"):
        convert(tmp_path, tmp_path / "model.gguf")
    folder = tiny_llama(tmp_path / "llama", model_type="falcon")
    with pytest.raises(CannotConvert, match="falcon"):
        convert(folder, tmp_path / "model.gguf")


def test_a_file_that_exists_is_kept_unless_told(tmp_path: Path) -> None:
    folder, target = tiny_llama(tmp_path / "llama", num_hidden_layers=1), tmp_path / "model.gguf"
    target.write_text("dear")
    with pytest.raises(CannotWrite, match="exists already"):
        convert(folder, target)
    assert target.read_text() == "dear"
    convert(folder, target, force=True)
    assert target.read_bytes().startswith(b"GGUF")


def test_the_report_says_what_became_of_each_tensor(tmp_path: Path) -> None:
    report = convert(tiny_llama(tmp_path / "llama", num_hidden_layers=1), tmp_path / "model.gguf")
    kept = {tensor.name: (tensor.type, tensor.kept) for tensor in report.tensors}
    assert report.to == "q4_k_m"
    assert kept["output_norm.weight"] == ("F32", Kept.EXACT)
    assert kept["output.weight"] == ("Q6_K", Kept.QUANTISED)
    assert report.file_bytes == (tmp_path / "model.gguf").stat().st_size


def test_a_bloom_saved_with_its_head_twice_writes_it_once(tmp_path: Path) -> None:
    config = bloom_config(n_layer=1)
    tensors = bloom_tensors(config)
    tensors["lm_head.weight"] = tensors["transformer.word_embeddings.weight"].copy()
    report = convert(write_folder(tiny_bloom(tmp_path / "b", n_layer=1), config, tensors), tmp_path / "model.gguf")
    assert "output.weight" not in {tensor.name for tensor in report.tensors}


@pytest.mark.parametrize(
    ("name", "make", "expected"),
    [
        ("BELLE-7B-2M", tiny_bloom, "belle-bloom"),
        ("BELLE-LLaMA-7B-2M", tiny_llama, "belle-llama"),
        ("BELLE-Llama2-13B-chat-0.4M", tiny_llama, "belle-turns"),
        ("BELLE-LLaMA-EXT-7B", tiny_llama, "continue"),
        ("bloomz-7b1-mt", tiny_bloom, ""),
    ],
)
def test_the_file_says_how_a_belle_is_asked(
    name: str, make: Callable[[Path], Path], expected: str, tmp_path: Path
) -> None:
    assert convert(make(tmp_path / name), tmp_path / "model.gguf").prompt_format == expected
    written = GGUFReader(tmp_path / "model.gguf").fields.get("chatbelle.prompt_format")
    assert (written.contents() if written else "") == expected


def test_a_full_disk_is_foreseen_before_the_first_byte(tmp_path: Path) -> None:
    rows = shutil.disk_usage(tmp_path).free // (256 * 4) // 2  # two matrices of so many rows fill it
    folder = tiny_llama(tmp_path / "llama", num_hidden_layers=1, intermediate_size=96)
    tensors = load_file(folder / "model.safetensors")
    shapes = {name: tuple(rows if length == 96 else length for length in each.shape) for name, each in tensors.items()}
    write_json(folder / "config.json", llama_config(num_hidden_layers=1, intermediate_size=rows))
    listed, end = {}, 0
    for name, shape in shapes.items():
        start, end = end, end + 4 * math.prod(shape)
        listed[name] = {"dtype": "F32", "shape": shape, "data_offsets": [start, end]}
    head = json.dumps(listed).encode()
    with (folder / "model.safetensors").open("wb") as file:
        file.write(len(head).to_bytes(8, "little") + head)
        file.truncate(8 + len(head) + end)  # a hole: no disk holds this
    with pytest.raises(CannotWrite, match="GiB is free"):
        convert(folder, tmp_path / "model.gguf", To.F32)
    assert not list(tmp_path.glob("*.gguf*"))


def test_the_first_apps_own_file_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "belle-model.bin").write_bytes(bytes.fromhex("9d9a939ae67684db") + bytes(100))
    with pytest.raises(UnknownSource, match="BELLE-LLaMA-7B-2M-enc"):
        convert(tmp_path / "belle-model.bin", tmp_path / "model.gguf")
