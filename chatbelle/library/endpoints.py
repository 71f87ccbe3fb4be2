"""Where the hub can be reached: the official host, mirrors of it, or an address of the person's own.

What is fetched is the same everywhere, because its hash proves it. A token belongs to the official host alone.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic

from chatbelle.errors import NetworkError
from chatbelle.library.answers import check_answer
from chatbelle.library.connections import Purpose
from chatbelle.library.network import Token, check_address, open_for, origin_of

PROBE_SECONDS = 5.0  # an endpoint that has not answered by then is slow
PROBE_BYTES = 64 << 10
PROBE_PATH = "/api/models?filter=gguf&limit=1"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address of the hub."""

    name: str
    address: str  # without a slash at its end


OFFICIAL = Endpoint("Hugging Face", "https://huggingface.co")
MIRRORS = (Endpoint("HF-Mirror", "https://hf-mirror.com"),)
KNOWN = (OFFICIAL, *MIRRORS)


@dataclass(frozen=True, slots=True)
class Probe:
    """How an endpoint answered a small request."""

    endpoint: Endpoint
    seconds: float | None = None  # None: it did not
    error: NetworkError | None = None


def endpoint_at(address: str) -> Endpoint:
    """The endpoint at an address that a person typed. RefusedAddress when it is not https."""
    address = address.strip().rstrip("/")
    address = address if "://" in address else f"https://{address}"
    check_address(address)
    own = Endpoint(origin_of(address), address)
    return next((known for known in KNOWN if known.address == address.lower()), own)


def chosen_endpoint(environment: Mapping[str, str] = os.environ) -> Endpoint:
    """The one that HF_ENDPOINT names, as the hub's own tools understand it; else the official one.

    Raises RefusedAddress when that is not https.
    """
    named = environment.get("HF_ENDPOINT", "").strip()
    return endpoint_at(named) if named else OFFICIAL


def chosen_token(environment: Mapping[str, str] = os.environ) -> Token | None:
    """The token in HF_TOKEN, for the official host."""
    secret = environment.get("HF_TOKEN", "").strip()
    return Token(secret, OFFICIAL.address) if secret else None


def probe_all(endpoints: Sequence[Endpoint] = KNOWN, stall_seconds: float = PROBE_SECONDS) -> Iterator[Probe]:
    """Ask each endpoint something small, one after the other; at most about `stall_seconds` each."""
    for endpoint in endpoints:
        began = monotonic()
        try:
            with (
                open_for(Purpose.PROBE, endpoint.name, stall_seconds=stall_seconds) as network,
                network.get(endpoint.address + PROBE_PATH) as answer,
            ):
                check_answer(answer, endpoint.name)
                answer.content(PROBE_BYTES)
            yield Probe(endpoint, monotonic() - began)
        except NetworkError as error:
            yield Probe(endpoint, error=error)


def fastest(probes: Sequence[Probe]) -> Endpoint | None:
    """The endpoint that answered first, or None when none did."""
    answered = [(probe.seconds, probe.endpoint) for probe in probes if probe.seconds is not None]
    return min(answered, key=lambda pair: pair[0])[1] if answered else None
