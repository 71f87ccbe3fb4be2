"""The composition root: settings, chats and the model, shown in a window or served to the browser on this machine."""

import asyncio
import inspect
import socket
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, fields, replace
from functools import wraps
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import flet as ft
from flet.utils import is_embedded

from chatbelle import words
from chatbelle.choosing import chosen_language
from chatbelle.demo import demo_engine, demo_jobs, demo_library
from chatbelle.engine.opening import open_engine
from chatbelle.engine.protocol import Engine, Loading
from chatbelle.engine.snapshot_folder import forget, forget_all_but
from chatbelle.errors import ChatBelleError, SettingsError, UsageError
from chatbelle.library.builtin import builtin_model
from chatbelle.library.jobs import read_jobs, write_jobs
from chatbelle.paths import assets_folder, settings_file, snapshots_folder
from chatbelle.settings import Settings, read_settings, write_settings
from chatbelle.store.chats import Store, open_store
from chatbelle.terminal.locked import loading_beside, open_chats
from chatbelle.terminal.screen import Screen
from chatbelle.ui.jobs import JobQueue
from chatbelle.ui.loading import OpenModel, SharedModel
from chatbelle.ui.models.library import Library, Queue
from chatbelle.ui.models.real import RealLibrary
from chatbelle.ui.state import Notice
from chatbelle.ui.tab import AnyVerbs, Given, open_tab
from chatbelle.ui.window import can_open_window
from chatbelle.words import system_language

HOST = "127.0.0.1"  # nobody else may reach the chats
LISTENS_WITHIN_SECONDS = 30.0


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
    if demo:
        with TemporaryDirectory() as folder, closing(open_store(Path(folder) / "chats.sqlite3")) as store:
            kept = KeptSettings(Path(folder) / "settings.json")
            rooms = Rooms(store, kept, SharedModel(demo_engine), demo_library(), demo_jobs())
            asyncio.run(run(rooms, Path("demo"), port, browser))
        return 0
    with closing(open_chats(Screen(chosen_language()))) as store:
        kept = KeptSettings(settings_file())
        if model:
            kept.change(model=model.resolve())
        loading = loading_beside(store, loading or Loading())
        forget_all_but(snapshots_folder(), {str(chat.id) for chat in store.chats()})
        shared = SharedModel(opening(loading or Loading()), lambda keep_as: forget(snapshots_folder(), keep_as))
        library = RealLibrary(lambda: kept.settings, kept.change)
        jobs = JobQueue(library.bring, write_jobs, library.remove_unfinished, read_jobs())
        rooms = Rooms(store, kept, shared, library, jobs)
        asyncio.run(run(rooms, model or kept.model() or builtin_model(), port, browser))
    return 0


def opening(loading: Loading) -> OpenModel:
    """How a model is opened: as was asked when the app was started, in a chat's own format where it has one."""

    def open_model(
        path: Path, prompt_format: str | None, on_progress: Callable[[float], None], cancelled: threading.Event
    ) -> Engine:
        wanted = replace(loading, prompt_format=prompt_format or loading.prompt_format)
        return open_engine(path, wanted, on_progress, cancelled)

    return open_model


class KeptSettings:
    """The settings and their file. One that cannot be read is left as it is, and `trouble` says why."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.trouble: SettingsError | None = None
        try:
            self.settings = read_settings(path)
        except SettingsError as error:
            self.settings, self.trouble = Settings(), error

    def model(self) -> Path | None:
        """The model used last, if it is still there."""
        model = self.settings.model
        return model if model and model.is_file() else None

    def change(self, **changes: Any) -> None:
        """Change some and keep them. Raises SettingsError."""
        self.settings = replace(self.settings, **changes)
        if not self.trouble:
            write_settings(self._path, self.settings)


@dataclass(frozen=True, slots=True)
class Rooms:
    """What the app is put together from."""

    store: Store
    kept: KeptSettings
    shared: SharedModel
    library: Library
    jobs: Queue


async def run(rooms: Rooms, model: Path | None, port: int, browser: bool | None) -> None:
    """Load the model in the background, show the app, and close the engine when the app is closed."""
    if model:
        rooms.shared.load(model)
    rooms.jobs.start()
    try:
        await show(lambda page: open_tab(page, given(rooms)), port, browser)
    finally:
        await rooms.jobs.close()
        await rooms.shared.close()


def given(rooms: Rooms) -> Given:
    """What a tab is given, with the settings as they are now."""
    kept = rooms.kept
    return Given(
        chats=rooms.store,
        model=rooms.shared,
        library=rooms.library,
        jobs=rooms.jobs,
        language=kept.settings.language or system_language(),
        brightness=kept.settings.brightness,
        keep=kept.change,
        models=models_beside(rooms.shared.status.path),
        personas=kept.settings.personas,
        guarded=guarded,
        trouble=kept.trouble,
    )


def models_beside(model: Path | None) -> tuple[Path, ...]:
    """The model, and those in its folder."""
    return tuple(sorted({model, *model.parent.glob("*.gguf")})) if model and model.is_file() else ()


async def show(open_page: Callable[[ft.Page], None], port: int, browser: bool | None) -> None:
    """Show the app until its window is closed or the program is told to end."""
    assets = str(assets_folder())
    embedded = is_embedded()  # type: ignore[no-untyped-call]
    if embedded or (not browser and can_open_window()):
        await ft.run_async(open_page, assets_dir=assets)
        return
    if find_spec("flet_web") is None:
        raise UsageError(words.NEEDS_FLET_WEB, words.INSTALL_FLET_WEB)
    port = free_port(port)
    announcing = asyncio.create_task(announce(port))
    # WEB_BROWSER also opens the person's browser, where there is a screen.
    await ft.run_async(open_page, host=HOST, port=port, view=ft.AppView.WEB_BROWSER, assets_dir=assets, no_cdn=True)
    announcing.cancel()


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


def guarded(verbs: AnyVerbs, tell: Callable[[Notice], None]) -> AnyVerbs:
    """The verbs, those within them too, with every exception told to the person instead of ending the tab."""

    def inner(verb: Any) -> Any:
        return guard(verb, tell) if callable(verb) else guarded(verb, tell)

    return type(verbs)(**{field.name: inner(getattr(verbs, field.name)) for field in fields(verbs)})


def guard(verb: Callable[..., Any], tell: Callable[[Notice], None]) -> Callable[..., Any]:
    """One verb, blocking or not, that tells instead of raising."""
    if inspect.iscoroutinefunction(verb):

        @wraps(verb)
        async def waited(*arguments: Any) -> None:
            with told(tell):
                await verb(*arguments)

        return waited

    @wraps(verb)
    def done(*arguments: Any) -> None:
        with told(tell):
            verb(*arguments)

    return done


@contextmanager
def told(tell: Callable[[Notice], None]) -> Iterator[None]:
    """Turns an exception into a notice. The app's one catch-all."""
    try:
        yield
    except ChatBelleError as error:
        tell(Notice(error.what, error.remedy))
    except Exception:
        tell(Notice(words.UNEXPECTED, words.UNEXPECTED_REMEDY, traceback.format_exc()))


if __name__ == "__main__":
    raise SystemExit(main())
