"""What needs the network, as a shell meets it: real processes against a hub on this machine."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.library.hub_server import HubServer, hub_server, slowly
from tests.test_cli import COMMAND, ROOT, chatbelle

CONTENT = bytes(range(256)) * 8000


@pytest.fixture
def hub():
    with hub_server() as server:
        server.add("org/model", model_gguf=CONTENT)
        yield server


def models(hub: HubServer, *arguments: str) -> subprocess.CompletedProcess[str]:
    return chatbelle("models", *arguments, HF_ENDPOINT=hub.hub)


def test_a_download_says_how_to_chat_with_it(hub: HubServer, chatbelle_home: Path) -> None:
    done = models(hub, "download", "org/model")
    path = chatbelle_home / "models/org/model/model.gguf"
    assert (done.returncode, path.read_bytes()) == (0, CONTENT)
    assert done.stdout == f"Chat with it: chatbelle chat --model {path}\n"
    assert "Downloading model" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_ctrl_c_pauses_and_the_same_command_goes_on(hub: HubServer, chatbelle_home: Path) -> None:
    hub.pace = slowly(0.02)
    part = chatbelle_home / "models/org/model/model.gguf.part"
    command = [*COMMAND, "models", "download", "org/model", "--to", "q4_0"]
    environment = {**os.environ, "HF_ENDPOINT": hub.hub, "LC_ALL": "C.UTF-8"}
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, env=environment) as paused:
        assert paused.stderr is not None
        paused.stderr.readline()  # the download has begun
        while not (part.exists() and part.stat().st_size):
            assert paused.poll() is None
        paused.send_signal(signal.SIGINT)
        said = paused.stderr.read()
    assert paused.returncode == 130
    assert "Go on with: chatbelle models download org/model --to q4_0" in said
    hub.pace = lambda: None
    assert models(hub, "download", "org/model").returncode == 0
    assert "range" in hub.asked[-1].headers


def test_what_is_wrong_is_said_with_an_exit_code(hub: HubServer) -> None:
    for name, code, said in (
        ("org/nothing", 1, "does not exist"),
        ("nonsense", 2, "called nonsense"),
        ("belle-llama-7b-2m", 2, "needs your key"),
        ("chatbelle-int4", 2, "belle-llama-7b-2m-gptq-4bit"),
    ):
        done = models(hub, "download", name)
        assert (done.returncode, done.stdout) == (code, "")
        assert said in done.stderr
    assert "Types are: auto" in models(hub, "download", "org/model", "--to", "q9").stderr


def test_the_hub_is_searched(hub: HubServer) -> None:
    assert [found["name"] for found in json.loads(models(hub, "find", "MODEL", "--json").stdout)] == ["org/model"]
    assert "org/model" in models(hub, "find", "model").stdout


def test_every_connection_is_shown(hub: HubServer) -> None:
    assert models(hub, "connections").stdout == "ChatBelle has never gone online.\n"
    models(hub, "download", "org/model")
    shown = json.loads(models(hub, "connections", "--json").stdout)
    assert [(line["purpose"], line["received_bytes"]) for line in shown if line["host"] in hub.storage] == [
        ("download", len(CONTENT))
    ]
    assert str(f"{len(CONTENT):,}") in models(hub, "connections").stdout


def test_no_other_command_connects_to_anything(hub: HubServer) -> None:
    for command in (["list"], ["search", "belle"], ["show", "belle-7b-2m"], ["connections"]):
        assert models(hub, *command).returncode == 0
    assert models(hub, "connections").stdout == "ChatBelle has never gone online.\n"
    assert hub.asked == []
