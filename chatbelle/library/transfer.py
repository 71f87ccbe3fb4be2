"""Brings one file: goes on where it was cut, waits out what passes, and gives it its name only when it is proved."""

import random
import re
import shutil
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from chatbelle import words
from chatbelle.errors import (
    CannotResume,
    ConnectionLost,
    DiskFull,
    FileChanged,
    NetworkError,
    ServerTrouble,
    TooManyRequests,
    Unreachable,
)
from chatbelle.library.answers import check_answer, trouble
from chatbelle.library.digest import Digest
from chatbelle.library.job import Progress, Step
from chatbelle.library.network import Answer, Network, Token, origin_of
from chatbelle.library.partial_file import PartialFile
from chatbelle.library.stopping import give_up_if, wait_out

PASSING = (CannotResume, ConnectionLost, ServerTrouble, TooManyRequests, Unreachable)  # worth another try
TELL_SECONDS = 0.1  # how often progress is told
ROOM_BYTES = 64 << 20  # left free on the disk: other programs write as well
CONTENT_RANGE = re.compile(r"bytes (?P<first>[0-9]{1,18})-[0-9]{1,18}/(?P<total>[0-9]{1,18}|\*)", re.ASCII)
STRONG_ETAG = re.compile('"[!#-~]*"', re.ASCII)  # a weak one proves nothing
SHA256 = re.compile("[0-9a-f]{64}")
MOST_WASTED = 0.2  # of the file: what may be fetched twice where a server cannot begin in the middle


@dataclass(frozen=True, slots=True)
class Patience:
    """How long troubles are waited out."""

    tries: int = 6  # in a row, none of which brought anything
    first_seconds: float = 1.0  # then twice as long each time
    longest_seconds: float = 120.0


PATIENCE = Patience()


