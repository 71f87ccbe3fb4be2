"""The models on this machine: found in the person's folders, used where they lie, each seen once."""

from pathlib import Path
from time import perf_counter

import pytest

from chatbelle.errors import LibraryError
from chatbelle.library import installed
from chatbelle.library.catalogue import catalogue
from chatbelle.library.downloads import downloads_file, forget_download, record_download, record_of
from chatbelle.library.installed import adapters_for, installed_models, model_named
from tests.adapter_files import halves, holding
from tests.model_files import write_gguf, write_whole_gguf

RELEASE = catalogue()[0]


def test_models_are_found_a_few_folders_deep_and_sorted_by_name(tmp_path: Path) -> None:
    (tmp_path / "org" / "repo").mkdir(parents=True)
    write_whole_gguf(tmp_path / "org" / "repo" / "b.gguf")
    write_whole_gguf(tmp_path / "A.gguf")
    (tmp_path / "notes.txt").write_text("no model")
    models = installed_models([tmp_path, tmp_path / "A.gguf", tmp_path / "org"])
    assert [model.name for model in models] == ["A", "b"]
    assert (models[0].facts.type, models[0].facts.architecture, models[0].record) == ("Q4_0", "llama", None)


def test_a_model_in_several_files_is_one_and_missing_parts_are_named(tmp_path: Path) -> None:
    first = write_whole_gguf(tmp_path / "big.gguf", tensors_a_part=5)
    (model,) = installed_models([tmp_path])
    assert (model.name, model.path, len(model.parts), model.missing) == ("big", first, 3, ())
    model.parts[1].unlink()
    (model,) = installed_models([tmp_path])
    assert (len(model.parts), model.missing) == (2, ("big-00002-of-00003.gguf",))
    assert model.facts.trouble
    assert "big-00002-of-00003.gguf" in model.facts.trouble[0].en


def test_what_cannot_be_read_is_listed_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "portal.gguf").write_text("<html>")
    (tmp_path / "gone.gguf").symlink_to(tmp_path / "nowhere.gguf")
    reasons = {model.name: model.facts.trouble and model.facts.trouble[0].en for model in installed_models([tmp_path])}
    assert reasons["portal"] == "portal.gguf is not a GGUF model file."
    assert "There is no file" in str(reasons["gone"])


def test_two_hundred_models_are_listed_quickly_the_second_time(tmp_path: Path) -> None:
    for number in range(200):
        write_gguf(tmp_path / f"model-{number}.gguf")
    first = installed_models([tmp_path])
    began = perf_counter()
    second = installed_models([tmp_path])
    assert second == first
    assert len(second) == 200
    assert perf_counter() - began < 1


def test_a_model_that_changed_is_looked_at_again(tmp_path: Path) -> None:
    path = write_gguf(tmp_path / "model.gguf", architecture="llama")
    assert installed_models([path])[0].facts.architecture == "llama"
    write_gguf(path, architecture="qwen2", layers=5)
    assert installed_models([path])[0].facts.architecture == "qwen2"


@pytest.mark.parametrize("content", ["", "[1]", "{", '{"x": 1}'])
def test_a_damaged_memory_of_what_was_seen_is_only_slower(tmp_path: Path, chatbelle_home: Path, content: str) -> None:
    write_gguf(tmp_path / "model.gguf")
    (chatbelle_home / "cache").mkdir(parents=True)
    (chatbelle_home / "cache" / installed.SEEN).write_text(content)
    assert [model.name for model in installed_models([tmp_path / "model.gguf"])] == ["model"]


def test_a_model_is_called_by_its_name_or_its_files_name_in_any_case(tmp_path: Path) -> None:
    models = installed_models([write_gguf(tmp_path / "Qwen3-4B-Q4_K_M.gguf")])
    for name in ("qwen3-4b-q4_k_m", "Qwen3-4B-Q4_K_M.gguf"):
        assert model_named(name, models) == models[0]
    assert model_named("qwen3", models) is None


def test_of_two_models_with_one_name_the_downloaded_one_is_meant(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        write_gguf(tmp_path / folder / "model.gguf")
    record_download(tmp_path / "b" / "model.gguf", RELEASE)
    found = model_named("model", installed_models([tmp_path / "a", tmp_path / "b"]))
    assert found
    assert found.path == tmp_path / "b" / "model.gguf"


def test_a_download_is_recorded_until_the_file_is_another_one(tmp_path: Path) -> None:
    path = write_gguf(tmp_path / "model.gguf")
    record_download(path, RELEASE, {"model.gguf": "ab" * 32})
    (model,) = installed_models([path])
    assert model.record
    assert (model.record.release, model.record.sha256) == (RELEASE.id, {"model.gguf": "ab" * 32})
    path.write_bytes(path.read_bytes() + b"more")
    assert record_of(path) is None


def test_a_forgotten_download_is_the_persons_own(tmp_path: Path) -> None:
    path = write_gguf(tmp_path / "model.gguf")
    record_download(path, RELEASE)
    forget_download(path)
    assert record_of(path) is None


def test_records_that_cannot_be_read_are_said_and_left_alone(tmp_path: Path) -> None:
    downloads_file().write_text("garbage")
    path = write_gguf(tmp_path / "model.gguf")
    with pytest.raises(LibraryError, match=r"downloads\.json"):
        record_download(path, RELEASE)
    assert [model.name for model in installed_models([path])] == ["model"]
    assert downloads_file().read_text() == "garbage"


def test_adapters_are_listed_apart_and_only_where_they_fit(tmp_path: Path) -> None:
    model = write_whole_gguf(tmp_path / "model.gguf")
    holding(halves("blk.0.attn_q.weight", 32, 32))(tmp_path / "fits.gguf")
    holding(halves("blk.9.attn_q.weight", 32, 32))(tmp_path / "another's.gguf")
    for _ in range(2):  # the second time, what was seen is remembered
        assert [each.name for each in installed_models([tmp_path])] == ["model"]
        assert adapters_for(model, [tmp_path]) == [tmp_path / "fits.gguf"]
    assert adapters_for(tmp_path / "gone.gguf", [tmp_path]) == []
