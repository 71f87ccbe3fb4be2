"""The composition root, as far as it can be seen without a screen."""

import asyncio
import logging
import os
import signal
import socket
import subprocess
import sys
from time import sleep

import pytest
from starlette.websockets import WebSocketDisconnect

from chatbelle import words
from chatbelle.errors import SettingsError, UsageError
from chatbelle.terminal.ending import INTERRUPTED
from chatbelle.ui.guarding import guard
from chatbelle.ui.serving import HOST, free_port, is_no_closed_tab
from chatbelle.ui.state import Notice


def test_an_error_in_a_verb_is_told_with_its_remedy():
    told: list[Notice] = []

    def fails() -> None:
        raise SettingsError(words.MODEL_MISSING, words.CHOOSE_ANOTHER_FILE)

    guard(fails, told.append)()
    assert told == [Notice(words.MODEL_MISSING, words.CHOOSE_ANOTHER_FILE)]


def test_what_nobody_expected_is_told_with_its_details_folded_away():
    told: list[Notice] = []

    async def fails(text: str) -> None:
        raise ZeroDivisionError(text)

    asyncio.run(guard(fails, told.append)("hello"))
    assert told[0].what == words.UNEXPECTED
    assert "ZeroDivisionError: hello" in told[0].details


def test_a_port_that_is_taken_is_refused():
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(UsageError):
            free_port(port)
    assert free_port(0) > 0


@pytest.mark.parametrize("seconds", [0.05, 0.15, 0.25, 0.35, 0.5, 0.8])
def test_ctrl_c_at_any_moment_of_the_start_ends_the_app_calmly(seconds: float):
    start = "from chatbelle.cli import main; print(flush=True); raise SystemExit(main())"
    command = [sys.executable, "-c", start, "--browser", "--demo"]
    environment = {**os.environ, "FLET_FORCE_WEB_SERVER": "1"}
    app = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert app.stdout is not None
    app.stdout.readline()  # Python itself tells of a Ctrl+C while it begins
    sleep(seconds)
    app.send_signal(signal.SIGINT)
    _, told = app.communicate(timeout=30)
    assert told == ""
    assert app.returncode in (0, INTERRUPTED, -signal.SIGINT)


def test_a_tab_that_is_closed_while_it_is_drawn_is_no_error_for_the_terminal(caplog: pytest.LogCaptureFixture):
    server = logging.getLogger("uvicorn.error")
    server.addFilter(is_no_closed_tab)
    for error in (WebSocketDisconnect(1006), RuntimeError("something else")):
        server.error("Exception in ASGI application", exc_info=error)
    server.removeFilter(is_no_closed_tab)
    assert [str(record.exc_info[1]) for record in caplog.records if record.exc_info] == ["something else"]
