"""What a person hears when a model cannot be opened: the cause and a remedy, never llama.cpp's own riddle."""

from pathlib import Path

import pytest

from chatbelle.engine.belle import belle_format_named_in
from chatbelle.engine.opening import open_engine
from chatbelle.engine.protocol import Loading, Sampling
from chatbelle.engine.recommended import recommended_sampling
from chatbelle.errors import ContextTooLarge, ModelError
from chatbelle.gguf_header import read_gguf_header
from tests.engine.asking import answered, said
from tests.model_files import write_gguf


def test_an_unknown_architecture_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="“gargantua”"):
        open_engine(write_gguf(tmp_path / "new.gguf", architecture="gargantua"))


def test_a_known_architecture_without_its_tensors_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"tiny could not be loaded: .+"):
        open_engine(write_gguf(tmp_path / "tiny.gguf"))


def test_a_truncated_model_is_found_before_llama_cpp_sees_it(tmp_path: Path) -> None:
    whole = write_gguf(tmp_path / "whole.gguf").read_bytes()
    (tmp_path / "cut.gguf").write_bytes(whole[:-1])
    with pytest.raises(ModelError, match="incomplete"):
        open_engine(tmp_path / "cut.gguf")


@pytest.mark.model
def test_a_context_beyond_the_training_is_refused_with_the_longest(smollm2: Path) -> None:
    with pytest.raises(ContextTooLarge, match="8192"):
        open_engine(smollm2, Loading(context_tokens=1_000_000))


@pytest.mark.model
def test_the_person_can_choose_belles_format_for_any_model(smollm2: Path) -> None:
    engine = open_engine(smollm2, Loading(context_tokens=512, prompt_format="belle-bloom"))
    chosen, template = engine.count_tokens(said("你好")), 37
    assert chosen < template
    assert answered(engine, said("你好"))[0]
    engine.close()


@pytest.mark.parametrize(
    ("file", "architecture", "prompt_format", "chosen"),
    [
        ("BELLE-7B-2M.Q4_K_M", "bloom", "", "belle-bloom"),
        ("belle-llama-7b-2m", "llama", "", "belle-llama"),
        ("bloom7b-2m-4bit-belle-gptq", "bloom", "", "belle-bloom"),
        ("BELLE-Llama2-13B-Chat-0.4M", "llama", "", "belle-turns"),
        ("BELLE-LLaMA-EXT-7B", "llama", "", "continue"),
        ("my-model", "llama", "belle-turns", "belle-turns"),
        ("qwen2-0.5b", "qwen2", "", None),
    ],
)
def test_belles_format_is_known_by_metadata_or_name(
    tmp_path: Path, file: str, architecture: str, prompt_format: str, chosen: str | None
) -> None:
    path = write_gguf(tmp_path / f"{file}.gguf", architecture, prompt_format=prompt_format)
    belle = belle_format_named_in(read_gguf_header(path))
    assert (belle.name if belle else None) == chosen


def test_a_belle_model_is_sampled_as_its_card_says(tmp_path: Path) -> None:
    header = read_gguf_header(write_gguf(tmp_path / "belle.gguf"))
    bloom = recommended_sampling(header, "belle-bloom")
    assert (bloom.temperature, bloom.top_k, bloom.top_p, bloom.repetition_penalty) == (0.35, 30, 0.85, 1.2)


def test_what_a_gguf_says_of_its_sampling_is_followed(tmp_path: Path) -> None:
    path = write_gguf(tmp_path / "tiny.gguf", sampling={"general.sampling.temp": 0.6, "general.sampling.top_k": 20.0})
    assert recommended_sampling(read_gguf_header(path), "template") == Sampling(
        temperature=pytest.approx(0.6), top_k=20
    )
