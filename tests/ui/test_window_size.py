"""The size that a window comes back with."""

import pytest

from chatbelle.settings import WindowSize
from chatbelle.ui.window_size import LEAST_PX, MOST_PX, bounded, resized

SIZE = WindowSize(1000, 700)


@pytest.mark.parametrize(
    ("kept", "width", "height"),
    [(SIZE, 1000, 700), (WindowSize(1, -5), *LEAST_PX), (WindowSize(10**9, 10**9), *MOST_PX)],
)
def test_a_size_that_was_written_down_wrong_is_made_usable(kept: WindowSize, width: int, height: int) -> None:
    assert bounded(kept) == WindowSize(width, height)


def test_a_window_that_filled_the_screen_has_its_own_size_when_it_does_so_no_longer() -> None:
    filling = resized(SIZE, 2560, 1440, maximized=True)
    assert filling == WindowSize(1000, 700, maximized=True)
    assert resized(filling, 1000, 700, maximized=False) == SIZE
