"""llama.cpp's own llama-server, asked over HTTP on this machine: how long a first token takes with its prompt cache."""

import http.client
import json
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from driving import free_port

START_SECONDS, ANSWER_SECONDS = 120, 120


@contextmanager
def serving(llama_server: Path, model: Path, context_tokens: int, threads: int) -> Iterator[int]:
    """The server with this model, for one conversation; yields its port."""
    port = free_port()
    asked = ["-m", str(model), "-c", str(context_tokens), "-t", str(threads), "-np", "1", "--no-webui", "--offline"]
    command = [str(llama_server), *asked, "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=START_SECONDS)


def wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    """Until the model is loaded; fails loudly when that takes too long or the server ends."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        assert server.poll() is None, "llama-server ended"
        assert time.monotonic() < deadline, "llama-server does not answer"
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
            connection.request("GET", "/health")
            if connection.getresponse().status == http.client.OK:
                return
        except ConnectionError:
            pass
        time.sleep(0.2)


def answer(port: int, prompt: Sequence[int], tokens: int) -> tuple[float, list[int]]:
    """Seconds to the first token of the answer to these tokens, and the answer's own."""
    wish = {"prompt": list(prompt), "n_predict": tokens, "temperature": 0, "cache_prompt": True, "stream": True}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
    began = time.monotonic()
    body = json.dumps(wish | {"return_tokens": True})
    connection.request("POST", "/completion", body, {"Content-Type": "application/json"})
    said: list[int] = []
    first_seconds = 0.0
    for event in events(connection.getresponse()):
        said += event.get("tokens", [])
        if said and not first_seconds:
            first_seconds = time.monotonic() - began
    return first_seconds, said[:tokens]


def events(response: http.client.HTTPResponse) -> Iterator[dict[str, Any]]:
    """What the server says, piece by piece."""
    for line in response:
        if line.startswith(b"data: {"):
            yield json.loads(line.removeprefix(b"data: "))
