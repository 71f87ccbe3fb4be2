"""A warning that memory is short: not before the caches are given back, and once."""

import asyncio

import pytest

from chatbelle.memory import GIB, is_ample, is_short
from chatbelle.ui.low_memory import follow_memory
from chatbelle.ui.state import Notice

MIB = 1024**2


@pytest.mark.parametrize(
    ("free_bytes", "total_bytes", "short", "ample"),
    [
        (8 * GIB, 16 * GIB, False, True),
        (600 * MIB, 16 * GIB, False, False),
        (500 * MIB, 16 * GIB, True, False),
        (500 * MIB, 2 * GIB, False, True),  # a phone's memory is smaller, and so is what it leaves free
        (90 * MIB, 2 * GIB, True, False),
    ],
)
def test_memory_is_short_below_a_twentieth_or_half_a_gibibyte(
    free_bytes: int, total_bytes: int, short: bool, ample: bool
) -> None:
    assert (is_short(free_bytes, total_bytes), is_ample(free_bytes, total_bytes)) == (short, ample)


def told_while(free_mib: list[int]) -> list[int]:
    """At which looks something was said."""
    told: list[int] = []
    looks, found = 0, iter(free_mib)

    def memory() -> tuple[int, int]:
        nonlocal looks
        looks += 1
        return next(found) * MIB, 16 * GIB

    def tell(notice: Notice) -> None:
        told.append(looks)

    async def follow() -> None:
        with pytest.raises(RuntimeError):  # there are no more looks
            await follow_memory(tell, memory, every_seconds=0)

    asyncio.run(follow())
    return told


@pytest.mark.parametrize(
    ("free_mib", "told"),
    [
        ([9000, 9000], []),
        ([9000, 100, 9000, 9000], []),  # the caches were enough
        ([9000, 100, 100, 100, 100], [3]),
        ([100, 100, 600, 100, 100], [2]),  # a little more is no end of it
        ([100, 100, 9000, 100, 100], [2, 5]),
    ],
)
def test_a_shortage_is_told_when_the_caches_did_not_suffice_and_once(free_mib: list[int], told: list[int]) -> None:
    assert told_while(free_mib) == told
