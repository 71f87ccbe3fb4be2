"""The one model that all tabs share, and where its loading stands. Lives on the event loop."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from chatbelle import words
from chatbelle.engine.protocol import Engine, Sampling
from chatbelle.errors import ChatBelleError, LoadCancelled, UsageError
from chatbelle.ui.streaming import with_progress

# Path, name of the prompt format or None for the model's own, where progress is told, what cancels it.
OpenModel = Callable[[Path, str | None, Callable[[float], None], threading.Event], Engine]


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
    recommended: Sampling | None = None  # by the model's makers


class SharedModel:
    """Loads a model in the background; an engine gives one answer at a time."""

    def __init__(self, open_model: OpenModel) -> None:
        self._open_model = open_model
        self._cancelled = threading.Event()
        self._engine: Engine | None = None
        self._loading: asyncio.Task[None] | None = None
        self._change = asyncio.Event()
        self._chosen: Path | None = None  # for every chat that wants none of its own
        self._loaded: tuple[Path | None, str | None] = (None, None)  # the model, and the format it is asked in
        self.status = ModelStatus()
        self._turn = asyncio.Lock()

    def load(self, path: Path) -> None:
        """Start loading the model at `path`, in place of the one before; does nothing while one is loading."""
        if self._loading is None or self._loading.done():
            self._chosen = path
            self._start(path, None)

    def cancel(self) -> None:
        """Stop the loading."""
        self._cancelled.set()

    @asynccontextmanager
    async def engine(self, path: Path | None = None, prompt_format: str | None = None) -> AsyncIterator[Engine]:
        """The engine, for one answer: waits until it is loaded and the answers before this one have ended.

        A chat may want another model than all others, or another format; that is loaded then. Raises why there is
        none: the error of the last loading, or UsageError when none was tried.
        """
        tried = False
        while True:
            while self._is_loading():
                await self.changed()
            wanted = (path or self._chosen, prompt_format)
            if wanted[0] and wanted != self._loaded and not tried and self._may_load(wanted):
                tried = True
                self._start(wanted[0], prompt_format)
                continue
            async with self._turn:
                if self._is_loading():  # another model was chosen meanwhile
                    continue
                if self._engine is not None and wanted != self._loaded:  # another chat's, while this one waited
                    tried = False
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
        self._cancelled.set()
        if self._loading is not None:
            await asyncio.wait({self._loading})
        if self._engine is not None:
            self._engine.interrupt()
            await asyncio.to_thread(self._engine.close)
            self._engine = None

    def _start(self, path: Path, prompt_format: str | None) -> None:
        self._cancelled.clear()
        self._show(ModelStatus(Phase.LOADING, path, path.stem))
        self._loading = asyncio.create_task(self._load(path, prompt_format))

    def _may_load(self, wanted: tuple[Path | None, str | None]) -> bool:
        """Whether loading may help: a model that was just tried in vain, or stopped, is not tried again by itself."""
        return self._engine is not None or self.status.path != wanted[0]

    async def _load(self, path: Path, prompt_format: str | None) -> None:
        try:
            async with self._turn:  # an answer that is still being said ends first
                if self._engine is not None:
                    before, self._engine, self._loaded = self._engine, None, (None, None)
                    await asyncio.to_thread(before.close)
                engine = await with_progress(
                    lambda report: self._open_model(path, prompt_format, report, self._cancelled), self._progressed
                )
        except LoadCancelled as error:
            self._show(ModelStatus(Phase.NONE, path, path.stem, error=error))
        except ChatBelleError as error:
            self._show(ModelStatus(Phase.FAILED, path, path.stem, error=error))
        else:
            self._engine, self._loaded = engine, (path, prompt_format)
            self._show(
                ModelStatus(
                    Phase.READY, path, engine.model_name, 1.0, engine.context_tokens, recommended=engine.recommended
                )
            )

    def _is_loading(self) -> bool:
        return self.status.phase is Phase.LOADING

    def _progressed(self, share: float) -> None:
        if self._is_loading() and round(share, 2) != self.status.share:
            self._show(replace(self.status, share=round(share, 2)))

    def _show(self, status: ModelStatus) -> None:
        self.status = status
        self._change.set()
        self._change = asyncio.Event()
