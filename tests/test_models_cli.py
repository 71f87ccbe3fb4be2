"""`chatbelle models …` as a shell meets it: real processes, their output and exit codes."""

import json
from pathlib import Path
from typing import Any

import pytest

from chatbelle.library.catalogue import release_named
from chatbelle.library.downloads import record_download
from chatbelle.library.verifying import sha256_of
from tests.model_files import write_whole_gguf
from tests.quant.tiny import tiny_llama
from tests.test_cli import chatbelle


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A person's home without other programs' models."""
    (tmp_path / "person").mkdir()
    return tmp_path / "person"


@pytest.fixture
def downloaded(chatbelle_home: Path) -> Path:
    """A model that ChatBelle brought."""
    (chatbelle_home / "models").mkdir(parents=True)
    path = write_whole_gguf(chatbelle_home / "models" / "qwen3-tiny.gguf")
    release = release_named("qwen3-0.6b")
    assert release is not None
    record_download(path, release, {path.name: sha256_of(path)})
    return path


def models(home: Path, *arguments: str | Path, **environment: str) -> Any:
    return chatbelle("models", *arguments, HOME=str(home), **environment)


def in_json(home: Path, *arguments: str | Path) -> Any:
    done = models(home, *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_list_names_models_here_and_in_other_programs(home: Path, downloaded: Path) -> None:
    (home / ".lmstudio" / "models").mkdir(parents=True)
    write_whole_gguf(home / ".lmstudio" / "models" / "theirs.gguf")
    listed = in_json(home, "list")
    here = {model["name"]: model for model in listed["models"]}
    assert here["qwen3-tiny"]["removable"]
    assert here["qwen3-tiny"]["fit"]["room"] == "fits"
    assert [(each["program"], each["name"]) for each in listed["elsewhere"]] == [("LM Studio", "theirs")]
    assert listed["disk"]["brought_bytes"] == downloaded.stat().st_size
    assert in_json(home, "show", "Theirs")["path"] == str(home / ".lmstudio" / "models" / "theirs.gguf")
    table = models(home, "list").stdout
    assert "qwen3-tiny" in table
    assert "LM Studio" in table


def test_the_list_speaks_chinese(home: Path, downloaded: Path) -> None:
    table = models(home, "list", LC_ALL="zh_CN.UTF-8").stdout
    assert downloaded.stem in table
    assert "流畅" in table
    assert "已下载" in table


def test_a_search_finds_releases_and_says_whether_they_fit(home: Path) -> None:
    found = in_json(home, "search", "ext", "13b")
    assert [(each["id"], each["arrival"]) for each in found] == [("belle-llama-ext-13b", "encrypted")]
    assert found[0]["fit"]["verdict"]
    assert "Nothing in the catalogue" in models(home, "search", "nonsense").stdout
    assert "qwen3-0.6b" in models(home, "search", "手机", "--language", "zh", "--fits").stdout


def test_show_tells_all_about_a_model_or_a_release(home: Path, downloaded: Path) -> None:
    shown = in_json(home, "show", "QWEN3-TINY")
    assert (shown["type"], shown["health"]["kind"], shown["health"]["faults"]) == ("Q4_0", "gguf", [])
    assert in_json(home, "show", "belle-7b-2m")["repository"] == "BelleGroup/BELLE-7B-2M"
    assert "260" not in models(home, "show", downloaded).stderr
    unknown = models(home, "show", "nonsense")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "called nonsense" in unknown.stderr


def test_a_file_or_folder_that_was_added_is_used_in_place_and_by_name(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "我的模型"
    folder.mkdir()
    write_whole_gguf(folder / "own.gguf")
    assert models(home, "add", folder).returncode == 0
    assert "already" in models(home, "add", folder).stderr
    assert "own" in {model["name"] for model in in_json(home, "list")["models"]}
    answered = chatbelle("ask", "--model", "own", "--max-tokens", "1", "你好", HOME=str(home))
    assert answered.returncode == 0, answered.stderr
    assert "Nothing was deleted" in models(home, "remove", folder).stderr
    assert "own" not in {model["name"] for model in in_json(home, "list")["models"]}
    assert (folder / "own.gguf").exists()


@pytest.mark.parametrize(
    ("content", "says"), [(b"lmgg" + bytes(60), "before GGUF"), (b"<html>", "A web page"), (b"", "An empty file")]
)
def test_what_cannot_be_added_says_what_it_is_and_what_to_do(
    home: Path, tmp_path: Path, content: bytes, says: str
) -> None:
    (tmp_path / "model.gguf").write_bytes(content)
    done = models(home, "add", tmp_path / "model.gguf")
    assert (done.returncode, done.stdout) == (1, "")
    assert says in done.stderr


@pytest.mark.timeout(240)
def test_weights_are_converted_into_a_model_that_can_be_removed(home: Path, tmp_path: Path) -> None:
    tiny_llama(tmp_path / "BELLE weights")
    done = models(home, "import", tmp_path / "BELLE weights")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "BELLE weights is ready to chat with." in done.stderr
    (made,) = [model for model in in_json(home, "list")["models"] if model["name"] == "BELLE weights"]
    assert made["removable"]
    again = models(home, "import", tmp_path / "BELLE weights")
    assert (again.returncode, "already" in again.stderr) == (2, True)


def test_import_says_what_it_is_and_asks_for_a_key(home: Path, tmp_path: Path) -> None:
    (tmp_path / "weights").mkdir()
    (tmp_path / "weights" / f"config.json.{'5a' * 32}.enc").write_bytes(bytes.fromhex("5a" * 32))
    assert in_json(home, "import", tmp_path / "weights")["next_step"] == "convert-with-key"
    done = models(home, "import", tmp_path / "weights")
    assert (done.returncode, done.stdout) == (2, "")
    assert "encrypted and needs your key" in done.stderr
    assert models(home, "import", tmp_path / "weights", "--look").returncode == 0
    assert "Types are: auto" in models(home, "import", tmp_path / "weights", "--to", "q9").stderr


def test_what_needs_no_conversion_is_not_converted(home: Path, tmp_path: Path) -> None:
    done = models(home, "import", write_whole_gguf(tmp_path / "own.gguf"))
    assert done.returncode == 2
    assert "It can be used as it is." in done.stderr


def test_verify_compares_hashes_and_fails_on_another_file(home: Path, downloaded: Path) -> None:
    assert in_json(home, "verify", "qwen3-tiny")["files"][0]["match"] == "same"
    content = bytearray(downloaded.read_bytes())
    content[-1] ^= 1  # one bit of the weights, which no header tells
    downloaded.write_bytes(content)
    done = models(home, "verify", "qwen3-tiny")
    assert done.returncode == 1
    assert "not as published" in done.stdout


def test_a_download_goes_to_the_trash_and_only_when_asked_for(home: Path, downloaded: Path) -> None:
    asked = models(home, "remove", "qwen3-tiny")
    assert (asked.returncode, downloaded.exists()) == (2, True)
    done = models(home, "remove", "qwen3-tiny", "--yes", XDG_DATA_HOME=str(home / "data"))
    assert done.returncode == 0, done.stderr
    assert not downloaded.exists()
    trashed = list(home.rglob("qwen3-tiny.gguf")) + list(Path(downloaded.anchor).glob(f".Trash*/**/{downloaded.name}"))
    assert trashed


def test_the_persons_own_file_is_not_removed(home: Path, tmp_path: Path) -> None:
    own = write_whole_gguf(tmp_path / "own.gguf")
    done = models(home, "remove", own, "--yes", "--for-good")
    assert (done.returncode, own.exists()) == (1, True)
    assert "Delete the file yourself" in done.stderr


def test_a_name_that_nothing_has_is_said(home: Path) -> None:
    for command, name in (("remove", "nonsense"), ("verify", "nonsense"), ("verify", "no" * 200)):
        done = models(home, command, name)
        assert (done.returncode, done.stdout) == (2, "")
        assert "chatbelle models list" in done.stderr
    assert "no model called nonsense" in chatbelle("ask", "--model", "nonsense", "hi", HOME=str(home)).stderr
