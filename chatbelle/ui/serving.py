"""Shows the app: in a window where one can be had at once, else served to the browser on this machine."""

import asyncio
import logging
import os
import shutil
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from secrets import token_hex

import flet as ft
from flet.utils import is_embedded

from chatbelle import words
from chatbelle.errors import UsageError
from chatbelle.paths import assets_folder, uploads_folder
from chatbelle.ui.window import can_open_window
from chatbelle.words import system_language

HOST = "127.0.0.1"  # nobody else may reach the chats
LISTENS_WITHIN_SECONDS = 30.0


OpenTab = Callable[[ft.Page], None]


async def show(begin: Callable[[], Awaitable[OpenTab]], port: int, browser: bool | None) -> None:
    """Show the app until its window is closed or the program is told to end.

    `begin` makes the app ready. It is called once the app is served: the browser loads Flutter meanwhile, and tabs that
    are quicker wait. What it raises ends the app, and is raised here.
    """
    begun: asyncio.Future[OpenTab] = asyncio.get_running_loop().create_future()

    async def open_page(page: ft.Page) -> None:
        (await begun)(page)

    async def begin_after(served: Awaitable[None]) -> None:
        await served
        begun.set_result(await begin())

    embedded = is_embedded()  # type: ignore[no-untyped-call]
    in_window = embedded or (not browser and can_open_window())
    port = 0 if in_window else port_to_serve_at(port)
    try:
        async with asyncio.TaskGroup() as tasks:
            beginning = tasks.create_task(begin_after(asyncio.sleep(0) if in_window else announce(port)))
            if in_window:
                await ft.run_async(open_page, assets_dir=str(assets_folder()))
            else:
                await serve(open_page, port)
            beginning.cancel()
    except ExceptionGroup as several:
        if begun.done() or not is_early_end(several.exceptions[0]):
            raise several.exceptions[0] from None


def is_early_end(error: Exception) -> bool:
    """Whether the program was told to end before it listened: uvicorn then looks for servers it has not made yet."""
    return isinstance(error, AttributeError) and error.name == "servers"


def port_to_serve_at(port: int) -> int:
    """`port`, or a free one for 0. Raises UsageError when it is taken, or what serves is not installed."""
    if find_spec("flet_web") is None:
        raise UsageError(words.NEEDS_FLET_WEB, words.INSTALL_FLET_WEB)
    return free_port(port)


async def serve(open_page: Callable[[ft.Page], Awaitable[None]], port: int) -> None:
    """Serve pages to browsers on this machine until the program is told to end."""
    for server in ("uvicorn.error", "flet_web.fastapi"):
        logging.getLogger(server).addFilter(is_no_closed_tab)
    with uploads() as folder:
        # WEB_BROWSER also opens the person's browser, where there is a screen.
        view, assets = ft.AppView.WEB_BROWSER, str(assets_folder())
        await ft.run_async(
            open_page, host=HOST, port=port, view=view, assets_dir=assets, upload_dir=folder, no_cdn=True
        )


def is_no_closed_tab(record: logging.LogRecord) -> bool:
    """Whether a record of the server's tells of more than a tab that was closed while something was sent to it."""
    error = record.exc_info[1] if record.exc_info else None
    # By its name: the server's libraries are read only when they serve.
    return type(error).__name__ not in ("WebSocketDisconnect", "WebSocketDisconnected")


@contextmanager
def uploads() -> Iterator[str]:
    """The folder in which browsers hand files over, empty at the beginning and the end. Only this app's pages may."""
    folder = uploads_folder()
    empty(folder)
    os.environ["FLET_SECRET_KEY"] = token_hex()  # signs the addresses that a page may upload to
    try:
        yield str(folder)
    finally:
        empty(folder)


def empty(folder: Path) -> None:
    """Remove what lies in it."""
    for path in folder.iterdir():
        shutil.rmtree(path, ignore_errors=True)


def free_port(port: int) -> int:
    """`port` itself, or a free one for 0. Raises UsageError when it is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise UsageError(words.PORT_TAKEN.filled(port=port), words.CHOOSE_PORT) from error
        return int(probe.getsockname()[1])


async def announce(port: int) -> None:
    """Print the address once the server listens."""
    async with asyncio.timeout(LISTENS_WITHIN_SECONDS):
        while True:
            with suppress(OSError):
                _, writer = await asyncio.open_connection(HOST, port)
                writer.close()
                break
            await asyncio.sleep(0.05)
    address = f"http://{HOST}:{port}"
    print(words.APP_ADDRESS.filled(address=address).in_language(system_language()), flush=True)
