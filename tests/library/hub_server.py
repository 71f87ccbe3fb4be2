"""A real HTTP server that speaks the hub's API, with a storage on another port, and misbehaves in every known way."""

import hashlib
import json
import random
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import sleep
from urllib.parse import parse_qs, unquote, urlsplit

LARGE = (".gguf", ".bin", ".safetensors", ".pt", ".model")  # kept as LFS, served by the storage
SEND_BYTES = 16 << 10
CUT_BYTES = 60_000  # a connection is cut somewhere before; so a file of some megabytes outlasts a hundred cuts


class Fault(StrEnum):
    """What one answer with a file does wrong; the status of an error is its own name."""

    CUT = "cut"
    STALL = "stall"
    CLAIMS_MORE = "claims more"
    CLAIMS_LESS = "claims less"
    IGNORES_RANGE = "ignores range"
    WRONG_RANGE = "wrong range"
    ELSEWHERE = "redirects to another host, which has nothing"
    WEB_PAGE = "web page"
    CHANGED = "another content of the same length, another ETag"
    LYING = "another content under the old ETag"
    UNAUTHORISED = "401"
    FORBIDDEN = "403"
    MISSING = "404"
    BAD_RANGE = "416"
    BUSY = "429"
    BROKEN = "500"
    UNAVAILABLE = "503"


@dataclass
class Asked:
    """One request that came in."""

    place: str  # `hub` or `storage`
    path: str
    headers: dict[str, str]


@dataclass
class HubServer:
    """What the server has, how it will misbehave, and what it saw."""

    repositories: dict[str, dict[str, bytes]] = field(default_factory=dict)
    gated: set[str] = field(default_factory=set)
    faults: deque[Fault] = field(default_factory=deque)  # one for each answer with a file, until none is left
    retry_after: str = "0"
    etag_suffix: str = ""  # as when another machine of the same storage answers
    instead: tuple[str, bytes] | None = None  # what the hub answers to everything: a content type and a body
    asked: list[Asked] = field(default_factory=list)
    sent_bytes: int = 0
    pace: Callable[[], None] = lambda: None  # called between pieces
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    hub: str = ""  # `http://127.0.0.1:port`
    storage: str = ""
    closing: threading.Event = field(default_factory=threading.Event)

    def add(self, repository: str, **files: bytes) -> None:
        """A repository; `model_gguf=` becomes `model.gguf`, and every second underscore a slash."""
        self.repositories[repository] = {
            name.replace("__", "/").replace("_", "."): data for name, data in files.items()
        }

    def commit(self, repository: str) -> str:
        files = self.repositories[repository]
        return hashlib.sha1(json.dumps([(name, sha256(data)) for name, data in files.items()]).encode()).hexdigest()

    def content(self, digest: str) -> bytes:
        return next(d for files in self.repositories.values() for d in files.values() if sha256(d) == digest)


@contextmanager
def hub_server() -> Iterator[HubServer]:
    """Run one; it and all its connections end with the block."""
    state = HubServer()
    servers = []
    for place, handler in (("hub", HubHandler), ("storage", StorageHandler)):
        server = Server(("127.0.0.1", 0), handler)
        server.state, server.place = state, place
        setattr(state, place, f"http://127.0.0.1:{server.server_address[1]}")
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        servers.append(server)
    try:
        yield state
    finally:
        state.closing.set()
        for server in servers:
            server.shutdown()
            server.server_close()


