"""An open store in a file of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from chatbelle.store.chats import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "chats.sqlite3")
    yield store
    store.close()
