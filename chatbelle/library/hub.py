"""What the hub says of its models: which files a repository has, how long and with which hash; and what can be found.

Its documented HTTP API, through our own network. huggingface-hub speaks it too, but brings a second HTTP client, opens
connections of its own in native code, reads its endpoint when it is imported, and cannot be installed on phones. The
tests let it read the same server and compare.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast
from urllib.parse import quote, urlencode

from chatbelle import words
from chatbelle.errors import ServerTrouble, UsageError
from chatbelle.library.answers import check_answer
from chatbelle.library.digest import Digest
from chatbelle.library.endpoints import Endpoint
from chatbelle.library.network import Network, Token
from chatbelle.library.release import RemoteFile

MOST_BYTES = 32 << 20  # of one answer; a repository with 100,000 files has less
REPOSITORY = re.compile(r"[\w.-]{1,96}/[\w.-]{1,96}", re.ASCII)


@dataclass(frozen=True, slots=True)
class HubFile:
    """A file of a repository at one revision."""

    name: str
    size_bytes: int
    digest: Digest | None

    def as_remote(self) -> RemoteFile:
        """The same as a release names it."""
        return RemoteFile(self.name, self.size_bytes, self.digest.sha256 if self.digest else None)


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository at one revision, which never changes."""

    name: str  # `org/repo`
    revision: str  # a commit
    files: tuple[HubFile, ...]
    licence: str = ""
    is_gated: bool = False

    def ggufs(self) -> tuple[HubFile, ...]:
        """The models that can be used as they are."""
        return tuple(file for file in self.files if file.name.lower().endswith(".gguf"))


@dataclass(frozen=True, slots=True)
class Found:
    """A repository that a search found."""

    name: str
    downloads: int
    likes: int
    is_gated: bool


def named(text: str) -> tuple[str, str | None]:
    """`org/repo[:file]` as a repository and a file. UsageError when it is neither."""
    repository, _, file = text.strip().partition(":")
    if not REPOSITORY.fullmatch(repository) or ".." in repository:
        raise UsageError(words.NOT_A_REPOSITORY.filled(name=text), words.NAME_A_REPOSITORY)
    return repository, file or None


def repository_of(
    network: Network, endpoint: Endpoint, name: str, revision: str = "main", token: Token | None = None
) -> Repository:
    """The files of `name` as they are at `revision`. Raises NetworkError in its kinds."""
    path = f"/api/models/{quote(name)}/revision/{quote(revision, safe='')}?blobs=true"
    told = _object(_read(network, endpoint, path, name, token), endpoint)
    commit, siblings = told.get("sha"), told.get("siblings")
    if not isinstance(commit, str) or not isinstance(siblings, list):
        raise nonsense(endpoint)
    card = told.get("cardData")
    licence = card.get("license") if isinstance(card, dict) else None
    return Repository(
        name=name,
        revision=commit,
        files=tuple(_file(_object(sibling, endpoint), endpoint) for sibling in siblings),
        licence=licence if isinstance(licence, str) else "",
        is_gated=bool(told.get("gated")),
    )


def search(
    network: Network, endpoint: Endpoint, text: str, most: int = 20, token: Token | None = None
) -> tuple[Found, ...]:
    """Repositories with GGUF files whose names match `text`, the most downloaded first."""
    asked = urlencode({"search": text, "filter": "gguf", "sort": "downloads", "direction": "-1", "limit": most})
    told = _read(network, endpoint, f"/api/models?{asked}", text, token)
    if not isinstance(told, list):
        raise nonsense(endpoint)
    return tuple(_found(_object(item, endpoint), endpoint) for item in told[:most])


def address_of(endpoint: Endpoint, repository: str, revision: str, file: str) -> str:
    """Where a file can be fetched."""
    return f"{endpoint.address}/{quote(repository)}/resolve/{quote(revision, safe='')}/{quote(file)}"


def nonsense(endpoint: Endpoint) -> ServerTrouble:
    """The error for an answer that the hub would not give."""
    return ServerTrouble(words.HUB_NOT_UNDERSTOOD.filled(host=endpoint.address), words.TRY_LATER_OR_ELSEWHERE)


def _read(network: Network, endpoint: Endpoint, path: str, subject: str, token: Token | None) -> object:
    with network.get(endpoint.address + path, {"Accept": "application/json"}, token) as answer:
        check_answer(answer, subject)
        body = answer.content(MOST_BYTES)
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise nonsense(endpoint) from error


def _object(told: object, endpoint: Endpoint) -> Mapping[str, object]:
    if not isinstance(told, dict):
        raise nonsense(endpoint)
    return cast("Mapping[str, object]", told)


def _file(told: Mapping[str, object], endpoint: Endpoint) -> HubFile:
    """One of the `siblings`: large files have a sha256 in `lfs`, small ones git's own hash in `blobId`."""
    name, size, lfs, blob = told.get("rfilename"), told.get("size"), told.get("lfs"), told.get("blobId")
    sha256 = lfs.get("sha256") if isinstance(lfs, dict) else None
    if not isinstance(name, str) or not isinstance(size, int) or size < 0:
        raise nonsense(endpoint)
    if isinstance(sha256, str):
        return HubFile(name, size, Digest(sha256=sha256.lower()))
    return HubFile(name, size, Digest(git_sha1=blob.lower()) if isinstance(blob, str) else None)


def _found(told: Mapping[str, object], endpoint: Endpoint) -> Found:
    name, downloads, likes = told.get("id"), told.get("downloads", 0), told.get("likes", 0)
    if not isinstance(name, str) or not isinstance(downloads, int) or not isinstance(likes, int):
        raise nonsense(endpoint)
    return Found(name, downloads, likes, bool(told.get("gated")))