class Server(ThreadingHTTPServer):
    daemon_threads = True
    state: HubServer
    place: str

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that leaves early is what the tests are about."""


class FileHandler(BaseHTTPRequestHandler):
    """Serves one content with ETag, Range and If-Range, or with a fault."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        self.state.asked.append(Asked(self.server.place, self.path, {k.lower(): v for k, v in self.headers.items()}))
        self.answer(urlsplit(self.path).path)

    def answer(self, path: str) -> None:
        raise NotImplementedError

    @property
    def state(self) -> HubServer:
        return self.server.state

    def log_message(self, *arguments: object) -> None:
        pass

    def send(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.write(body)

    def write(self, body: bytes) -> None:
        for start in range(0, len(body), SEND_BYTES):
            self.state.pace()
            piece = body[start : start + SEND_BYTES]
            self.wfile.write(piece)
            self.state.sent_bytes += len(piece)

    def send_file(self, content: bytes, etag: str) -> None:
        fault = self.state.faults.popleft() if self.state.faults and self.command != "HEAD" else None
        match fault:
            case Fault.WEB_PAGE:
                self.send(200, b"<html>Please sign in</html>" * 10, Content_Type="text/html; charset=utf-8")
            case Fault.ELSEWHERE:
                other = self.state.hub.replace("127.0.0.1", "localhost")
                self.send(302, Location=f"{other}/nothing/here/resolve/main/x")
            case Fault.BUSY:
                self.send(429, Retry_After=self.state.retry_after)
            case _ if fault is not None and fault.value.isdecimal():
                self.send(int(fault.value), b"no")
            case Fault.CHANGED:
                self.send_range(other_content(content), '"changed"', None)
            case Fault.LYING:
                self.send_range(other_content(content), etag, None)
            case _:
                self.send_range(content, etag, fault)

    def send_range(self, content: bytes, etag: str, fault: Fault | None) -> None:
        wanted = self.headers.get("Range", "")
        condition = self.headers.get("If-Range")
        first = int(wanted.removeprefix("bytes=").partition("-")[0]) if wanted else 0
        headers = {"ETag": etag, "Content_Type": "application/octet-stream", "Accept_Ranges": "bytes"}
        if not wanted or (condition and condition != etag) or fault is Fault.IGNORES_RANGE:
            first, status = 0, 200
        elif first >= len(content):
            self.send(416, Content_Range=f"bytes */{len(content)}")
            return
        else:
            first = max(0, first - 1) if fault is Fault.WRONG_RANGE else first
            status = 206
            headers["Content_Range"] = f"bytes {first}-{len(content) - 1}/{len(content)}"
        self.send_faulty(status, content[first:], headers, fault)

    def send_faulty(self, status: int, body: bytes, headers: dict[str, str], fault: Fault | None) -> None:
        claimed = len(body)
        if fault in (Fault.CUT, Fault.STALL, Fault.CLAIMS_LESS, Fault.IGNORES_RANGE):
            body = body[: self.state.chance.randrange(min(len(body), CUT_BYTES))]
        if fault in (Fault.CLAIMS_MORE, Fault.CLAIMS_LESS):
            claimed = claimed + 1000 if fault is Fault.CLAIMS_MORE else len(body) // 2
        self.send(status, body, **headers, Content_Length=str(claimed))
        if fault is Fault.STALL:
            self.wfile.flush()
            self.state.closing.wait(30)
        if fault:
            self.close_connection = True


class StorageHandler(FileHandler):
    """The storage: a content under its hash."""

    def answer(self, path: str) -> None:
        digest = path.rpartition("/")[2]
        self.send_file(self.state.content(digest), f'"{digest[:32]}{self.state.etag_suffix}"')


class HubHandler(FileHandler):
    """The hub: what it says of its repositories, and where their files are."""

    def answer(self, path: str) -> None:
        path = unquote(path)
        if self.state.instead:
            kind, body = self.state.instead
            self.send(200, body, Content_Type=kind)
            return
        if path == "/api/models":
            self.search(parse_qs(urlsplit(self.path).query))
            return
        repository, rest = self.repository_in(path)
        if repository is None:
            self.send(401, X_Error_Code="RepoNotFound")
        elif (
            repository in self.state.gated and "authorization" not in self.state.asked[-1].headers and "resolve" in path
        ):
            self.send(401, X_Error_Code="GatedRepo")
        elif path.startswith("/api/models/"):
            self.info(repository, rest)
        else:
            self.resolve(repository, rest)

    def repository_in(self, path: str) -> tuple[str | None, list[str]]:
        org, name, *rest = [*path.removeprefix("/api/models").strip("/").split("/"), "", ""]
        repository = f"{org}/{name}"
        return (repository if repository in self.state.repositories else None), [part for part in rest if part]

    def search(self, query: dict[str, list[str]]) -> None:
        text = query.get("search", [""])[0].lower()
        ggufs_only = query.get("filter") == ["gguf"]
        found = [
            {
                "id": name,
                "modelId": name,
                "downloads": len(name),
                "likes": 1,
                "gated": name in self.state.gated,
                "tags": [],
            }
            for name, files in self.state.repositories.items()
            if text in name.lower() and (not ggufs_only or any(file.endswith(".gguf") for file in files))
        ]
        self.send_json(found)

    def info(self, repository: str, rest: list[str]) -> None:
        commit = self.state.commit(repository)
        if rest[:1] in (["revision"], ["tree"]) and rest[1] not in ("main", commit):
            self.send(404, X_Error_Code="RevisionNotFound")
            return
        files = self.state.repositories[repository]
        if rest[:1] == ["tree"]:
            self.send_json([tree_entry(name, data) for name, data in files.items()])
            return
        self.send_json(
            {
                "_id": "0",
                "id": repository,
                "modelId": repository,
                "sha": commit,
                "private": False,
                "gated": "manual" if repository in self.state.gated else False,
                "tags": ["gguf"],
                "downloads": 1,
                "likes": 1,
                "cardData": {"license": "apache-2.0"},
                "siblings": [sibling(name, data) for name, data in files.items()],
            }
        )

    def resolve(self, repository: str, rest: list[str]) -> None:
        content = self.state.repositories[repository].get("/".join(rest[2:]))
        if rest[:1] != ["resolve"] or content is None:
            self.send(404, X_Error_Code="EntryNotFound")
            return
        commit = {"X_Repo_Commit": self.state.commit(repository)}
        if rest[-1].endswith(LARGE):
            linked = {"X_Linked_Etag": f'"{sha256(content)}"', "X_Linked_Size": str(len(content))}
            self.send(302, Location=f"{self.state.storage}/{sha256(content)}?signature=x", **commit, **linked)
        else:
            self.send_file(content, f'"{git_sha1(content)}"')

    def send_json(self, plain: object) -> None:
        self.send(200, json.dumps(plain).encode(), Content_Type="application/json; charset=utf-8")


def sibling(name: str, data: bytes) -> dict[str, object]:
    told: dict[str, object] = {"rfilename": name, "size": len(data), "blobId": git_sha1(data)}
    if name.endswith(LARGE):
        told["lfs"] = {"sha256": sha256(data), "size": len(data), "pointerSize": 134}
    return told


def tree_entry(name: str, data: bytes) -> dict[str, object]:
    told: dict[str, object] = {"type": "file", "path": name, "size": len(data), "oid": git_sha1(data)}
    if name.endswith(LARGE):
        told["lfs"] = {"oid": sha256(data), "size": len(data), "pointerSize": 134}
    return told


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def git_sha1(data: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()


def other_content(data: bytes) -> bytes:
    return bytes(byte ^ 0x55 for byte in data[:64]) + data[64:-64] + bytes(byte ^ 0x55 for byte in data[-64:])


def slowly(seconds: float) -> Callable[[], None]:
    """A pace: so long between two pieces."""
    return lambda: sleep(seconds)
