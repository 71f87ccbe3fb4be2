"""Which adapters may be shown to llama.cpp beside which model."""

from pathlib import Path

import pytest

from chatbelle.errors import ModelError
from chatbelle.gguf_adapter import check_adapter, is_adapter, read_adapter
from chatbelle.gguf_header import GGUFHeader, read_gguf_header
from quant.convert import convert
from quant.types import To
from tests.adapter_files import QUERIES, UNFIT, a_control_vector, an_alora, halves, holding
from tests.quant.tiny import tiny_llama


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> GGUFHeader:
    folder = tmp_path_factory.mktemp("model")
    convert(tiny_llama(folder / "tiny"), folder / "tiny.gguf", To.F16)
    return read_gguf_header(folder / "tiny.gguf")


def check(path: Path, model: GGUFHeader) -> None:
    check_adapter(read_adapter(path), model)


def test_both_halves_of_a_tensor_fit(model: GGUFHeader, tmp_path: Path) -> None:
    holding(halves(QUERIES, 256, 256))(tmp_path / "fit.gguf")
    check(tmp_path / "fit.gguf", model)
    assert (is_adapter(read_adapter(tmp_path / "fit.gguf")), is_adapter(model)) == (True, False)


@pytest.mark.parametrize("unfit", UNFIT)
def test_what_does_not_fit_is_refused(model: GGUFHeader, tmp_path: Path, unfit: str) -> None:
    UNFIT[unfit](tmp_path / "unfit.gguf")
    with pytest.raises(ModelError):
        check(tmp_path / "unfit.gguf", model)


def test_kinds_that_are_not_used_are_named(tmp_path: Path) -> None:
    an_alora(tmp_path / "one.gguf")
    a_control_vector(tmp_path / "other.gguf")
    with pytest.raises(ModelError, match="aLoRA"):
        read_adapter(tmp_path / "one.gguf")
    with pytest.raises(ModelError, match="control_vector"):
        read_adapter(tmp_path / "other.gguf")


def test_an_adapter_for_another_model_says_so(model: GGUFHeader, tmp_path: Path) -> None:
    UNFIT["of another architecture"](tmp_path / "theirs.gguf")
    with pytest.raises(ModelError, match="qwen2"):
        check(tmp_path / "theirs.gguf", model)
