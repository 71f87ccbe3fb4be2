"""An open store in a file of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from chatbelle.store.chats import Store, open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "chats.sqlite3"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    store = open_store(path)
    yield store
    store.close()
