"""What the tests of the library share."""

from collections.abc import Iterator

import pytest

from tests.library.hub_server import HubServer, hub_server


@pytest.fixture
def hub() -> Iterator[HubServer]:
    """A hub on this machine, well-behaved until told otherwise."""
    with hub_server() as server:
        yield server
