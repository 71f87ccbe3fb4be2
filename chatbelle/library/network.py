"""The only place that opens connections. Closed unless something that the person started is running.

Redirects are followed here, step by step: a token stays with the one host it belongs to, nothing but https leaves
the machine, and no host out there can send us to one in here. Proxies come from the environment.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from selectors import EVENT_READ, DefaultSelector
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from chatbelle import __version__, words
from chatbelle.errors import ConnectionLost, NetworkClosed, RefusedAddress, Unreachable
from chatbelle.library.connections import Purpose, note_beginning, note_end
from chatbelle.library.stopping import give_up_if

if TYPE_CHECKING:
    import httpx

CONNECT_SECONDS = 10.0
STALL_SECONDS = 20.0  # no byte for so long: the connection is given up
STOP_SECONDS = 0.2  # how often a silent connection looks whether it is still wanted
MOST_REDIRECTS = 5
REDIRECTS = (301, 302, 303, 307, 308)
# Bytes are counted, hashed and resumed as they are stored: no compression on the way.
HEADERS = {"User-Agent": f"chatbelle/{__version__}", "Accept-Encoding": "identity"}


@dataclass(frozen=True, slots=True)
class Token:
    """What tells the hub who is asking; it never leaves for another origin than its own."""

    secret: str = field(repr=False)
    origin: str  # `https://host[:port]`


class Answer:
    """What a host answered; the body is read piece by piece."""

    def __init__(
        self, response: "httpx.Response", first: "httpx.Response", stopped: Callable[[], bool], stall_seconds: float
    ) -> None:
        self._response, self._stopped, self._stall_seconds = response, stopped, stall_seconds
        self.status = response.status_code
        self.headers: Mapping[str, str] = response.headers
        self.first_headers: Mapping[str, str] = first.headers  # what the host that was asked said, before any redirect
        self.origin = origin_of(str(response.url))
        self.is_redirected = self.origin != origin_of(str(first.url))

    @property
    def received_bytes(self) -> int:
        """How much of the body has come in."""
        return self._response.num_bytes_downloaded

    def pieces(self) -> Iterator[bytes]:
        """The body as it comes. Raises ConnectionLost when it is cut or stalls, Stopped when nobody wants it."""
        stream = self._response.iter_raw()
        while True:
            give_up_if(self._stopped)
            if self.received_bytes:  # before that, the first bytes may have come along with the headers
                self._wait_for_bytes()
            with in_our_words(self.origin):
                piece = next(stream, None)
            if piece is None:
                return
            yield piece

    def content(self, most_bytes: int) -> bytes:
        """The whole body. ConnectionLost when it is longer than `most_bytes`."""
        body = bytearray()
        for piece in self.pieces():
            body += piece
            if len(body) > most_bytes:
                raise ConnectionLost(words.ANSWER_TOO_LONG.filled(host=self.origin), words.TRY_LATER_OR_ELSEWHERE)
        return bytes(body)

    def _wait_for_bytes(self) -> None:
        """Wait until there is something to read, looking at `stopped` meanwhile.

        Only where the length is known: then nothing can lie unread between the socket and us. Otherwise, and where TLS
        holds bytes already, reading itself waits.
        """
        length = self._response.headers.get("content-length", "")
        wire = self._response.extensions["network_stream"]
        if not length.isdecimal() or self.received_bytes >= int(length):
            return
        tls, began = wire.get_extra_info("ssl_object"), monotonic()
        if (tls is not None and tls.pending()) or wire.get_extra_info("is_readable"):
            return
        with DefaultSelector() as selector:
            selector.register(wire.get_extra_info("socket"), EVENT_READ)
            while not selector.select(STOP_SECONDS):
                give_up_if(self._stopped)
                if monotonic() - began > self._stall_seconds:
                    raise ConnectionLost(words.CONNECTION_STALLED.filled(host=self.origin), words.CHECK_NETWORK)


class Network:
    """Connections for one purpose."""

    def __init__(
        self, purpose: Purpose, subject: str, stopped: Callable[[], bool], stall_seconds: float, client: "httpx.Client"
    ) -> None:
        self._purpose, self._subject, self._stopped = purpose, subject, stopped
        self._stall_seconds, self._client = stall_seconds, client

    @contextmanager
    def get(
        self, address: str, headers: Mapping[str, str] | None = None, token: Token | None = None
    ) -> Iterator[Answer]:
        """Ask for `address`, following redirects; the answer has any status. Raises NetworkError in its kinds."""
        if self._client.is_closed:
            raise NetworkClosed(words.NETWORK_IS_CLOSED, words.START_A_DOWNLOAD)
        first: httpx.Response | None = None
        for _ in range(MOST_REDIRECTS + 1):
            check_address(address)
            token = token if token and origin_of(address) == token.origin else None
            with self._one_request(address, {**HEADERS, **(headers or {})}, token) as response:
                first = first or response
                target = response.headers.get("location")
                if response.status_code not in REDIRECTS or target is None:
                    yield Answer(response, first, self._stopped, self._stall_seconds)
                    return
            address = redirected(address, target)
        raise RefusedAddress(words.REDIRECTED_IN_CIRCLES.filled(host=origin_of(address)), words.TRY_LATER_OR_ELSEWHERE)

    @contextmanager
    def _one_request(self, address: str, headers: dict[str, str], token: Token | None) -> "Iterator[httpx.Response]":
        give_up_if(self._stopped)
        if token:
            headers = {**headers, "Authorization": f"Bearer {token.secret}"}
        number = note_beginning(urlsplit(address).netloc.rpartition("@")[2], self._purpose, self._subject)
        response = None
        try:
            with in_our_words(origin_of(address)):
                response = self._client.send(self._client.build_request("GET", address, headers=headers), stream=True)
            yield response
        finally:
            if response is not None:
                response.close()
            note_end(number, response.num_bytes_downloaded if response is not None else 0)


@contextmanager
def open_for(
    purpose: Purpose, subject: str, stopped: Callable[[], bool] = lambda: False, stall_seconds: float = STALL_SECONDS
) -> Iterator[Network]:
    """Open the network for something that the person started; it is closed again at the end of the block."""
    import httpx  # here, because it takes a tenth of a second of the app's start

    timeout = httpx.Timeout(stall_seconds, connect=min(CONNECT_SECONDS, stall_seconds))
    with httpx.Client(timeout=timeout, follow_redirects=False) as client:
        yield Network(purpose, subject, stopped, stall_seconds, client)


def origin_of(address: str) -> str:
    """`https://host[:port]` of an address, without a name or password in it."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}".lower()


