"""The catalogue is data that a person may edit: its form is tested, and that nothing in it leads nowhere."""

import json
import re
from collections import Counter
from dataclasses import asdict

import pytest

from chatbelle.engine.belle import FORMATS
from chatbelle.library.catalogue import CATALOGUE, catalogue, release_named, release_of, search
from chatbelle.library.release import Arrival, Release
from chatbelle.paths import assets_folder
from tests.test_words import HAN

every_release = pytest.mark.parametrize("release", catalogue(), ids=lambda release: release.id)


def test_ids_occur_once_and_are_lower_case() -> None:
    counted = Counter(release.id for release in catalogue())
    assert not [one for one, times in counted.items() if times > 1 or not re.fullmatch(r"[a-z0-9.-]+", one)]


@every_release
def test_a_release_names_a_repository_and_files_as_the_hub_does(release: Release) -> None:
    assert re.fullmatch(r"[\w.-]+/[\w.-]+", release.repository)
    assert all(re.fullmatch(r"(?!/)[\w./-]+", file.name) and ".." not in file.name for file in release.files)
    assert len({file.name for file in release.files}) == len(release.files)
    assert all(re.fullmatch("[0-9a-f]{64}", file.sha256) for file in release.files if file.sha256 is not None)


@every_release
def test_a_release_is_told_in_both_languages_in_one_breath(release: Release) -> None:
    assert release.about.en.endswith(".")
    assert release.about.zh.endswith("。")
    assert re.search(f"[{HAN}]", release.about.zh)
    assert max(len(release.about.en), len(release.about.zh)) <= 130


@every_release
def test_a_release_is_ready_or_says_how_it_becomes_so(release: Release) -> None:
    assert (release.result_bytes is None) == (release.arrival is Arrival.UNREADABLE)
    assert (release.arrival is Arrival.READY) == all(f.name.endswith(".gguf") for f in release.files or [release])
    if release.instead or release.arrival is Arrival.UNREADABLE:
        other = release_named(release.instead or "")
        assert other is not None
        assert other.arrival is not Arrival.UNREADABLE


@every_release
def test_encrypted_files_tell_the_hash_of_their_content(release: Release) -> None:
    told = [re.fullmatch(r".+\.[0-9a-f]{64}\.enc", file.name) is not None for file in release.files]
    assert told == [release.arrival is Arrival.ENCRYPTED] * len(release.files)


@every_release
def test_a_prompt_format_is_one_that_the_engine_knows(release: Release) -> None:
    assert release.prompt_format in (None, *FORMATS)
    assert (release.prompt_format is None) <= ("BELLE" not in release.repository.upper() or not release.result_bytes)


def test_a_release_can_be_kept_as_plain_values_and_comes_back() -> None:
    assert [release_of(json.loads(json.dumps(asdict(release)))) for release in catalogue()] == list(catalogue())


def test_every_line_of_belle_is_there_and_something_for_every_machine() -> None:
    names = " ".join(release.name for release in catalogue())
    for line in ("7B-0.2M", "7B-2M", "GPTQ", "LLaMA-7B-2M", "LLaMA-13B", "EXT-7B", "EXT-13B", "Open", "Llama2", "int4"):
        assert line in names
    sizes = sorted(r.result_bytes or 0 for r in catalogue() if r.repository.startswith("Qwen/"))
    assert sizes[0] < 500_000_000
    assert sizes[-1] > 8_000_000_000


def test_the_file_is_laid_out_as_it_would_be_written() -> None:
    text = (assets_folder() / CATALOGUE).read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize(
    ("text", "language", "first", "some"),
    [
        ("ext 13b", None, "belle-llama-ext-13b", 1),
        ("手机", "zh", "qwen2.5-0.5b-instruct", 3),
        ("QWEN3", "en", "qwen3-0.6b", 5),
        ("gpl-3.0 encrypted", None, "belle-llama-7b-0.6m", 8),
    ],
)
def test_a_search_finds_every_word_in_either_language(text: str, language: str, first: str, some: int) -> None:
    found = [release.id for release in search(catalogue(), text, language)]
    assert (found[0], len(found)) == (first, some)


def test_a_search_can_ask_for_a_language_nobody_speaks_or_for_what_fits() -> None:
    assert not list(search(catalogue(), language="eo"))
    small = list(search(catalogue(), fits=lambda release: (release.result_bytes or 0) < 2_000_000_000))
    assert {release.id for release in small} >= {"qwen3-0.6b", "qwen3-1.7b"}
