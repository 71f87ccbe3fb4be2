"""A small model on the disk guesses for a large one that speaks in the same tokens."""

from dataclasses import replace
from pathlib import Path

import pytest

from chatbelle.drafts import draft_for, with_draft
from chatbelle.engine.protocol import Loading
from chatbelle.gguf_header import GGUFHeader, read_gguf_header
from tests.engine.tiny_models import write_tiny_model


@pytest.fixture(scope="module")
def header(tmp_path_factory: pytest.TempPathFactory) -> GGUFHeader:
    return read_gguf_header(write_tiny_model(tmp_path_factory.mktemp("draft"), "tiny", 1))


def of_size(header: GGUFHeader, name: str, share: float) -> GGUFHeader:
    return replace(header, path=Path(name), file_bytes=int(header.file_bytes * share))


def test_a_model_of_a_fifth_or_less_guesses_and_of_two_the_smaller(header: GGUFHeader) -> None:
    others = [of_size(header, "half", 0.5), of_size(header, "fifth", 0.2), of_size(header, "tenth", 0.1)]
    assert draft_for(header, others) == Path("tenth")
    assert draft_for(header, others[:2]) == Path("fifth")
    assert draft_for(header, others[:1]) is None


def test_a_model_of_another_vocabulary_does_not_guess(header: GGUFHeader) -> None:
    small = of_size(header, "small", 0.1)
    other = replace(small, metadata=header.metadata | {"tokenizer.ggml.model": "other"})
    assert draft_for(header, [other]) is None


def test_a_draft_that_was_asked_for_stays_and_a_damaged_model_has_none(header: GGUFHeader, tmp_path: Path) -> None:
    assert with_draft(Loading(draft=Path("mine")), header.path).draft == Path("mine")
    damaged = tmp_path / "damaged.gguf"
    damaged.write_bytes(b"GGUF")
    assert with_draft(Loading(), damaged) == Loading()
