"""The engine in a process of its own: what kills llama.cpp does not kill the app.

The parent asks over a pipe and the child answers with pieces. Stopping needs no pipe: the stop flag lies in memory that
both share, where llama.cpp reads it by itself.
"""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from ctypes import c_char
from dataclasses import replace
from multiprocessing import sharedctypes
from pathlib import Path

from chatbelle import words
from chatbelle.chat import Message
from chatbelle.children import children_deaf_to_ctrl_c, describe_exit
from chatbelle.engine.protocol import Adapter, Loading, Piece, PromptToken, Sampling
from chatbelle.engine.rebuild import rebuild_command
from chatbelle.engine.snapshot_folder import forget
from chatbelle.engine.tuned import Computing
from chatbelle.engine.wire import (
    Calibrate,
    Close,
    Count,
    Forget,
    HowItComputes,
    Prepare,
    Preview,
    Progress,
    Ready,
    Reply,
    Request,
    Response,
    Started,
    Tokens,
)
from chatbelle.engine.worker_process import run
from chatbelle.errors import BrokenBuild, ChatBelleError, EngineCrashed, LoadCancelled, NotEnoughMemory
from chatbelle.paths import snapshots_folder

CANCEL_POLL_SECONDS = 0.05
CLOSING_SECONDS = 2.0
_RAISED, _LOWERED = b"\x01", b"\x00"  # the stop flag's first byte


