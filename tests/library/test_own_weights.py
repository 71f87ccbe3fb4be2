"""Weights on this machine as a job: a model in the models' folder, and nothing else changed."""

from pathlib import Path

import pytest

from chatbelle import words
from chatbelle.errors import ConversionError, Stopped, UsageError
from chatbelle.library.downloads import record_of
from chatbelle.library.job import Step, Wanted
from chatbelle.library.own_weights import bring_own, own_release
from tests.quant.tiny import tiny_llama


def wanted(source: Path, models: Path, to: str = "auto") -> Wanted:
    return Wanted(own_release(source, source.name, words.IS_CHECKPOINT, False), str(models), to=to)


def test_weights_become_a_model_that_may_be_removed(tmp_path: Path) -> None:
    source = tiny_llama(tmp_path / "BELLE-tiny")
    before = {file: file.stat().st_mtime_ns for file in source.iterdir()}
    told = list(bring_own(wanted(source, tmp_path / "models"), lambda: False))
    assert told[-1].step is Step.READY
    assert told[-1].result == tmp_path / "models" / "BELLE-tiny.gguf"
    assert record_of(tmp_path / "models" / "BELLE-tiny.gguf") is not None
    assert {file: file.stat().st_mtime_ns for file in source.iterdir()} == before


def test_another_type_has_a_name_of_its_own(tmp_path: Path) -> None:
    source = tiny_llama(tmp_path / "tiny")
    *_, ready = bring_own(wanted(source, tmp_path / "models", to="f16"), lambda: False)
    assert ready.result == tmp_path / "models" / "tiny-f16.gguf"


def test_a_model_that_is_there_is_not_replaced(tmp_path: Path) -> None:
    source, models = tiny_llama(tmp_path / "tiny"), tmp_path / "models"
    models.mkdir()
    (models / "tiny.gguf").write_bytes(b"mine")
    with pytest.raises(UsageError):
        next(bring_own(wanted(source, models), lambda: False))
    assert (models / "tiny.gguf").read_bytes() == b"mine"


def test_what_is_stopped_or_cannot_be_converted_leaves_nothing(tmp_path: Path) -> None:
    models = tmp_path / "models"
    with pytest.raises(Stopped):
        list(bring_own(wanted(tiny_llama(tmp_path / "tiny"), models), lambda: True))
    (tmp_path / "empty").mkdir()
    with pytest.raises(ConversionError):
        list(bring_own(wanted(tmp_path / "empty", models), lambda: False))
    assert not list(models.iterdir())
