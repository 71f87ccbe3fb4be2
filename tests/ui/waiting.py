"""Waiting for something on the event loop, with a bound."""

import asyncio
from collections.abc import Callable


async def until(holds: Callable[[], bool]) -> None:
    """Wait until it holds."""
    async with asyncio.timeout(10):
        while not holds():
            await asyncio.sleep(0.005)
