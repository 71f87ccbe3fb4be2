"""Models of other programs are found where each keeps them, on every system. Layouts as those programs write them."""

import json
from pathlib import Path

import pytest

from chatbelle.library.elsewhere import MODEL_LAYER, models_elsewhere
from chatbelle.library.surroundings import Surroundings
from tests.model_files import write_gguf

LINUX, MAC, WINDOWS = "linux", "darwin", "win32"


def found(home: Path, platform: str = LINUX, **environment: str) -> list[tuple[str, str]]:
    models = models_elsewhere(Surroundings(home, environment, platform, root=home / "root"))
    assert all(model.path.read_bytes().startswith(b"GGUF") for model in models)
    return [(model.program, model.name) for model in models]


def gguf(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return write_gguf(path)


def ollama_model(home: Path, manifest: str, digest: str) -> None:
    gguf(home / "blobs" / f"sha256-{digest}")
    layers = [
        {"mediaType": "application/vnd.ollama.image.license", "digest": "sha256:" + "0" * 64, "size": 1},
        {"mediaType": MODEL_LAYER, "digest": f"sha256:{digest}", "size": 1},
    ]
    (home / "manifests" / manifest).parent.mkdir(parents=True, exist_ok=True)
    (home / "manifests" / manifest).write_text(json.dumps({"schemaVersion": 2, "layers": layers}))


@pytest.mark.parametrize(
    ("platform", "path", "program", "name"),
    [
        (LINUX, ".lmstudio/models/infra-ai/ocelot-v1/ocelot-q4_0.gguf", "LM Studio", "ocelot-q4_0"),
        (WINDOWS, ".cache/lm-studio/models/org/repo/old.gguf", "LM Studio", "old"),
        (LINUX, ".local/share/nomic.ai/GPT4All/Llama.Q4_0.gguf", "GPT4All", "Llama.Q4_0"),
        (MAC, "Library/Application Support/nomic.ai/GPT4All/a.gguf", "GPT4All", "a"),
        (WINDOWS, "AppData/Local/nomic.ai/GPT4All/a.gguf", "GPT4All", "a"),
        (LINUX, ".cache/gpt4all/python.gguf", "GPT4All", "python"),
        (LINUX, ".local/share/Jan/data/llamacpp/models/lucy-Q4_K_M/model.gguf", "Jan", "lucy-Q4_K_M"),
        (MAC, "Library/Application Support/Jan/data/llamacpp/models/org/lucy/model.gguf", "Jan", "lucy"),
        (WINDOWS, "AppData/Roaming/Jan/data/llamacpp/models/lucy/model.gguf", "Jan", "lucy"),
        (LINUX, "jan/models/old-one/old-one.gguf", "Jan", "old-one"),
        (LINUX, ".cache/llama.cpp/Qwen_Qwen3-4B.gguf", "llama.cpp", "Qwen_Qwen3-4B"),
        (MAC, "Library/Caches/llama.cpp/a.gguf", "llama.cpp", "a"),
        (WINDOWS, "AppData/Local/llama.cpp/a.gguf", "llama.cpp", "a"),
    ],
)
def test_plain_files_are_found_where_each_program_keeps_them(
    tmp_path: Path, platform: str, path: str, program: str, name: str
) -> None:
    gguf(tmp_path / path)
    assert found(tmp_path, platform) == [(program, name)]


def test_ollamas_blobs_get_the_names_that_ollama_lists(tmp_path: Path) -> None:
    home = tmp_path / ".ollama" / "models"
    ollama_model(home, "registry.ollama.ai/library/llama3/8b", "a" * 64)
    ollama_model(home, "registry.ollama.ai/person/belle/latest", "b" * 64)
    ollama_model(home, "hf.co/Qwen/Qwen3-4B-GGUF/Q4_K_M", "c" * 64)
    names = {"llama3:8b", "person/belle:latest", "hf.co/Qwen/Qwen3-4B-GGUF:Q4_K_M"}
    assert set(found(tmp_path, MAC)) == {("Ollama", name) for name in names}


def test_ollamas_service_keeps_its_models_with_the_system(tmp_path: Path) -> None:
    ollama_model(tmp_path / "root/usr/share/ollama/.ollama/models", "registry.ollama.ai/library/qwen/4b", "a" * 64)
    assert found(tmp_path, LINUX) == [("Ollama", "qwen:4b")]
    assert found(tmp_path, MAC) == []


def test_two_tags_of_one_blob_are_one_model_and_a_manifest_cannot_lead_out(tmp_path: Path) -> None:
    home = tmp_path / ".ollama" / "models"
    ollama_model(home, "registry.ollama.ai/library/qwen/4b", "a" * 64)
    ollama_model(home, "registry.ollama.ai/library/qwen/latest", "a" * 64)
    outside = {"layers": [{"mediaType": MODEL_LAYER, "digest": "../../secret"}, "nonsense"]}
    (home / "manifests/registry.ollama.ai/library/qwen/bad").write_text(json.dumps(outside))
    (home / "manifests/registry.ollama.ai/library/qwen/worse").write_text("{")
    gguf(tmp_path / ".ollama" / "secret")
    assert found(tmp_path, MAC) == [("Ollama", "qwen:4b")]


def test_the_hubs_snapshots_are_found_through_their_links(tmp_path: Path) -> None:
    repository = tmp_path / ".cache" / "huggingface" / "hub" / "models--Qwen--Qwen3-4B-GGUF"
    blob = gguf(repository / "blobs" / ("d" * 64))
    link = repository / "snapshots" / ("e" * 40) / "Qwen3-4B-Q4_K_M.gguf"
    link.parent.mkdir(parents=True)
    link.symlink_to(blob)
    link.with_name("gone.gguf").symlink_to(tmp_path / "nowhere")
    assert found(tmp_path) == [("Hugging Face", "Qwen3-4B-Q4_K_M")]


@pytest.mark.parametrize(
    ("variable", "path", "program"),
    [
        ("HF_HUB_CACHE", "models--a--b/snapshots/c/model-x.gguf", "Hugging Face"),
        ("HF_HOME", "hub/models--a--b/snapshots/c/model-x.gguf", "Hugging Face"),
        ("XDG_CACHE_HOME", "huggingface/hub/models--a--b/snapshots/c/model-x.gguf", "Hugging Face"),
        ("XDG_DATA_HOME", "Jan/data/llamacpp/models/x/model-x.gguf", "Jan"),
        ("LLAMA_CACHE", "model-x.gguf", "llama.cpp"),
        ("LLAMA_CACHE", "models--a--b/snapshots/c/model-x.gguf", "llama.cpp"),
    ],
)
def test_a_folder_named_in_the_environment_is_looked_at(tmp_path: Path, variable: str, path: str, program: str) -> None:
    gguf(tmp_path / "chosen" / path)
    assert found(tmp_path / "home", **{variable: str(tmp_path / "chosen")}) == [(program, "model-x")]


def test_ollamas_own_variable_is_heeded(tmp_path: Path) -> None:
    ollama_model(tmp_path / "chosen", "registry.ollama.ai/library/qwen/4b", "a" * 64)
    assert found(tmp_path / "home", OLLAMA_MODELS=str(tmp_path / "chosen")) == [("Ollama", "qwen:4b")]


def test_folders_chosen_in_the_programs_settings_are_looked_at(tmp_path: Path) -> None:
    gguf(tmp_path / "lm" / "org" / "repo" / "one.gguf")
    gguf(tmp_path / "jan" / "llamacpp" / "models" / "two" / "model.gguf")
    settings = {
        "studio/settings.json": {"downloadsFolder": str(tmp_path / "lm")},
        "home/.local/share/Jan/settings.json": {"data_folder": str(tmp_path / "jan")},
    }
    for path, values in settings.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(json.dumps(values))
    (tmp_path / "home" / ".lmstudio-home-pointer").write_text(f"{tmp_path / 'studio'}\n")
    assert found(tmp_path / "home") == [("LM Studio", "one"), ("Jan", "two")]


def test_a_machine_without_any_of_them_has_none(tmp_path: Path) -> None:
    assert found(tmp_path, MAC) == found(tmp_path, WINDOWS) == []
