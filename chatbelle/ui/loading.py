"""The one model that all tabs share, and where its loading stands. Lives on the event loop."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Generator, Iterator
from contextlib import aclosing, asynccontextmanager, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from chatbelle import words
from chatbelle.engine.protocol import Engine, Piece
from chatbelle.errors import ChatBelleError, LoadCancelled, UsageError
from chatbelle.ui.alarm import Alarm
from chatbelle.ui.bench.turn import MeasuringTurn
from chatbelle.ui.model_status import ModelStatus, OpenModel, Phase
from chatbelle.ui.streaming import off_thread, with_progress

REST_AFTER_SECONDS = 600.0  # an idle model gives its memory back
CALM_SECONDS = 5.0  # without a request, before a model is measured
CALM_AGAIN_SECONDS = 60.0  # before another attempt, where other programs were busy
CLOSING_SECONDS = 5.0  # for what still uses the engine


class SharedModel:
    """Loads a model in the background; an engine gives one answer at a time, and rests when nobody asks for one."""

    def __init__(
        self,
        open_model: OpenModel,
        forget_files: Callable[[str], None] = lambda keep_as: None,
        rest_after_seconds: Callable[[], float | None] = lambda: REST_AFTER_SECONDS,
        calm_seconds: float = CALM_SECONDS,
    ) -> None:
        """`forget_files` removes what any engine has kept on the disk under a name; None seconds means never."""
        self._calm_seconds = calm_seconds
        self._open_model, self._forget_files, self._rest_after_seconds = open_model, forget_files, rest_after_seconds
        self._cancelled = threading.Event()
        self._engine: Engine | None = None
        self._loading: asyncio.Task[None] | None = None
        self._next: Path | None = None  # chosen while another is loading
        self._change = asyncio.Event()
        self._chosen: Path | None = None  # for every chat that wants none of its own
        self._loaded: tuple[Path | None, str | None] = (None, None)  # the model, and the format it is asked in
        self.status = ModelStatus()
        self._turn = asyncio.Lock()
        self._idle, self._calm = Alarm(self._rest_now), Alarm(self.calibrate)
        self._rests = self._measures_anew = False
        self._measuring = MeasuringTurn()
        self._preparing: asyncio.Task[None] | None = None
        self._chores: set[asyncio.Task[None]] = set()  # kept: the loop holds no strong reference

    def load(self, path: Path) -> None:
        """Start loading the model at `path`, in place of the one before, which may still be loading itself."""
        if self._loading is None or self._loading.done():
            self._chosen = path
            self._start(path, None)
        elif path == self.status.path:
            self._chosen = path  # it may be loading for one chat alone
        else:
            self._next = path
            self._cancelled.set()

    def cancel(self) -> None:
        """Stop the loading."""
        self._next = None
        self._cancelled.set()

    @asynccontextmanager
    async def engine(self, path: Path | None = None, prompt_format: str | None = None) -> AsyncIterator[Engine]:
        """The engine, for one answer: waits until it is loaded and the answers before this one have ended.

        A chat may want another model than all others, or another format; that is loaded then. Raises why there is
        none: the error of the last loading, or UsageError when none was tried.
        """
        tried = False
        while True:
            self._stop_preparing()
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
                with self._busy():
                    yield self._engine
                return

    def prepare(
        self,
        ahead: Callable[[Engine], Generator[Piece]],
        path: Path | None = None,
        prompt_format: str | None = None,
        heard: Callable[[str], None] = lambda text: None,
    ) -> None:
        """Evaluate ahead, in place of what was prepared before, until the next answer is asked for.

        `heard` gets what the model says meanwhile. Nothing happens where another model, or format, than the loaded one
        would be wanted.
        """
        self._stop_preparing()
        if self._loaded == (path or self._chosen, prompt_format):
            self._preparing = self._do(self._prepare(ahead, heard))

    def calibrate(self, anew: bool = False) -> None:
        """Measure how the loaded model runs fastest, until somebody needs it; it goes on by itself later.

        Nothing happens while the model rests, answers or reads ahead: the end of that is waited for. With `anew` it is
        measured again, now.
        """
        if anew:
            self._stop_preparing()
            self._measures_anew = True
            self._rests = False  # it wakes now, and has its time to rest again
            self.count_idle_anew()
        if self._engine and (anew or not (self._rests or self._turn.locked())):
            self._preparing = self._do(self._calibrate(self._engine))

    @asynccontextmanager
    async def alone(self, stop: Callable[[], None]) -> AsyncIterator[OpenModel]:
        """The machine to oneself, to measure; `stop` is called when the app closes. UsageError when it is busy."""
        with self._measuring.taken(stop, in_use=self._turn.locked() and self._preparing is None):
            self._stop_preparing()
            async with self._turn:
                if self._engine:
                    self._rests = True
                    await asyncio.to_thread(self._engine.rest)
                yield self._open_model

    def forget(self, keep_as: str) -> None:
        """Remove what was kept under this name: from the disk now, from memory when the engine is free."""
        self._forget_files(keep_as)
        if self._engine:
            self._do(self._forget(self._engine, keep_as))

    def count_idle_anew(self) -> None:
        """The time until an idle model rests is another one now."""
        if self._engine and not self._turn.locked():  # at the end of what is being done it is counted anyway
            self._rest_later()

    async def changed(self) -> None:
        """Wait for the next change of `status`."""
        await self._change.wait()

    async def close(self) -> None:
        """Stop loading, stop answering and measuring, free the model."""
        self.cancel()
        self._idle.cancel()
        self._calm.cancel()
        self._measuring.end()
        if self._loading is not None:
            await asyncio.wait({self._loading})
        if self._engine is not None:
            self._engine.interrupt()
            self._stop_preparing()
            if self._chores:  # nothing may use the engine while it is closed
                await asyncio.wait(self._chores, timeout=CLOSING_SECONDS)
            await asyncio.to_thread(self._engine.close)
            self._engine = None

    def _start(self, path: Path, prompt_format: str | None) -> None:
        self._cancelled.clear()
        self._stop_preparing()
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
            self._engine, self._loaded, self._rests = engine, (path, prompt_format), False
            self._rest_later()
            self._show(
                ModelStatus(
                    Phase.READY,
                    path,
                    engine.model_name,
                    1.0,
                    engine.context_tokens,
                    recommended=engine.recommended,
                    computing=engine.computing,
                )
            )
        if self._next is not None:
            self._chosen, self._next = self._next, None
            self._start(self._chosen, None)

    async def _prepare(self, ahead: Callable[[Engine], Generator[Piece]], heard: Callable[[str], None]) -> None:
        async with self._turn:
            engine = self._engine
            if engine is None:
                return
            with self._busy(), suppress(ChatBelleError):  # the next answer will say what is wrong
                async with aclosing(off_thread(ahead(engine), engine.interrupt)) as bundles:
                    async for bundle in bundles:
                        for piece in bundle:
                            if piece.text:
                                heard(piece.text)

    async def _calibrate(self, engine: Engine) -> None:
        async with self._turn:
            if engine is not self._engine:
                return
            disturbed = False
            anew, self._measures_anew = self._measures_anew, False
            try:
                with suppress(ChatBelleError):
                    async with aclosing(off_thread(engine.calibrate(anew), engine.interrupt)) as bundles:
                        async for bundle in bundles:
                            self._show(replace(self.status, calibrated=bundle[-1].prompt_read))
                    disturbed = engine.computing.to_be_calibrated
            finally:
                if not self._is_loading():
                    found = replace(self.status, computing=engine.computing, disturbed=disturbed)
                    self._show(replace(found, calibrated=None))
                self._calibrate_in(CALM_AGAIN_SECONDS)

    async def _forget(self, engine: Engine, keep_as: str) -> None:
        async with self._turn:
            if engine is self._engine:
                with suppress(ChatBelleError):  # a crashed engine remembers nothing
                    await asyncio.to_thread(engine.forget, keep_as)

    def _rest_now(self) -> None:
        self._do(self._rest())

    async def _rest(self) -> None:
        async with self._turn:
            if self._engine and not self._idle.is_set:  # nobody has asked since
                self._rests = True
                await asyncio.to_thread(self._engine.rest)

    def _stop_preparing(self) -> None:
        if self._preparing:
            self._preparing.cancel()
            self._preparing = None

    @contextmanager
    def _busy(self) -> Iterator[None]:
        """The engine does not rest inside, and later only when nothing more is asked."""
        self._rests = False
        self._idle.cancel()
        try:
            yield
        finally:
            self._rest_later()

    def _rest_later(self) -> None:
        """Count the idle time from now on."""
        self._idle.cancel()
        if (seconds := self._rest_after_seconds()) is not None:
            self._idle.set(seconds)
        self._calibrate_in(self._calm_seconds)

    def _calibrate_in(self, seconds: float) -> None:
        """Measure the model then, unless somebody needs it before."""
        self._calm.cancel()
        if self._engine and (self._engine.computing.to_be_calibrated or self._measures_anew):
            self._calm.set(seconds)

    def _do(self, chore: Coroutine[None, None, None]) -> asyncio.Task[None]:
        """Do something that nobody waits for."""
        task = asyncio.create_task(chore)
        self._chores.add(task)
        task.add_done_callback(self._chores.discard)
        return task

    def _is_loading(self) -> bool:
        return self.status.phase is Phase.LOADING

    def _progressed(self, share: float) -> None:
        if self._is_loading() and round(share, 2) != self.status.share:
            self._show(replace(self.status, share=round(share, 2)))

    def _show(self, status: ModelStatus) -> None:
        self.status = status
        self._change.set()
        self._change = asyncio.Event()
