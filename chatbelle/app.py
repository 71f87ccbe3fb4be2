"""The app's entry. It serves at once; what its pages are made of is read while the browser loads Flutter."""

import asyncio
import gc
from collections.abc import Callable
from contextlib import AsyncExitStack, ExitStack, closing
from importlib import import_module
from pathlib import Path

from chatbelle.engine.protocol import Loading
from chatbelle.ui.serving import OpenTab, show


def main(
    model: Path | None = None,
    loading: Loading | None = None,
    port: int = 0,
    browser: bool | None = None,
    demo: bool = False,
) -> int:
    """Open the app and stay until it is closed; returns the exit code.

    `port` 0 takes a free one; `browser` None opens a window where one can be had at once. With `demo`, a script
    answers and nothing is kept. Raises StoreError, or UsageError when the port is taken or no client is installed.
    """
    gc.disable()  # it would look through what is being imported again and again, for a tenth of the time that takes
    with ExitStack() as stores:

        def ready(until_closed: AsyncExitStack) -> OpenTab:
            from chatbelle.rooms import demo_rooms, own_rooms

            return demo_rooms(stores, until_closed) if demo else own_rooms(model, loading, stores, until_closed)

        with closing(run(ready, port, browser)) as running:  # a Ctrl+C can come before it has begun
            asyncio.run(running)
    return 0


async def run(ready: Callable[[AsyncExitStack], OpenTab], port: int, browser: bool | None) -> None:
    """Show the app; `ready` puts it together and says how a tab is opened."""
    async with AsyncExitStack() as until_closed:

        async def begin() -> OpenTab:
            await asyncio.to_thread(import_module, "chatbelle.rooms")
            gc.freeze()  # modules stay: it need not look through them later, either
            gc.enable()
            return ready(until_closed)

        await show(begin, port, browser)


if __name__ == "__main__":
    raise SystemExit(main())
