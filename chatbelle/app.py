"""The composition root: settings, chats and the model, shown in a window or served to the browser on this machine."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from chatbelle.choosing import chosen_language
from chatbelle.demo import demo_engine, demo_jobs, demo_library
from chatbelle.disk import Disk, own_disk
from chatbelle.drafts import with_draft
from chatbelle.engine.opening import open_engine
from chatbelle.engine.protocol import Engine, Loading
from chatbelle.engine.snapshot_folder import forget, forget_all_but
from chatbelle.errors import PassphraseNeeded, StoreError, WrongPassphrase
from chatbelle.library.builtin import builtin_model
from chatbelle.library.installed import installed_models
from chatbelle.library.jobs import read_jobs, write_jobs
from chatbelle.paths import chats_file, made, settings_file, snapshots_folder
from chatbelle.settings import KeptSettings
from chatbelle.store.chats import Store, open_store
from chatbelle.store.opening import aside_of, put_aside
from chatbelle.terminal.locked import loading_beside, open_chats
from chatbelle.terminal.screen import Screen
from chatbelle.ui.given import Given
from chatbelle.ui.guarding import guarded
from chatbelle.ui.jobs import JobQueue
from chatbelle.ui.loading import SharedModel
from chatbelle.ui.model_status import OpenModel
from chatbelle.ui.models.library import Library, Queue
from chatbelle.ui.models.real import RealLibrary
from chatbelle.ui.serving import show
from chatbelle.ui.shut import Door, OpenTab, WaysIn
from chatbelle.ui.tab import open_tab


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
            kept.change(suggest_titles=False)  # the script has answers only
            disk = Disk(Path(folder) / "chats.sqlite3", made(Path(folder) / "models"), Path(folder) / "states")
            rooms = Rooms(store, kept, SharedModel(demo_engine), demo_library(), demo_jobs(), disk)
            asyncio.run(run(rooms, Path("demo"), port, browser))
        return 0
    with ExitStack() as until_closed:
        kept = KeptSettings(settings_file())
        if model:
            kept.change(model=model.resolve())
        first_model = model or kept.model() or builtin_model()

        def around(store: Store) -> Rooms:
            return rooms_of(until_closed.enter_context(closing(store)), kept, loading or Loading())

        try:
            store = open_chats(Screen(chosen_language()))
        except (PassphraseNeeded, WrongPassphrase):
            raise
        except StoreError as error:
            asyncio.run(run_shut(error, kept, lambda: around(open_store(chats_file())), first_model, port, browser))
        else:
            asyncio.run(run(around(store), first_model, port, browser))
    return 0


def rooms_of(store: Store, kept: KeptSettings, asked: Loading) -> "Rooms":
    """The rooms around these chats and settings."""
    listed = (*store.chats(), *store.chats(archived=True))
    forget_all_but(snapshots_folder(), {str(chat.id) for chat in listed})
    shared = SharedModel(
        opening(lambda: loading_beside(store, kept.settings.loading(asked))),
        lambda keep_as: forget(snapshots_folder(), keep_as),
        lambda: kept.settings.rest_after_seconds,
    )
    library = RealLibrary(lambda: kept.settings, kept.change)
    jobs = JobQueue(library.bring, write_jobs, library.remove_unfinished, read_jobs())
    return Rooms(store, kept, shared, library, jobs, own_disk(), is_first_run(store, kept))


def is_first_run(store: Store, kept: KeptSettings) -> bool:
    """Whether there is somebody to welcome: no chats, no model chosen or asked for, no settings left unread."""
    return not (kept.settings.model or kept.trouble or store.chats())


def opening(loading: Callable[[], Loading]) -> OpenModel:
    """How a model is opened: as is wanted at that moment, in a chat's own format where it has one."""

    def open_model(
        path: Path, prompt_format: str | None, on_progress: Callable[[float], None], cancelled: threading.Event
    ) -> Engine:
        wanted = loading()
        wanted = replace(wanted, prompt_format=prompt_format or wanted.prompt_format)
        return open_engine(path, with_draft(wanted, path), on_progress, cancelled)

    return open_model


@dataclass(frozen=True, slots=True)
class Rooms:
    """What the app is put together from."""

    store: Store
    kept: KeptSettings
    shared: SharedModel
    library: Library
    jobs: Queue
    disk: Disk
    first_run: bool = False


async def run(rooms: Rooms, model: Path | None, port: int, browser: bool | None) -> None:
    """Load the model in the background, show the app, and close the engine when the app is closed."""
    start(rooms, model)
    try:
        await show(lambda page: open_tab(page, given(rooms)), port, browser)
    finally:
        await close(rooms)


async def run_shut(
    error: StoreError,
    kept: KeptSettings,
    open_rooms: Callable[[], Rooms],
    model: Path | None,
    port: int,
    browser: bool | None,
) -> None:
    """Show why the chats cannot be opened, and the app once they are."""
    opened: list[Rooms] = []

    def enter() -> OpenTab:
        rooms = open_rooms()
        opened.append(rooms)
        start(rooms, model)
        return lambda page: open_tab(page, given(rooms))

    path = chats_file()
    door = Door(error, kept.settings, WaysIn(enter, lambda: put_aside(path), aside_of(path)))
    try:
        await show(door.open_tab, port, browser)
    finally:
        for rooms in opened:
            await close(rooms)


def start(rooms: Rooms, model: Path | None) -> None:
    """Load the model in the background, and go on with what was being downloaded."""
    if model:
        rooms.shared.load(model)
    rooms.jobs.start()


async def close(rooms: Rooms) -> None:
    """End what goes on in the background."""
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
        disk=rooms.disk,
        settings=kept.settings,
        keep=kept.change,
        models=models_beside(rooms.shared.status.path),
        first_run=rooms.first_run and not kept.settings.welcomed,
        guarded=guarded,
        trouble=kept.trouble,
    )


def models_beside(model: Path | None) -> tuple[Path, ...]:
    """The model, and those in its folder."""
    if model is None or not model.is_file():
        return ()
    beside = installed_models(model.parent.glob("*.gguf"))
    return tuple(sorted({model, *(each.path for each in beside if not each.facts.trouble)}))


if __name__ == "__main__":
    raise SystemExit(main())
