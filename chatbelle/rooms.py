"""Puts the rooms together: store, settings, library and model, and what a tab is given of them.

It takes a second to read all that this imports, so `app` reads it while the browser loads Flutter.
"""

import asyncio
import threading
from collections.abc import Callable
from contextlib import AsyncExitStack, ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from chatbelle.demo import demo_engine, demo_jobs, demo_library
from chatbelle.disk import Disk, own_disk
from chatbelle.drafts import with_draft
from chatbelle.engine.opening import open_engine
from chatbelle.engine.protocol import Engine, Loading
from chatbelle.engine.snapshot_folder import forget, forget_all_but
from chatbelle.errors import PassphraseNeeded, StoreError
from chatbelle.library.builtin import builtin_model
from chatbelle.library.installed import installed_models
from chatbelle.library.jobs import read_jobs, write_jobs
from chatbelle.paths import chats_file, made, settings_file, snapshots_folder
from chatbelle.settings import KeptSettings
from chatbelle.store.chats import Store, open_store
from chatbelle.store.driver import can_encrypt
from chatbelle.store.opening import aside_of, put_aside
from chatbelle.terminal.locked import loading_beside
from chatbelle.ui.given import Given
from chatbelle.ui.guarding import guarded
from chatbelle.ui.jobs import JobQueue
from chatbelle.ui.loading import SharedModel
from chatbelle.ui.lock.door import LockedDoor
from chatbelle.ui.lock.state import Locking
from chatbelle.ui.model_status import OpenModel
from chatbelle.ui.models.library import Library, Queue
from chatbelle.ui.models.real import RealLibrary
from chatbelle.ui.serving import OpenTab
from chatbelle.ui.shut import Door, WaysIn
from chatbelle.ui.tab import open_tab

FIRST_PAGE_SECONDS = 1.0  # from here to a drawn page, where the browser was open already


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
    locking: Locking | None = None


def own_rooms(model: Path | None, loading: Loading | None, stores: ExitStack, until_closed: AsyncExitStack) -> OpenTab:
    """The way to the person's own chats, through a door where they are locked or unreadable. `stores` close last."""
    kept = KeptSettings(settings_file())
    if model:
        kept.change(model=model.resolve())
    first_model = model or kept.model() or builtin_model()

    def opened(passphrase: str | None = None) -> Rooms:
        store = stores.enter_context(closing(open_store(chats_file(), passphrase)))
        return rooms_of(store, kept, loading or Loading())

    async def unlock(passphrase: str) -> OpenTab:
        return enter(await asyncio.to_thread(opened, passphrase), first_model, until_closed)

    try:
        return enter(opened(), first_model, until_closed)
    except PassphraseNeeded:
        return LockedDoor(kept.settings, chats_file(), unlock).open_tab
    except StoreError as error:
        path = chats_file()
        ways = WaysIn(lambda: enter(opened(), first_model, until_closed), lambda: put_aside(path), aside_of(path))
        return Door(error, kept.settings, ways).open_tab


def demo_rooms(stores: ExitStack, until_closed: AsyncExitStack) -> OpenTab:
    """The way into an app in which a script answers and nothing is kept."""
    folder = Path(stores.enter_context(TemporaryDirectory()))
    store = stores.enter_context(closing(open_store(folder / "chats.sqlite3")))
    kept = KeptSettings(folder / "settings.json")
    kept.change(suggest_titles=False)  # the script has answers only
    disk = Disk(folder / "chats.sqlite3", made(folder / "models"), folder / "states")
    rooms = Rooms(store, kept, SharedModel(demo_engine), demo_library(), demo_jobs(), disk)
    return enter(rooms, Path("demo"), until_closed)


def enter(rooms: Rooms, model: Path | None, until_closed: AsyncExitStack) -> OpenTab:
    """The model loads, downloads go on, tabs open. At the end all of that is closed."""
    until_closed.push_async_callback(rooms.shared.close)
    until_closed.push_async_callback(rooms.jobs.close)
    if model:
        rooms.shared.load(model)
    rooms.jobs.start()
    return lambda page: open_tab(page, given(rooms))


def rooms_of(store: Store, kept: KeptSettings, asked: Loading) -> Rooms:
    """The rooms around these chats and settings."""
    chats = () if store.is_locked else (*store.chats(), *store.chats(archived=True))
    forget_all_but(snapshots_folder(), {str(chat.id) for chat in chats})
    shared = SharedModel(
        after_first_page(opening(lambda: loading_beside(store, kept.settings.loading(asked)))),
        lambda keep_as: forget(snapshots_folder(), keep_as),
        lambda: kept.settings.rest_after_seconds,
    )
    library = RealLibrary(lambda: kept.settings, kept.change)
    jobs = JobQueue(library.bring, write_jobs, library.remove_unfinished, read_jobs())
    return Rooms(store, kept, shared, library, jobs, own_disk(), is_first_run(store, kept), locking_of(store))


def locking_of(store: Store) -> Locking | None:
    """How these chats are locked; None where SQLCipher is missing."""
    if not can_encrypt():
        return None
    return Locking(lambda: store.is_locked, store.change_passphrase, own_disk().remove_states)


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


def after_first_page(open_model: OpenModel) -> OpenModel:
    """The first model waits for the first page: on two cores, both at once make the page a quarter of a second late."""
    pauses = iter([FIRST_PAGE_SECONDS])

    def open_later(
        path: Path, prompt_format: str | None, on_progress: Callable[[float], None], cancelled: threading.Event
    ) -> Engine:
        cancelled.wait(next(pauses, 0))
        return open_model(path, prompt_format, on_progress, cancelled)

    return open_later


def given(rooms: Rooms) -> Given:
    """What a tab is given, with the settings as they are now."""
    kept = rooms.kept
    return Given(
        chats=rooms.store,
        beside=rooms.store.beside,
        locking=rooms.locking,
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
