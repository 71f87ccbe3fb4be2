"""Engines to test: the scripted one, llama.cpp in this process, and llama.cpp in a worker."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from chatbelle.engine.llama import open_llama
from chatbelle.engine.opening import open_engine
from chatbelle.engine.protocol import Engine, Loading
from chatbelle.engine.scripted import ScriptedEngine
from tests.adapter_files import halves, holding
from tests.engine.tiny_adapters import Family, write_family
from tests.engine.tiny_models import write_tiny_model

SCRIPT = "One two three four five, six seven eight nine ten. " * 40


@pytest.fixture(scope="session")
def engines_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of engines that live longer than a test."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def llama(smollm2: Path, engines_home: Path) -> Iterator[Engine]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHATBELLE_HOME", str(engines_home))
        engine = open_llama(smollm2, Loading(context_tokens=1024), lambda share: None, lambda: False)
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def worker(smollm2: Path, engines_home: Path) -> Iterator[Engine]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHATBELLE_HOME", str(engines_home))
        engine = open_engine(smollm2, Loading(context_tokens=1024))
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two models that differ in nothing but their weights."""
    folder = tmp_path_factory.mktemp("tiny")
    return write_tiny_model(folder, "one", 1), write_tiny_model(folder, "other", 2)


@pytest.fixture(scope="session")
def family(tmp_path_factory: pytest.TempPathFactory) -> Family:
    """A tiny model and adapters for it."""
    return write_family(tmp_path_factory.mktemp("family"), 1)


@pytest.fixture
def tiny(tiny_models: tuple[Path, Path]) -> Path:
    return tiny_models[0]


@pytest.fixture(scope="session")
def adapter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for the real model."""
    path = tmp_path_factory.mktemp("adapter") / "adapter.gguf"
    holding(halves("blk.0.attn_q.weight", 576, 576))(path)
    return path


@pytest.fixture(
    params=["scripted", pytest.param("llama", marks=pytest.mark.model), pytest.param("worker", marks=pytest.mark.model)]
)
def engine(request: pytest.FixtureRequest, engines_home: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Each engine in turn: what holds for one holds for all."""
    monkeypatch.setenv("CHATBELLE_HOME", str(engines_home))
    if request.param == "scripted":
        return ScriptedEngine(SCRIPT, pause_seconds=0.001, reading_seconds=0.05, context_tokens=1024)
    engine: Engine = request.getfixturevalue(request.param)
    return engine
