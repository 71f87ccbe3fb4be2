"""Does something once a time has passed in silence: whoever makes a noise sets it anew. Lives on the event loop."""

import asyncio
from collections.abc import Callable


class Alarm:
    """Rings once, some seconds after it was set last."""

    def __init__(self, ring: Callable[[], None]) -> None:
        self._ring = ring
        self._handle: asyncio.TimerHandle | None = None

    @property
    def is_set(self) -> bool:
        """Whether it is going to ring."""
        return self._handle is not None

    def set(self, seconds: float) -> None:
        """Ring in so many seconds, and not before."""
        self.cancel()
        self._handle = asyncio.get_running_loop().call_later(seconds, self._rings)

    def cancel(self) -> None:
        """Do not ring."""
        if self._handle:
            self._handle.cancel()
            self._handle = None

    def _rings(self) -> None:
        self._handle = None
        self._ring()
