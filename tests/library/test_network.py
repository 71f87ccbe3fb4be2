"""No connection without a job; each one is in the log; a token stays where it belongs."""

import subprocess
import sys
from pathlib import Path

import pytest

from chatbelle.errors import NetworkClosed, RefusedAddress, Stopped
from chatbelle.library.connections import MOST_BYTES, Purpose, connections, log_file, note_beginning
from chatbelle.library.network import Network, Token, check_address, open_for, redirected
from tests.library.hub_server import Fault, HubServer

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "chatbelle"


def ask(network: Network, address: str, token: Token | None = None) -> None:
    with network.get(address, token=token):
        pass


# --- The gate ---------------------------------------------------------------------------------------------------------
def test_after_the_job_the_network_is_closed(hub: HubServer) -> None:
    with open_for(Purpose.SEARCH, "words") as network:
        pass
    with pytest.raises(NetworkClosed), network.get(hub.hub):
        pass
    assert hub.asked == []


def test_a_job_that_is_stopped_asks_for_nothing_more(hub: HubServer) -> None:
    with open_for(Purpose.SEARCH, "words", stopped=lambda: True) as network, pytest.raises(Stopped):
        ask(network, hub.hub)
    assert hub.asked == []


def test_a_connection_that_cannot_be_logged_is_not_made(hub: HubServer) -> None:
    log_file().mkdir(parents=True)
    with open_for(Purpose.SEARCH, "words") as network, pytest.raises(NetworkClosed):
        ask(network, hub.hub)
    assert hub.asked == []


def test_only_one_module_can_open_connections() -> None:
    """By name, because a test cannot wait for a connection that nobody makes."""
    libraries = (
        "httpx",
        "import socket",
        "from socket",
        "urllib.request",
        "http.client",
        "huggingface_hub",
        "requests",
    )
    speaking = {
        file.relative_to(LIBRARY).as_posix()
        for file in LIBRARY.rglob("*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.lstrip().startswith(("import ", "from ")) and any(name in line for name in libraries)
    }
    assert speaking <= {
        "library/network.py",
        "ui/serving.py",
    }  # the app asks the system for a free port on this machine


def test_the_whole_library_and_a_queue_without_jobs_connect_to_nothing(tmp_path: Path) -> None:
    script = """
import asyncio, pkgutil, sys
from importlib import import_module
sys.addaudithook(lambda event, arguments: sys.exit(f"{event} {arguments}") if event in (
    "socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto") else None)
import chatbelle.library
for module in pkgutil.iter_modules(chatbelle.library.__path__):
    import_module(f"chatbelle.library.{module.name}")
from chatbelle.library.jobs import read_jobs, write_jobs
from chatbelle.library.connections import connections
from chatbelle.ui.jobs import JobQueue
async def queue():
    jobs = JobQueue(lambda wanted, stopped: iter(()), write_jobs, print, read_jobs())
    jobs.start()
    await jobs.close()
asyncio.run(queue())
print(len(connections()), "connections")
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (0, "0 connections\n"), done.stderr


# --- The log ----------------------------------------------------------------------------------------------------------
def test_the_log_says_when_where_how_much_and_why(hub: HubServer) -> None:
    hub.add("org/model", model_gguf=b"x" * 5000)
    address = f"{hub.hub}/org/model/resolve/main/model.gguf"
    with open_for(Purpose.DOWNLOAD, "org/model") as network, network.get(address) as answer:
        answer.content(10_000)
    asked, fetched = connections()
    assert (asked.host, asked.received_bytes) == (hub.hub.removeprefix("http://"), 0)
    assert (fetched.host, fetched.received_bytes) == (hub.storage.removeprefix("http://"), 5000)
    assert (fetched.purpose, fetched.subject) == (Purpose.DOWNLOAD, "org/model")
    assert fetched.began_at.tzinfo is not None
    assert "signature" not in log_file().read_text()


def test_a_connection_that_was_killed_is_in_the_log() -> None:
    note_beginning("example.org", Purpose.LOOK_UP, "org/model")
    assert [(line.host, line.received_bytes) for line in connections()] == [("example.org", None)]


def test_the_log_is_bounded_and_survives_damage() -> None:
    note_beginning("first.example.org", Purpose.SEARCH, "x")
    with log_file().open("a") as log:
        log.write("{not json\n[1]\n" * (MOST_BYTES // 14 + 1))
    note_beginning("last.example.org", Purpose.SEARCH, "x")
    assert log_file().stat().st_size < MOST_BYTES
    assert [line.host for line in connections()] == ["last.example.org"]


# --- Addresses, redirects, tokens -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "address",
    [
        "https://[",
        "https://",
        "",
        "http://example.org/x",
        "ftp://example.org/x",
        "file:///etc/passwd",
        "//example.org",
        "http://127.0.0.1.evil.org/",
    ],
)
def test_only_https_leaves_the_machine(address: str) -> None:
    with pytest.raises(RefusedAddress):
        check_address(address)


def test_a_host_out_there_cannot_send_us_to_this_machine() -> None:
    for location in ("http://localhost:8080/admin", "//127.0.0.1/", "https://[::1]/", "https://["):
        with pytest.raises(RefusedAddress):
            redirected("https://example.org/model", location)
    assert redirected("https://example.org/model", "/there") == "https://example.org/there"


def test_a_token_goes_to_its_own_host_and_to_no_other(hub: HubServer) -> None:
    hub.add("org/model", model_gguf=b"x" * 5000)
    token = Token("secret", hub.hub)
    with open_for(Purpose.DOWNLOAD, "org/model") as network:
        ask(network, f"{hub.hub}/org/model/resolve/main/model.gguf", token=token)
        mirror = hub.hub.replace("127.0.0.1", "localhost")
        ask(network, f"{mirror}/org/model/resolve/main/model.gguf", token=token)
    told = [(asked.place, asked.headers.get("authorization")) for asked in hub.asked]
    assert told == [("hub", "Bearer secret"), ("storage", None), ("hub", None), ("storage", None)]


def test_a_token_does_not_come_back_after_a_detour(hub: HubServer) -> None:
    """A mirror that sends us to the official host must not make us speak in the person's name there."""
    hub.add("org/model", config_json=b"{}")
    hub.faults.append(Fault.ELSEWHERE)
    mirror = hub.hub.replace("127.0.0.1", "localhost")
    with open_for(Purpose.DOWNLOAD, "org/model") as network:
        ask(network, f"{hub.hub}/org/model/resolve/main/config.json", token=Token("secret", mirror))
    assert [asked.headers.get("authorization") for asked in hub.asked] == [None, None]


def test_a_token_is_never_shown() -> None:
    assert "secret" not in repr(Token("secret", "https://example.org"))


def test_a_proxy_from_the_environment_is_used(hub: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", hub.hub)
    monkeypatch.setenv("NO_PROXY", "")
    with open_for(Purpose.LOOK_UP, "x") as network, network.get("http://localhost:1/some/where"):
        pass
    assert [asked.path for asked in hub.asked] == ["http://localhost:1/some/where"]
