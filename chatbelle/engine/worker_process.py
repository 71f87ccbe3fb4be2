"""The child's side of the worker: holds the model, answers requests, ends when its parent does."""

import ctypes
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from math import inf
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from chatbelle.chat import Message, Role
from chatbelle.children import ORPHANED, live_as_child
from chatbelle.engine.protocol import Engine, Loading, Piece, Sampling
from chatbelle.engine.wire import (
    Calibrate,
    Close,
    Count,
    Forget,
    Forgotten,
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
from chatbelle.errors import ChatBelleError

if TYPE_CHECKING:
    from chatbelle.engine.llama import LlamaEngine

BUNDLE_SECONDS = 0.03  # below the 0.05 in which the screen changes
LOOK_AT_MEMORY_SECONDS = 5.0


def run(
    pipe: "Connection[Response, Request]",
    stop_bytes: "ctypes.Array[ctypes.c_char]",
    model: Path,
    loading: Loading,
    log: Path,
) -> None:
    """Load the model, then answer until the parent closes or goes away."""
    live_as_child()
    _write_errors_to(log)
    os.environ.setdefault("GGML_NO_BACKTRACE", "1")  # or an abort starts a debugger first
    try:
        engine = _open(pipe, stop_bytes, model, loading)
        pipe.send(Ready(engine.context_tokens, engine.model_name, engine.recommended, engine.computing))
        while _answer(pipe, engine, _next_request(pipe, engine)):
            pass
        engine.close()
    except ChatBelleError as error:
        pipe.send(error)
    except (EOFError, ConnectionError):
        sys.exit(ORPHANED)


def _open(
    pipe: "Connection[Response, Request]", stop_bytes: "ctypes.Array[ctypes.c_char]", model: Path, loading: Loading
) -> "LlamaEngine":
    """Load the library, which must not happen before the environment is settled, then the model."""
    from chatbelle.engine.build import build_facts, has_amx
    from chatbelle.engine.llama import open_llama
    from chatbelle.engine.stop_flag import StopFlag

    amx = has_amx(build_facts())
    pipe.send(Started(amx))
    flag = StopFlag(stop_bytes)
    engine = open_llama(model, loading, lambda share: pipe.send(Progress(share)), lambda: False, flag)
    if amx:  # a broken build dies at its first prompt: let it be now, not under the person's first message
        for _ in engine.reply([Message(Role.USER, "Hi")], Sampling(max_tokens=1)):
            pass
    return engine


def _next_request(pipe: "Connection[Response, Request]", engine: "LlamaEngine") -> Request:
    """What the parent asks next; while it asks nothing, memory that others need is given back."""
    while not pipe.poll(LOOK_AT_MEMORY_SECONDS):
        engine.relieve()
    return pipe.recv()


def _answer(pipe: "Connection[Response, Request]", engine: Engine, request: Request) -> bool:
    """Answer one request; False when it was the last one."""
    try:
        match request:
            case Count(messages):
                pipe.send(Tokens(engine.count_tokens(messages)))
            case Preview(messages):
                pipe.send(engine.prompt_tokens(messages))
            case Reply(messages, sampling, keep_as, adapters):
                for piece in in_bundles(engine.reply(messages, sampling, keep_as, adapters)):
                    pipe.send(piece)
            case Prepare(messages, keep_as, adapters):
                for piece in engine.prepare(messages, keep_as, adapters):
                    pipe.send(piece)
            case Calibrate(anew):
                for piece in engine.calibrate(anew):
                    pipe.send(piece)
            case HowItComputes():
                pipe.send(engine.computing)
            case Forget(keep_as):
                engine.forget(keep_as)
                pipe.send(Forgotten())
            case Close():
                return False
    except ChatBelleError as error:
        pipe.send(error)
    return True


def in_bundles(pieces: Iterable[Piece], clock: Callable[[], float] = monotonic) -> Iterator[Piece]:
    """The same text in fewer pieces where they come fast: each one sent wakes the app, which takes time from llama.cpp.

    Text is held until BUNDLE_SECONDS have passed since some was sent: slower models' pieces go through at once.
    """
    held, sent_at = "", -inf
    for piece in pieces:
        held += piece.text
        now = clock()
        if piece.text and not piece.finish and now - sent_at < BUNDLE_SECONDS:
            continue
        yield replace(piece, text=held)
        held, sent_at = "", now


def _write_errors_to(log: Path) -> None:
    """Send this process's stderr to a file: what ggml says before it aborts is for whoever looks into it."""
    with log.open("wb") as file:
        os.dup2(file.fileno(), 2)