class WorkerEngine:
    """An Engine whose model lives in a child process. After a crash, the next request starts it again."""

    computing: Computing

    def __init__(
        self,
        model: Path,
        loading: Loading,
        log: Path,
        on_progress: Callable[[float], None],
        cancelled: threading.Event,
    ) -> None:
        """Start the child and load the model. Raises what `open_llama` raises, or EngineCrashed."""
        self._model, self._loading, self._log, self._on_progress = model, loading, log, on_progress
        self._stop_bytes = sharedctypes.RawArray(c_char, 2)
        self._one_request = threading.Lock()
        self._amx = self._has_answered = False
        self._load(cancelled)

    @property
    def process_id(self) -> int:
        """The child's."""
        return self._process.pid or 0

    def count_tokens(self, messages: Sequence[Message]) -> int:
        """Tokens of the prompt for these messages."""
        with self._one_request:
            self._ask(Count(tuple(messages)))
            response = self._receive()
            assert isinstance(response, Tokens)
            return response.count

    def prompt_tokens(self, messages: Sequence[Message]) -> tuple[PromptToken, ...]:
        """The tokens of the prompt for these messages, one by one."""
        with self._one_request:
            self._ask(Preview(tuple(messages)))
            response = self._receive()
            assert isinstance(response, tuple)
            return response

    def reply(
        self,
        messages: Sequence[Message],
        sampling: Sampling,
        keep_as: str | None = None,
        adapters: Sequence[Adapter] = (),
    ) -> Generator[Piece]:
        """Stream the answer. Raises what the child's engine raises, or EngineCrashed."""
        yield from self._stream(Reply(tuple(messages), sampling, keep_as, tuple(adapters)))

    def prepare(
        self, messages: Sequence[Message], keep_as: str | None = None, adapters: Sequence[Adapter] = ()
    ) -> Generator[Piece]:
        """Evaluate ahead. Raises what the child's engine raises, or EngineCrashed."""
        yield from self._stream(Prepare(tuple(messages), keep_as, tuple(adapters)))

    def calibrate(self, anew: bool = False) -> Generator[Piece]:
        """Measure. Raises what the child's engine raises, or EngineCrashed."""
        if anew and self.computing.can_calibrate:  # even if it is stopped: then it is to go on
            self.computing = replace(self.computing, to_be_calibrated=True)
        yield from self._stream(Calibrate(anew))
        with self._one_request:
            self._ask(HowItComputes())
            response = self._receive()
            assert isinstance(response, Computing)
            self.computing = response

    def forget(self, keep_as: str) -> None:
        """Remove what was kept under this name: from the disk at once, from the child's memory when it is free."""
        forget(snapshots_folder(), keep_as)
        with self._one_request:
            if self._process.is_alive():
                self._ask(Forget(keep_as))
                self._receive()

    def rest(self) -> None:
        """End the child; the next request starts another."""
        with self._one_request:
            self._end()

    def _stream(self, request: Request) -> Generator[Piece]:
        """Pass a request on, and its pieces back."""
        with self._one_request:
            self._stop_bytes[0] = _LOWERED
            self._ask(request)
            finished = False
            try:
                while not finished:
                    piece = self._receive()
                    assert isinstance(piece, Piece)
                    finished = piece.finish is not None
                    self._has_answered |= bool(piece.text)
                    yield piece
            except GeneratorExit:
                if not finished:
                    self._abandon_reply()
                raise

    def interrupt(self) -> None:
        """Stop the reply or the preparation now, from any thread."""
        self._stop_bytes[0] = _RAISED

    def close(self) -> None:
        """End the child, gently if it listens."""
        self.interrupt()
        self._end()

    def _end(self) -> None:
        """End the child, if there is one; what it still has to write it may write."""
        if self._process.is_alive():
            with suppress(OSError):  # it may have died by itself just now
                self._pipe.send(Close())
            self._process.join(CLOSING_SECONDS)
            self._process.kill()
        self._process.join()
        self._pipe.close()

    def _load(self, cancelled: threading.Event) -> None:
        """Start a child and wait until it has the model."""
        # spawn: the only way that works on every system, in packaged apps too, and never copies the app's threads
        context = multiprocessing.get_context("spawn")
        self._pipe, childs_end = context.Pipe()
        self._stop_bytes[0] = _LOWERED
        arguments = (childs_end, self._stop_bytes, self._model, self._loading, self._log)
        self._process = context.Process(target=run, args=arguments, name="chatbelle-engine", daemon=True)
        # Weights and caches on huge pages, where glibc can: a cache is made in a third of the time.
        os.environ.setdefault("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1")
        with children_deaf_to_ctrl_c():
            self._process.start()
        childs_end.close()  # so that the pipe ends when the child does
        while True:
            while not self._pipe.poll(CANCEL_POLL_SECONDS) and not cancelled.is_set():
                pass
            if cancelled.is_set():
                self._process.kill()  # it holds nothing yet that would be lost
                self._process.join()
                raise LoadCancelled(words.LOAD_STOPPED, words.LOAD_AGAIN)
            match self._receive(while_loading=True):
                case Started(amx):
                    self._amx = amx
                case Progress(share):
                    self._on_progress(share)
                case Ready(context_tokens, model_name, recommended, computing):
                    self.context_tokens, self.model_name = context_tokens, model_name
                    self.recommended, self.computing = recommended, computing
                    return

    def _ask(self, request: Request) -> None:
        """Send a request to a child that is alive: the one there is, or a new one."""
        if not self._process.is_alive():
            self._pipe.close()
            self._load(threading.Event())
        try:
            self._pipe.send(request)
        except OSError:
            raise self._crash() from None

    def _receive(self, while_loading: bool = False) -> Response:
        """The child's next word. Raises its errors, and EngineCrashed when it is gone."""
        try:
            response: Response = self._pipe.recv()
        except (EOFError, OSError):
            raise self._crash(while_loading) from None
        if isinstance(response, ChatBelleError):
            raise response
        return response

    def _abandon_reply(self) -> None:
        """Nobody listens any more: stop the child and skip what it still says, so that it is free for the next."""
        self.interrupt()
        try:
            while not (isinstance(piece := self._receive(), Piece) and piece.finish):
                pass
        except ChatBelleError:
            pass  # the reply ended with an error or a crash, and the next request starts anew

    def _crash(self, while_loading: bool = False) -> EngineCrashed | NotEnoughMemory:
        """What became of the child, in words."""
        self._process.join()
        status = self._process.exitcode or 0
        if died_of_its_build(status, self._amx and not self._has_answered):
            return BrokenBuild(words.BROKEN_BUILD, words.REBUILD.filled(command=rebuild_command()))
        was_killed = status == -getattr(signal, "SIGKILL", 0)  # how Linux and Android take memory back
        if was_killed and while_loading:
            return NotEnoughMemory(words.KILLED_WHILE_LOADING, words.LOAD_SMALLER, describe_exit(status))
        if while_loading:
            return EngineCrashed(words.CRASHED_WHILE_LOADING, words.LOAD_ONCE_MORE, describe_exit(status))
        remedy = words.MAYBE_MEMORY if was_killed else words.SEND_AGAIN
        return EngineCrashed(words.ENGINE_CRASHED, remedy, describe_exit(status))


def died_of_its_build(status: int, amx_untried: bool) -> bool:
    """Whether a process ended as broken builds do: an illegal instruction, or AMX code that has never answered yet."""
    return status == -signal.SIGILL or (amx_untried and status == -signal.SIGSEGV)
