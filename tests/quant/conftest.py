"""What the tests of the conversion share."""

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from hypothesis import settings

from tests.quant.smollm2_checkpoint import write_smollm2

# A machine that is busy with other things is slow, not wrong; what has to be quick says so itself.
settings.register_profile("busy machine", deadline=5000)
settings.load_profile("busy machine")


@pytest.fixture(scope="module")  # no longer: other tests kill all children that they find
def official() -> Iterator[Callable[..., object]]:
    """Runs a function of tests.quant.official in a child process, which may crash without taking the tests along."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield lambda function, *arguments: pool.submit(function, *arguments).result(timeout=100)


@pytest.fixture(scope="session")
def smollm2_folder(smollm2: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_smollm2(smollm2, tmp_path_factory.mktemp("smollm2") / "SmolLM2-135M-Instruct")
