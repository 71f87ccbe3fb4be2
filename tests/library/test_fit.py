"""Will it fit and will it be quick: in words, with both sizes, for a model that is here or only its release."""

from dataclasses import replace

import pytest

from chatbelle.library.catalogue import catalogue, release_named
from chatbelle.library.fit import Fit, Machine, Room, as_size, fit, fit_of_release, read_bytes_per_second
from chatbelle.memory import Footprint

GB = 10**9
MODEL = Footprint(4 * GB, 4 * GB, GB // 5, 500_000, 8192)  # a LLaMA-7B in four bits


def on(free_bytes: float, speed: float = 40 * GB) -> Fit:
    return fit(MODEL, Machine(int(free_bytes), speed))


@pytest.mark.parametrize(
    ("free_gb", "room", "context", "longest"),
    [
        (32, Room.FITS, 4096, 8192),
        (7, Room.FITS, 4096, 5600),
        (6.4, Room.TIGHT, 4096, 4400),  # next to nothing would be left
        (5.5, Room.TIGHT, 2048, 2600),  # only with a shorter context
        (4.3, Room.WILL_NOT_FIT, 512, 0),
    ],
)
def test_the_verdict_follows_from_what_is_free(free_gb: float, room: Room, context: int, longest: int) -> None:
    verdict = on(free_gb * GB)
    assert (verdict.room, verdict.context_tokens, verdict.longest_context_tokens) == (room, context, longest)


@pytest.mark.parametrize(
    ("free_gb", "speed_gb", "en", "zh"),
    [
        (32, 50, "Runs well", "流畅"),
        (32, 20, "Usable, a little slow", "可用，偏慢"),
        (5.5, 20, "Usable, a little slow; memory is tight", "可用，偏慢，内存紧张"),
        (3.1, 50, "Does not fit: needs 4.5 GB, 3.1 GB is free", "装不下：需要 4.5 GB，空闲 3.1 GB"),
    ],
)
def test_a_verdict_is_words_on_a_card(free_gb: float, speed_gb: float, en: str, zh: str) -> None:
    verdict = on(free_gb * GB, speed_gb * GB).verdict
    assert (verdict.en, verdict.zh) == (en, zh)


def test_without_room_for_the_faster_copy_it_is_slower() -> None:
    roomy, short = on(12 * GB), on(7 * GB)
    assert (roomy.faster_copy, short.faster_copy) == (True, False)
    assert short.tokens_per_second < roomy.tokens_per_second


def test_a_release_is_judged_by_its_size_before_it_is_here() -> None:
    small, large = release_named("qwen3-0.6b"), release_named("belle-llama-13b-2m")
    assert small is not None
    assert large is not None
    machine = Machine(4 * GB, 40 * GB)
    verdicts = [fit_of_release(release, machine) for release in (small, large)]
    assert [verdict and verdict.room for verdict in verdicts] == [Room.FITS, Room.WILL_NOT_FIT]


def test_a_release_that_nothing_can_read_has_no_verdict() -> None:
    unreadable = next(release for release in catalogue() if release.result_bytes is None)
    assert fit_of_release(unreadable, Machine(32 * GB, 40 * GB)) is None


def test_a_release_of_unknown_parameters_still_has_one() -> None:
    unknown = replace(catalogue()[0], parameters=0)
    verdict = fit_of_release(unknown, Machine(32 * GB, 40 * GB))
    assert verdict
    assert verdict.room is Room.FITS


def test_the_memorys_speed_is_measured_within_reason() -> None:
    assert GB < read_bytes_per_second() < 2000 * GB


@pytest.mark.parametrize(("size", "said"), [(5_240_000_000, "5.2 GB"), (98_362_432, "98 MB"), (22_240, "22 kB")])
def test_sizes_are_said_as_disks_and_shops_count(size: int, said: str) -> None:
    assert as_size(size) == said
