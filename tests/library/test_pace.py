"""How fast, how long still, and how long a server asks us to wait."""

from datetime import UTC, datetime

import pytest

from chatbelle.library.answers import retry_after_seconds
from chatbelle.library.pace import Pace


def test_the_speed_is_that_of_the_last_seconds() -> None:
    seconds = iter([0, 1, *range(100, 120)])
    pace = Pace(clock=lambda: float(next(seconds)))
    assert pace.bytes_per_second(0) == 0.0
    assert pace.bytes_per_second(1000) == 1000.0
    for second in range(20):
        speed = pace.bytes_per_second(1000 + 50 * second)
    assert speed == 50.0


def test_what_begins_anew_has_no_speed_yet() -> None:
    seconds = iter([0, 10, 20])
    pace = Pace(clock=lambda: float(next(seconds)))
    pace.bytes_per_second(0)
    pace.bytes_per_second(1000)
    assert pace.bytes_per_second(5) == 0.0


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("120", 120.0),
        ("Sun, 22 Nov 2026 10:00:30 GMT", 30.0),
        ("Sun, 22 Nov 2026 09:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
        ("-5", None),
    ],
)
def test_a_server_says_how_long_to_wait_in_seconds_or_as_a_date(told: str, seconds: float | None) -> None:
    now = datetime(2026, 11, 22, 10, tzinfo=UTC)
    assert retry_after_seconds({"retry-after": told}, now) == seconds
