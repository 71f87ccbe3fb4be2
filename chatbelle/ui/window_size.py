"""The size of a desktop app's window, as it was left.

Its place is left to the system: Flet does not tell which screens there are, and a window must not come back on one
that is gone.
"""

from contextlib import suppress
from dataclasses import replace

import flet as ft

from chatbelle.errors import SettingsError
from chatbelle.settings import WindowSize
from chatbelle.ui.given import Given

LEAST_PX, MOST_PX = (360, 480), (7680, 4320)
_TELLING = (ft.WindowEventType.RESIZED, ft.WindowEventType.MAXIMIZE, ft.WindowEventType.UNMAXIMIZE)


def bounded(size: WindowSize) -> WindowSize:
    """A size in which the app can be used, whatever was written down."""
    width, height = (
        min(max(px, least), most) for px, least, most in zip((size.width, size.height), LEAST_PX, MOST_PX, strict=True)
    )
    return replace(size, width=width, height=height)


def resized(before: WindowSize, width: float | None, height: float | None, maximized: bool) -> WindowSize:
    """The size to come back to: a window that fills the screen keeps the one that it had."""
    if maximized or not width or not height:
        return replace(before, maximized=maximized)
    return WindowSize(int(width), int(height))


def follow_window(page: ft.Page, given: Given) -> None:
    """Give the window its size, and keep what becomes of that; a browser's is not ours."""
    if page.web or page.platform is None or not page.platform.is_desktop():
        return
    window, size = page.window, bounded(given.settings.window)
    window.width, window.height, window.maximized = size.width, size.height, size.maximized

    def told(event: ft.WindowEvent[ft.Window]) -> None:
        nonlocal size
        after = resized(size, window.width, window.height, bool(window.maximized))
        if event.type in _TELLING and after != size:
            size = after
            with suppress(SettingsError):  # nothing that the person waits for
                given.keep(window=size)

    window.on_event = told
