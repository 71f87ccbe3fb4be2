"""Shards that are converted as they arrive: the same file as from the whole, with one of them on the disk at a time."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from quant.convert import convert
from quant.errors import DamagedFile, QuantError
from quant.types import To
from tests.quant.tiny import tiny_llama, write_json
from tests.quant.torch_files import as_zip, plain

SHARDS = ("model-00001-of-00003", "model-00002-of-00003", "model-00003-of-00003")
Lend = Callable[[str], AbstractContextManager[None]]


class LostConnection(Exception):
    """What a download may raise."""


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """The checkpoint in one file."""
    return tiny_llama(tmp_path / "whole" / "model", tie_word_embeddings=False)


@pytest.fixture
def begun(whole: Path, tmp_path: Path) -> Path:
    """The same in three shards that lie elsewhere; here are only the small files."""
    return in_shards(whole, tmp_path, ".safetensors", save_file)


def in_shards(whole: Path, tmp_path: Path, suffix: str, save: Callable[[dict[str, np.ndarray], Path], object]) -> Path:
    tensors = load_file(whole / "model.safetensors")
    here, elsewhere = tmp_path / "here" / "model", tmp_path / "elsewhere"
    here.mkdir(parents=True)
    elsewhere.mkdir()
    for small in ("config.json", "tokenizer.json"):
        (here / small).write_bytes((whole / small).read_bytes())
    mapping = {name: SHARDS[index * 3 // len(tensors)] + suffix for index, name in enumerate(sorted(tensors))}
    for shard in set(mapping.values()):
        save({name: tensors[name] for name in tensors if mapping[name] == shard}, elsewhere / shard)
    write_json(here / "model.safetensors.index.json", {"weight_map": mapping})
    return here


def lending(here: Path, lent: list[str], breaks_at: str = "") -> Lend:
    """Brings each shard when it is asked for, and takes it away afterwards."""

    @contextmanager
    def lend(shard: str) -> Iterator[None]:
        if breaks_at and shard.startswith(breaks_at):
            raise LostConnection
        lent.append(shard)
        weights = [path for path in here.iterdir() if path.name.startswith("model-")]
        assert weights == []  # never two at a time
        (here / shard).write_bytes((here.parents[1] / "elsewhere" / shard).read_bytes())
        yield
        (here / shard).unlink()

    return lend


def save_zip(tensors: dict[str, np.ndarray], path: Path) -> None:
    path.write_bytes(as_zip({name: plain(str(index), tensor) for index, (name, tensor) in enumerate(tensors.items())}))


@pytest.mark.parametrize("to", [To.Q4_K_M, To.F16])
def test_shards_that_arrive_give_the_same_file(whole: Path, begun: Path, tmp_path: Path, to: To) -> None:
    lent: list[str] = []
    convert(whole, tmp_path / "whole.gguf", to)
    convert(begun, tmp_path / "arrived.gguf", to, lend=lending(begun, lent))
    assert lent == [f"{shard}.safetensors" for shard in SHARDS]
    assert (tmp_path / "arrived.gguf").read_bytes() == (tmp_path / "whole.gguf").read_bytes()


def test_torchs_files_can_arrive_too(whole: Path, tmp_path: Path) -> None:
    begun = in_shards(whole, tmp_path, ".bin", save_zip)
    convert(whole, tmp_path / "whole.gguf")
    convert(begun, tmp_path / "arrived.gguf", lend=lending(begun, []))
    assert (tmp_path / "arrived.gguf").read_bytes() == (tmp_path / "whole.gguf").read_bytes()


def test_a_conversion_goes_on_behind_the_shards_that_it_has(whole: Path, begun: Path, tmp_path: Path) -> None:
    target, lent = tmp_path / "arrived.gguf", []
    with pytest.raises(LostConnection):
        convert(begun, target, lend=lending(begun, [], breaks_at=SHARDS[2]))
    assert not target.exists()
    convert(begun, target, lend=lending(begun, lent))
    convert(whole, tmp_path / "whole.gguf")
    assert lent == [f"{SHARDS[2]}.safetensors"]
    assert target.read_bytes() == (tmp_path / "whole.gguf").read_bytes()
    assert sorted(path.name for path in tmp_path.glob("arrived*")) == ["arrived.gguf"]


def test_what_was_begun_for_another_type_is_begun_again(begun: Path, tmp_path: Path) -> None:
    lent: list[str] = []
    with pytest.raises(LostConnection):
        convert(begun, tmp_path / "a.gguf", To.Q8_0, lend=lending(begun, [], breaks_at=SHARDS[1]))
    convert(begun, tmp_path / "a.gguf", To.F16, lend=lending(begun, lent))
    assert len(lent) == len(SHARDS)


def test_a_shard_that_is_damaged_loses_nothing_of_those_before(begun: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "elsewhere" / f"{SHARDS[1]}.safetensors"
    good, lent = damaged.read_bytes(), []
    damaged.write_bytes(good[: len(good) // 2])
    with pytest.raises(QuantError):
        convert(begun, tmp_path / "a.gguf", lend=lending(begun, []))
    damaged.write_bytes(good)
    (begun / damaged.name).unlink()
    convert(begun, tmp_path / "a.gguf", lend=lending(begun, lent))
    assert lent == [f"{shard}.safetensors" for shard in SHARDS[1:]]


def test_a_shard_whose_name_leaves_the_folder_is_refused(begun: Path, tmp_path: Path) -> None:
    write_json(begun / "model.safetensors.index.json", {"weight_map": {"lm_head.weight": "../secret.safetensors"}})
    with pytest.raises(DamagedFile):
        convert(begun, tmp_path / "a.gguf", lend=lending(begun, []))
