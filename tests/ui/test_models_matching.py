"""Which cards suit a wish and a machine, and how sizes and times are said."""

from dataclasses import replace
from pathlib import Path

import pytest

from chatbelle import words
from chatbelle.library.catalogue import catalogue
from chatbelle.library.fit import Machine
from chatbelle.library.job import Job, Progress, Step, Wanted
from chatbelle.library.release import Arrival
from chatbelle.ui.models import figures
from chatbelle.ui.models.job_card import said_of
from chatbelle.ui.models.matching import (
    MIDDLE_BYTES,
    SMALL_BYTES,
    in_order,
    repository_in,
    runs_well,
    suiting,
    with_jobs,
)
from chatbelle.ui.models.offers import offered_here
from chatbelle.ui.models.state import Offer, Offered, SizeWish, Wish

SMALL_MACHINE = Machine(free_bytes=3_000_000_000, read_bytes_per_second=10e9)
LARGE_MACHINE = Machine(free_bytes=40_000_000_000, read_bytes_per_second=200e9)


def on(machine: Machine) -> tuple[Offered, ...]:
    return offered_here(catalogue(), machine)


@pytest.mark.parametrize(
    ("typed", "repository"),
    [
        ("Qwen/Qwen3-4B-GGUF", "Qwen/Qwen3-4B-GGUF"),
        (" Qwen/Qwen3-4B-GGUF:Qwen3-4B-Q4_K_M.gguf ", "Qwen/Qwen3-4B-GGUF:Qwen3-4B-Q4_K_M.gguf"),
        ("https://huggingface.co/org/repo/", "org/repo"),
        ("qwen 4b", None),
        ("../etc/passwd", None),
        ("/home/me/model.gguf", None),
        ("对话/模型", None),
    ],
)
def test_a_repository_is_told_from_words(typed: str, repository: str | None) -> None:
    assert repository_in(typed) == repository


def test_a_search_finds_what_has_all_its_words_in_either_language() -> None:
    found = suiting(on(LARGE_MACHINE), Wish(text="belle 中文"))
    assert found
    assert all("belle" in each.release.name.lower() for each in found)
    assert not suiting(on(LARGE_MACHINE), Wish(text="belle no-such-word"))


def test_each_size_has_its_own_models() -> None:
    offered = on(LARGE_MACHINE)
    small, middle, large = (suiting(offered, Wish(size=size)) for size in list(SizeWish)[1:])
    assert all((each.disk_bytes or 0) <= SMALL_BYTES for each in small)
    assert all(SMALL_BYTES < (each.disk_bytes or 0) <= MIDDLE_BYTES for each in middle)
    assert all((each.disk_bytes or 0) > MIDDLE_BYTES for each in large)
    assert small
    assert middle
    assert large


def test_only_what_fits_is_shown_when_that_is_wished() -> None:
    shown = suiting(on(SMALL_MACHINE), Wish(fitting_only=True))
    assert 0 < len(shown) < len(on(SMALL_MACHINE))
    assert all(each.fit and each.fit.needed_bytes <= SMALL_MACHINE.free_bytes for each in shown)


def test_one_model_is_suggested_that_runs_well_here_and_needs_no_more_than_a_download() -> None:
    for machine in (SMALL_MACHINE, LARGE_MACHINE):
        (best,) = [each for each in on(machine) if each.suggested]
        assert runs_well(best)
        assert best.release.arrival is Arrival.READY
        assert in_order(on(machine))[0] is not None
        assert in_order(on(machine))[0].suggested


def test_a_larger_machine_is_suggested_a_larger_model() -> None:
    small, large = (next(each for each in on(machine) if each.suggested) for machine in (SMALL_MACHINE, LARGE_MACHINE))
    assert small.release.parameters < large.release.parameters


def test_nothing_is_suggested_to_who_has_a_model() -> None:
    here = offered_here(catalogue(), LARGE_MACHINE, {catalogue()[0].id: Path("model.gguf")})
    assert not any(each.suggested for each in here)
    assert here[0].offer is Offer.OPEN


def test_a_card_knows_the_job_that_brings_its_model() -> None:
    release = catalogue()[0]
    job = Job(7, Wanted(release, "models"), Progress(Step.PAUSED))
    card = with_jobs(on(LARGE_MACHINE), [job])[0]
    assert (card.job_id, card.resting) == (7, True)
    ended = replace(job, progress=Progress(Step.READY))
    assert with_jobs([card], [ended])[0].job_id is None


def test_progress_says_the_step_the_amount_the_speed_and_the_time_left() -> None:
    progress = Progress(Step.DOWNLOADING, 1_200_000_000, 4_300_000_000, 3_100_000, 130.0)
    assert said_of(progress) == words.Phrase(
        "Downloading · 1.2 / 4.3 GB · 3.1 MB/s · 2 min left", "正在下载 · 1.2 / 4.3 GB · 3.1 MB/秒 · 还剩 2 分钟"
    )
    assert said_of(replace(progress, step=Step.PAUSED)).en == "Paused · 1.2 / 4.3 GB"


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.2, "1 s left"), (59, "59 s left"), (90, "2 min left"), (5400, "1 h 30 min left")]
)
def test_time_is_said_in_the_largest_unit_that_is_not_too_coarse(seconds: float, said: str) -> None:
    assert figures.time_left(seconds).en == said


def test_sizes_are_said_as_hubs_count() -> None:
    assert [figures.size(size) for size in (512, 92_000_000, 4_310_000_000)] == ["0.5 KB", "92 MB", "4.3 GB"]