@dataclass(slots=True)
class _Allowance:
    """How much may still be fetched for nothing."""

    left_bytes: int


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file to be brought, and all the places where it is to be had."""

    target: Path
    size_bytes: int
    digest: Digest | None
    addresses: Sequence[str]  # in the order in which they are tried
    token: Token | None = None


def fetch(
    parcel: Parcel, network: Network, stopped: Callable[[], bool], patience: Patience = PATIENCE
) -> Generator[Progress]:
    """Bring `parcel`, telling how far it is. A file that has its name already is taken to be whole.

    A passing trouble is told in `error` while it is waited out. Raises NetworkError and DownloadError in their kinds;
    what has arrived is kept, but for a WrongHash. Stopped when `stopped` says so.
    """
    if parcel.target.exists():
        return
    part = PartialFile(parcel.target, parcel.size_bytes, parcel.digest)
    try:
        for done_bytes in part.prove():
            yield _progress(parcel, done_bytes, Step.VERIFYING)
            give_up_if(stopped)
        check_room(parcel.target.parent, parcel.size_bytes - part.done_bytes)
        yield from _bring_the_rest(parcel, part, network, stopped, patience)
        yield _progress(parcel, part.done_bytes, Step.VERIFYING)
        part.finish()
    finally:
        part.close()


def check_room(folder: Path, needed_bytes: int) -> None:
    """Raise DiskFull when the disk that holds `folder` has not so much room."""
    while not folder.exists():
        folder = folder.parent
    free_bytes = shutil.disk_usage(folder).free - ROOM_BYTES
    if needed_bytes > free_bytes:
        need, free = (f"{size / (1 << 30):.1f} GiB" for size in (needed_bytes, max(0, free_bytes)))
        raise DiskFull(words.DISK_TOO_SMALL.filled(needed=need, free=free, path=folder), words.FREE_DISK_GO_ON)


def _bring_the_rest(
    parcel: Parcel, part: PartialFile, network: Network, stopped: Callable[[], bool], patience: Patience
) -> Iterator[Progress]:
    """Ask one address after the other until the file is whole, or none is left that could help."""
    addresses, failures = list(parcel.addresses), 0
    allowance = _Allowance(int(parcel.size_bytes * MOST_WASTED))
    while part.done_bytes < parcel.size_bytes:
        address, before = addresses[failures % len(addresses)], part.done_bytes
        try:
            yield from _receive(parcel, part, network, address, allowance)
        except PASSING as error:
            failures = failures + 1 if part.done_bytes == before else 1
            wait = wait_seconds(failures, error, patience)
            yield _progress(parcel, part.done_bytes, Step.DOWNLOADING, error)
            wait_out(wait, stopped)
        except NetworkError:  # this address will not help, another one may
            addresses.remove(address)
            if not addresses:
                raise


def _receive(
    parcel: Parcel, part: PartialFile, network: Network, address: str, allowance: _Allowance
) -> Iterator[Progress]:
    """Ask for what is missing and write it as it comes. Raises NetworkError, also when it ends too early."""
    asked = origin_of(address)
    with network.get(address, _range_headers(part, asked), parcel.token) as answer:
        check_answer(answer, parcel.target.name)
        check_content(parcel, part, answer, asked)
        part.etags[asked] = answer.headers.get("etag", "")
        skip_bytes = _known_bytes(parcel, part, answer, allowance)
        told = monotonic()
        for piece in answer.pieces():
            useful = piece[skip_bytes : skip_bytes + parcel.size_bytes - part.done_bytes]
            skip_bytes -= min(skip_bytes, len(piece))
            part.append(useful)
            if part.done_bytes == parcel.size_bytes:
                return
            if monotonic() - told > TELL_SECONDS:
                told = monotonic()
                yield _progress(parcel, part.done_bytes, Step.DOWNLOADING)
        raise ConnectionLost(words.CONNECTION_CUT.filled(host=answer.origin), words.CHECK_NETWORK)


def _range_headers(part: PartialFile, asked: str) -> dict[str, str]:
    """Ask for what is missing, on condition that the content is still the one of which we have the beginning."""
    if not part.done_bytes:
        return {}
    etag = part.etags.get(asked, "")
    condition = {"If-Range": etag} if STRONG_ETAG.fullmatch(etag) else {}
    return {"Range": f"bytes={part.done_bytes}-", **condition}


def check_content(parcel: Parcel, part: PartialFile, answer: Answer, asked: str) -> None:
    """Raise FileChanged when headers tell that this is another content than the one that was begun."""
    told = answer.first_headers.get("x-linked-etag", "").strip('"').lower()  # the hub's own word: a sha256
    expected = parcel.digest.sha256 if parcel.digest else None
    if expected and told == expected:
        return
    known, now = part.etags.get(asked, ""), answer.headers.get("etag", "")
    if (expected and SHA256.fullmatch(told)) or (part.done_bytes and known and now and known != now):
        raise FileChanged(words.FILE_CHANGED.filled(name=parcel.target.name), words.START_ANEW)


def _known_bytes(parcel: Parcel, part: PartialFile, answer: Answer, allowance: _Allowance) -> int:
    """How many bytes of the answer we have already: none, if the server can begin in the middle."""
    place = CONTENT_RANGE.fullmatch(answer.headers.get("content-range", ""))
    length = answer.headers.get("content-length")
    if answer.status == 206:
        if not place or int(place["first"]) != part.done_bytes or place["total"] not in ("*", str(parcel.size_bytes)):
            raise trouble(answer)
        if length is None or int(length) <= parcel.size_bytes - part.done_bytes:
            return 0
        raise other_length(parcel, answer)
    if length is not None and length != str(parcel.size_bytes):
        raise other_length(parcel, answer)
    if part.done_bytes > allowance.left_bytes:
        raise CannotResume(words.CANNOT_RESUME.filled(host=answer.origin), words.TRY_LATER_OR_ELSEWHERE)
    allowance.left_bytes -= part.done_bytes
    return part.done_bytes


def other_length(parcel: Parcel, answer: Answer) -> ServerTrouble:
    """The error for an answer that cannot be the rest of this file."""
    found = answer.headers.get("content-range") or answer.headers.get("content-length")
    what = words.OTHER_LENGTH.filled(host=answer.origin, found=found, expected=parcel.size_bytes)
    return ServerTrouble(what, words.TRY_LATER_OR_ELSEWHERE)


def wait_seconds(failures: int, error: NetworkError, patience: Patience) -> float:
    """How long to wait after so many failures in a row, the last one `error`. Raises it when patience is at its end.

    As long as the server asks for; otherwise longer each time, and not for everyone at the same moment.
    """
    wait = error.wait_seconds
    if wait is None:
        wait = patience.first_seconds * 2.0 ** (failures - 1) * random.uniform(0.5, 1.0)
    if failures >= patience.tries or wait > patience.longest_seconds:
        raise error
    return wait


def _progress(parcel: Parcel, done_bytes: int, step: Step, error: NetworkError | None = None) -> Progress:
    return Progress(step, done_bytes, parcel.size_bytes, detail=parcel.target.name, error=error)
