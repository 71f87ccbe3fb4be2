"""What every test gets: a home of its own, so that none touches the person's chats."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def chatbelle_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    monkeypatch.setenv("CHATBELLE_HOME", str(home))
    return home
