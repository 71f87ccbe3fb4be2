"""The one model that all tabs share, and where its loading stands. Lives on the event loop."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from chatbelle import words
from chatbelle.engine.protocol import Engine
from chatbelle.errors import ChatBelleError, LoadCancelled, UsageError
from chatbelle.ui.streaming import with_progress

OpenModel = Callable[[Path, Callable[[float], None], threading.Event], Engine]


class Phase(StrEnum):
    """Where a model stands."""

    NONE = "none"
    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """What the screen shows of the model."""

    phase: Phase = Phase.NONE
    path: Path | None = None
    name: str = ""
    share: float = 0.0  # how much of it is loaded
    context_tokens: int = 0
    error: ChatBelleError | None = None


class SharedModel:
    """Loads a model in the background; an engine gives one answer at a time."""

    def __init__(self, open_model: OpenModel) -> None:
        self._open_model = open_model
        self._cancelled = threading.Event()
        self._engine: Engine | None = None
        self._loading: asyncio.Task[None] | None = None
        self._next: Path | None = None  # chosen while another is loading
        self._change = asyncio.Event()
        self.status = ModelStatus()
        self._turn = asyncio.Lock()

    def load(self, path: Path) -> None:
        """Start loading the model at `path`, in place of the one before, which may still be loading itself."""
        if self._loading is None or self._loading.done():
            self._begin(path)
        elif path != self.status.path:
            self._next = path
            self._cancelled.set()

    def cancel(self) -> None:
        """Stop the loading."""
        self._next = None
        self._cancelled.set()

    @asynccontextmanager
    async def engine(self) -> AsyncIterator[Engine]:
        """The engine, for one answer: waits until it is loaded and the answers before this one have ended.

        Raises why there is none: the error of the last loading, or UsageError when none was tried.
        """
        while True:
            while self._is_loading():
                await self.changed()
            async with self._turn:
                if self._is_loading():  # another model was chosen meanwhile
                    continue
                if self._engine is None:
                    raise self.status.error or UsageError(words.NO_MODEL, words.GET_A_MODEL)
                yield self._engine
                return

    async def changed(self) -> None:
        """Wait for the next change of `status`."""
        await self._change.wait()

    async def close(self) -> None:
        """Stop loading, stop answering, free the model."""
        self.cancel()
        if self._loading is not None:
            await asyncio.wait({self._loading})
        if self._engine is not None:
            self._engine.interrupt()
            await asyncio.to_thread(self._engine.close)
            self._engine = None

    def _begin(self, path: Path) -> None:
        self._cancelled.clear()
        self._show(ModelStatus(Phase.LOADING, path, path.stem))
        self._loading = asyncio.create_task(self._load(path))

    async def _load(self, path: Path) -> None:
        try:
            async with self._turn:  # an answer that is still being said ends first
                if self._engine is not None:
                    before, self._engine = self._engine, None
                    await asyncio.to_thread(before.close)
                engine = await with_progress(
                    lambda report: self._open_model(path, report, self._cancelled), self._progressed
                )
        except LoadCancelled as error:
            self._show(ModelStatus(Phase.NONE, path, path.stem, error=error))
        except ChatBelleError as error:
            self._show(ModelStatus(Phase.FAILED, path, path.stem, error=error))
        else:
            self._engine = engine
            self._show(ModelStatus(Phase.READY, path, engine.model_name, 1.0, engine.context_tokens))
        if self._next is not None:
            chosen, self._next = self._next, None
            self._begin(chosen)

    def _is_loading(self) -> bool:
        return self.status.phase is Phase.LOADING

    def _progressed(self, share: float) -> None:
        if self._is_loading() and round(share, 2) != self.status.share:
            self._show(replace(self.status, share=round(share, 2)))

    def _show(self, status: ModelStatus) -> None:
        self.status = status
        self._change.set()
        self._change = asyncio.Event()