def check_address(address: str) -> None:
    """Raise RefusedAddress unless it is https, or http on this machine."""
    host = host_of(address)
    scheme = address.partition(":")[0].lower()
    if not host or scheme not in ("https", "http") or (scheme == "http" and not is_loopback(host)):
        raise RefusedAddress(words.ADDRESS_REFUSED.filled(address=host or address[:80]), words.ONLY_HTTPS)


def redirected(address: str, location: str) -> str:
    """The address that `location` means. RefusedAddress when a host out there sends us to this machine."""
    try:
        target = urljoin(address, location)
    except ValueError:
        target = ""
    if not host_of(target) or (is_loopback(host_of(target)) and not is_loopback(host_of(address))):
        raise RefusedAddress(words.ADDRESS_REFUSED.filled(address=location[:80]), words.TRY_LATER_OR_ELSEWHERE)
    return target


def host_of(address: str) -> str:
    """The host's name; empty when there is none, or the address is no address."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def is_loopback(host: str) -> bool:
    """Whether a host name is this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower().rstrip(".") == "localhost"


@contextmanager
def in_our_words(host: str) -> Iterator[None]:
    """What httpx raises inside, as errors that say what to do."""
    import httpx

    try:
        yield
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError) as error:
        raise Unreachable(words.HOST_UNREACHABLE.filled(host=host, reason=error), words.CHECK_NETWORK) from error
    except httpx.TimeoutException as error:
        raise ConnectionLost(words.CONNECTION_STALLED.filled(host=host), words.CHECK_NETWORK) from error
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise RefusedAddress(words.ADDRESS_REFUSED.filled(address=host), words.ONLY_HTTPS) from error
    except httpx.HTTPError as error:
        raise ConnectionLost(words.CONNECTION_CUT.filled(host=host), words.CHECK_NETWORK) from error
