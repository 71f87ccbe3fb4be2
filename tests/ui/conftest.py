"""A real store for whatever a tab does."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from chatbelle.store.chats import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "chats.sqlite3")
    yield opened
    opened.close()
