"""What is this file, what is wrong with it, what to do next: said before llama.cpp sees it, whatever it is."""

import json
import struct
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from time import perf_counter
from zipfile import ZipFile

import gguf
import numpy as np
import pytest
from safetensors.numpy import save

from chatbelle.engine.template import JinjaFormat
from chatbelle.library.catalogue import release_named
from chatbelle.library.health import Health, NextStep, health_of
from chatbelle.library.kinds import Kind
from tests.adapter_files import halves, holding
from tests.model_files import TOKENS, write_whole_gguf
from tests.quant.tiny_adapters import QUERIES, random_adapter

ROOT = Path(__file__).parents[2]
MUTANTS = 10_000


def examined(path: Path) -> Health:
    return health_of(path, lambda template: JinjaFormat(template, "", ""))


def archive(*names: str) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w") as zipped:
        for name in names:
            zipped.writestr(name, b"content")
    return content.getvalue()


HASH = "5a" * 32
FILES = {
    "model.bin": (b"lmgg" + bytes(60), Kind.LEGACY, NextStep.CONVERT),
    "ggmf.bin": (b"fmgg" + bytes(60), Kind.LEGACY, NextStep.CONVERT),
    "ggjt.gguf": (b"tjgg\3\0\0\0" + bytes(60), Kind.LEGACY, NextStep.CONVERT),
    "belle-model.bin": (bytes.fromhex("9d9a939a e67684db") + bytes(60), Kind.CHATBELLE_INT4, NextStep.GET_ANOTHER),
    f"config.json.{HASH}.enc": (bytes.fromhex(HASH) + b"secret", Kind.ENCRYPTED, NextStep.CONVERT_WITH_KEY),
    f"other.json.{HASH}.enc": (b"something that is not the hash" * 2, Kind.UNKNOWN, NextStep.NOTHING),
    "new.pt": (archive("archive/data.pkl", "archive/data/0"), Kind.PICKLE, NextStep.CONVERT),
    "old.pt": (b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02M\xe9\x03.", Kind.PICKLE, NextStep.CONVERT),
    "model.safetensors": (save({"a": np.zeros(4, np.float32)}), Kind.SAFETENSORS, NextStep.CONVERT),
    "app.zip": (archive("ChatBELLE.app/Contents"), Kind.ZIP, NextStep.NOTHING),
    "pointer.gguf": (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", Kind.POINTER, NextStep.GET_ANOTHER),
    "portal.gguf": (b"\n<!DOCTYPE HTML><html>Sign in", Kind.WEB_PAGE, NextStep.GET_ANOTHER),
    "model.gguf.part": (b"GGUF" + bytes(60), Kind.UNFINISHED, NextStep.GET_ANOTHER),
    "zeros.gguf": (bytes(5000), Kind.UNFINISHED, NextStep.GET_ANOTHER),
    "empty.gguf": (b"", Kind.EMPTY, NextStep.GET_ANOTHER),
    "notes.txt": (b"no model at all", Kind.UNKNOWN, NextStep.NOTHING),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_recognised_by_its_content_and_the_next_step_is_named(tmp_path: Path, name: str) -> None:
    content, kind, next_step = FILES[name]
    (tmp_path / name).write_bytes(content)
    health = examined(tmp_path / name)
    assert (health.kind, health.next_step) == (kind, next_step)
    assert "。" in health.what.zh + health.remedy.zh


@pytest.mark.parametrize(
    ("names", "kind", "next_step"),
    [
        (["config.json", "pytorch_model.bin"], Kind.CHECKPOINT, NextStep.CONVERT),
        (["llama7b-4bit-128g.pt", "tokenizer.model"], Kind.CHECKPOINT, NextStep.CONVERT),
        (["params.json", "consolidated.00.pth"], Kind.CHECKPOINT, NextStep.CONVERT),
        ([f"config.json.{HASH}.enc"], Kind.ENCRYPTED, NextStep.CONVERT_WITH_KEY),
        (["deep/in/model.gguf"], Kind.MODELS_FOLDER, NextStep.ADD),
        (["config.json"], Kind.UNKNOWN, NextStep.NOTHING),
        (["firmware.bin"], Kind.UNKNOWN, NextStep.NOTHING),
    ],
)
def test_a_folder_is_recognised_by_what_lies_in_it(
    tmp_path: Path, names: list[str], kind: Kind, next_step: NextStep
) -> None:
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"content")
    health = examined(tmp_path)
    assert (health.kind, health.next_step) == (kind, next_step)


def test_nothing_at_all_is_called_so(tmp_path: Path) -> None:
    assert examined(tmp_path / "missing.gguf").kind is Kind.MISSING


def test_the_release_named_in_place_of_chatbelle_int4_is_the_catalogues(tmp_path: Path) -> None:
    (tmp_path / "belle-model.bin").write_bytes(FILES["belle-model.bin"][0])
    old = release_named("chatbelle-int4")
    assert old is not None
    instead = release_named(old.instead or "")
    assert instead is not None
    assert instead.name.split(",")[0] in examined(tmp_path / "belle-model.bin").remedy.en


def test_a_whole_model_is_healthy(tmp_path: Path) -> None:
    health = examined(write_whole_gguf(tmp_path / "whole.gguf"))
    assert (health.kind, health.next_step, health.faults) == (Kind.GGUF, NextStep.CHAT, ())


@pytest.mark.model
def test_the_real_model_is_healthy(smollm2: Path) -> None:
    assert examined(smollm2).faults == ()


@pytest.mark.parametrize(
    ("tokens", "rows", "says"),
    [
        ([token for token in TOKENS if token != b"<0x0A>"], 0, "1 of the 256 bytes"),
        ([b"<unk>", b"<s>", b"</s>", b"word"], 0, "256 of the 256 bytes"),
        (TOKENS, 300, "has 260 tokens, but the model has 300"),
    ],
)
def test_a_vocabulary_that_would_end_llama_cpp_is_fatal(
    tmp_path: Path, tokens: list[bytes], rows: int, says: str
) -> None:
    health = examined(write_whole_gguf(tmp_path / "model.gguf", tokens, rows=rows))
    assert (health.fatal, health.next_step) == (True, NextStep.GET_ANOTHER)
    assert says in health.faults[0].what.en


def test_a_model_with_more_layers_than_llama_cpp_can_count_is_fatal(tmp_path: Path) -> None:
    content = write_whole_gguf(tmp_path / "model.gguf").read_bytes()
    at = content.index(b"llama.block_count") + len(b"llama.block_count") + 4
    (tmp_path / "model.gguf").write_bytes(content[:at] + struct.pack("<I", 513) + content[at + 4 :])
    assert "block_count 513" in examined(tmp_path / "model.gguf").faults[0].what.en


def test_a_byte_can_stand_for_itself(tmp_path: Path) -> None:
    tokens = [b"\n" if token == b"<0x0A>" else token for token in TOKENS]
    assert not examined(write_whole_gguf(tmp_path / "model.gguf", tokens)).fatal


@pytest.mark.parametrize(("template", "says"), [("", "wants to be asked"), ("{% for x in %}", "cannot be used")])
def test_a_template_that_is_missing_or_wrong_can_be_helped(tmp_path: Path, template: str, says: str) -> None:
    health = examined(write_whole_gguf(tmp_path / "model.gguf", template=template))
    assert (health.fatal, health.next_step) == (False, NextStep.CHAT)
    assert says in health.faults[0].what.en
    assert "--format" in health.faults[0].remedy.en


def test_a_belle_model_needs_no_template(tmp_path: Path) -> None:
    assert not examined(write_whole_gguf(tmp_path / "BELLE-7B-2M.gguf", template="")).faults


def crafted(metadata: bytes, count: int) -> bytes:
    return b"GGUF" + struct.pack("<IQQ", 3, 0, count) + metadata


def text(content: str) -> bytes:
    return struct.pack("<Q", len(content)) + content.encode()


HOSTILE = {
    "a billion empty strings": crafted(text("a") + struct.pack("<IIQ", 9, 8, 10**9), 1),
    "a text of eight gigabytes": crafted(text("a") + struct.pack("<IQ", 8, 8 * 10**9), 1),
    "a key that occurs twice": crafted((text("a") + struct.pack("<IB", 0, 1)) * 2, 2),
    "arrays within arrays": crafted(text("a") + struct.pack("<IIQ", 9, 9, 10**8), 1),
    "a billion entries": crafted(b"", 10**9),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_of_gigabytes_made_to_keep_us_busy_is_refused_at_once(tmp_path: Path, name: str) -> None:
    path = tmp_path / "hostile.gguf"
    with path.open("wb") as file:
        file.write(HOSTILE[name])
        file.truncate(9 * 10**9)  # holes: nothing is stored
    began = perf_counter()
    assert examined(path).fatal
    assert perf_counter() - began < 1


def test_tensors_that_overlap_or_occur_twice_are_refused(tmp_path: Path) -> None:
    whole = write_whole_gguf(tmp_path / "whole.gguf").read_bytes()
    names = [b"blk.0.attn_norm", b"blk.0.ffn_norm"]
    at = whole.index(names[1]) + len(names[1]) + len(b".weight") + 4 + 8 + 4  # dimensions, rows, type
    overlapping = whole[:at] + struct.pack("<Q", 0) + whole[at + 8 :]
    twice = whole.replace(b"blk.0.attn_k.weight", b"blk.0.attn_v.weight")
    for content, says in ((overlapping, "blk.0.ffn_norm.weight: offset 0"), (twice, "occurs twice")):
        (tmp_path / "damaged.gguf").write_bytes(content)
        assert says in examined(tmp_path / "damaged.gguf").faults[0].what.en


@pytest.mark.timeout(300)
def test_the_reader_survives_ten_thousand_mutants_within_a_second_and_256_mb_each(tmp_path: Path) -> None:
    model = write_whole_gguf(tmp_path / "whole.gguf")
    command = [sys.executable, "-m", "tests.library.mutants", str(model), str(MUTANTS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    result = json.loads(done.stdout)
    assert result["slowest_seconds"] < 1
    assert sum(result["kinds"].values()) == MUTANTS
    assert result["kinds"]["gguf, fatal"] > MUTANTS / 2


@pytest.mark.model
@pytest.mark.timeout(240)
def test_llama_cpp_does_not_die_of_what_the_reader_lets_pass(tmp_path: Path) -> None:
    model = write_whole_gguf(tmp_path / "whole.gguf")
    command = [sys.executable, "-m", "tests.library.passed_mutants", str(model), "1000"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stderr[-500:]
    assert json.loads(done.stdout)["ran"] > 20


def test_what_gguf_itself_writes_in_every_type_is_read(tmp_path: Path) -> None:
    path = tmp_path / "types.gguf"
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_token_list(TOKENS)
    for kind in gguf.GGMLQuantizationType:
        elements, size = gguf.GGML_QUANT_SIZES[kind]
        blocks = np.zeros((2, size), np.uint8) if elements > 1 else np.zeros((2, 1), np.uint8).repeat(size, 1)
        writer.add_tensor(f"{kind.name}.weight", blocks, raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    assert not examined(path).fatal


def test_an_adapter_is_told_from_a_model(tmp_path: Path) -> None:
    holding(halves("blk.0.attn_q.weight", 32, 32))(tmp_path / "adapter.gguf")
    health = examined(tmp_path / "adapter.gguf")
    assert (health.kind, health.next_step, health.fatal) == (Kind.GGUF, NextStep.NOTHING, False)
    assert "LoRA" in health.what.en
    random_adapter(tmp_path / "peft", {f"{QUERIES}.weight": np.zeros((8, 8))}, (QUERIES,))
    health = examined(tmp_path / "peft")
    assert (health.kind, health.next_step) == (Kind.PEFT, NextStep.NOTHING)
    assert "quant convert" in health.remedy.en
