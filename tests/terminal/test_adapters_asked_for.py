"""`--adapter FILE[:STRENGTH]`, as a person types it."""

from pathlib import Path

import pytest

from chatbelle.engine.protocol import Adapter
from chatbelle.errors import ModelError, UsageError
from chatbelle.terminal.adapters import adapter_in, adapters_for
from tests.adapter_files import halves, holding
from tests.model_files import write_whole_gguf


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("poems.gguf", Adapter(Path("poems.gguf"), 1.0)),
        ("poems.gguf:0.5", Adapter(Path("poems.gguf"), 0.5)),
        ("a:b.gguf:2", Adapter(Path("a:b.gguf"), 2.0)),
        ("poems.gguf:0", Adapter(Path("poems.gguf"), 0.0)),
    ],
)
def test_a_file_and_perhaps_a_strength(typed: str, meant: Adapter) -> None:
    assert adapter_in(typed) == meant


def test_a_colon_in_the_name_of_a_file_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "a:1").touch()
    assert adapter_in(str(tmp_path / "a:1")) == Adapter(tmp_path / "a:1")


@pytest.mark.parametrize("typed", ["poems.gguf:2.1", "poems.gguf:-1", "poems.gguf:nan", "poems.gguf:", "poems.gguf:x"])
def test_a_strength_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(UsageError, match="from 0 to 2"):
        adapter_in(typed)


def test_what_does_not_fit_is_refused_before_the_model_is_loaded(tmp_path: Path) -> None:
    model = write_whole_gguf(tmp_path / "model.gguf")
    with pytest.raises(ModelError, match="There is no file"):
        adapters_for(model, ["nowhere.gguf"])
    holding(halves("blk.9.attn_q.weight", 32, 32))(tmp_path / "theirs.gguf")
    with pytest.raises(ModelError, match=r"blk\.9\.attn_q"):
        adapters_for(model, [str(tmp_path / "theirs.gguf")])
