"""Removing takes only what ChatBelle brought, all of it, and says why when it cannot."""

import os
from pathlib import Path

import pytest

from chatbelle.errors import LibraryError
from chatbelle.library.catalogue import catalogue
from chatbelle.library.downloads import record_download, record_of
from chatbelle.library.installed import InstalledModel, installed_models
from chatbelle.library.removal import disk_use, remove_model
from tests.model_files import write_whole_gguf


def brought(path: Path, parts: int = 0) -> InstalledModel:
    first = write_whole_gguf(path, tensors_a_part=parts)
    record_download(first, catalogue()[0])
    return installed_models([first])[0]


def test_a_download_is_removed_with_all_its_parts_and_forgotten(tmp_path: Path) -> None:
    model = brought(tmp_path / "big.gguf", parts=5)
    assert len(model.parts) == 3
    assert remove_model(model, for_good=True) == model.size_bytes
    assert not list(tmp_path.glob("*.gguf"))
    assert record_of(model.path) is None


def test_the_persons_own_file_is_not_touched(tmp_path: Path) -> None:
    (own,) = installed_models([write_whole_gguf(tmp_path / "own.gguf")])
    with pytest.raises(LibraryError, match="not brought here by ChatBelle") as refused:
        remove_model(own, for_good=True)
    assert own.path.exists()
    assert "Delete the file yourself" in refused.value.remedy.en


def test_a_file_that_took_the_downloads_place_is_the_persons_own(tmp_path: Path) -> None:
    model = brought(tmp_path / "model.gguf")
    model.path.write_bytes(b"something else")
    with pytest.raises(LibraryError):
        remove_model(model, for_good=True)
    assert model.path.read_bytes() == b"something else"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a folder that refuses")
def test_what_the_system_refuses_is_said(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir()
    model = brought(tmp_path / "locked" / "model.gguf")
    model.path.parent.chmod(0o500)
    with pytest.raises(LibraryError, match="cannot be removed"):
        remove_model(model, for_good=True)
    model.path.parent.chmod(0o700)
    assert record_of(model.path)


def test_disk_use_tells_own_downloads_from_the_persons_files(tmp_path: Path) -> None:
    own, other = brought(tmp_path / "own.gguf"), write_whole_gguf(tmp_path / "other.gguf")
    use = disk_use(installed_models([tmp_path]), tmp_path)
    assert (use.brought_bytes, use.others_bytes) == (own.size_bytes, other.stat().st_size)
    assert use.free_bytes > 0
