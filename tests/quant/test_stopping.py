"""A conversion that is stopped or killed in the middle: the target is not there, and the next run needs no tidying."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from gguf import GGUFReader

from quant.convert import convert
from quant.types import To
from tests.quant.tiny import tiny_llama

ROOT = Path(__file__).parents[2]
TARGET, PART = "model.gguf", "model.gguf.part"


@pytest.fixture(scope="module")
def slow_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that one thread needs some seconds for: nothing is as slow as Q2_K."""
    folder = tmp_path_factory.mktemp("slow") / "llama"
    return tiny_llama(folder, hidden_size=1024, intermediate_size=4096, num_hidden_layers=6)


@contextmanager
def half_way(folder: Path, target: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """A conversion in a process of its own, at a moment when tensors are being written."""
    command = [
        sys.executable,
        "-m",
        "quant",
        "convert",
        folder,
        target,
        "--to",
        "q2_k",
        "--threads",
        "1",
        "--json",
        *options,
    ]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout
        line = next(line for line in map(json.loads, child.stdout) if line["stage"] == "converting")
        assert line["done"] < line["total"]
        yield child
        child.kill()


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.is_file()}


def test_a_kill_leaves_only_the_part_and_the_next_run_replaces_it(slow_folder: Path, tmp_path: Path) -> None:
    with half_way(slow_folder, tmp_path / TARGET) as child:
        child.kill()
        child.wait()
    assert files(tmp_path) == {PART}
    convert(slow_folder, tmp_path / TARGET, To.Q8_0)
    assert files(tmp_path) == {TARGET}
    assert len(GGUFReader(tmp_path / TARGET).tensors) == 3 + 6 * 9


def test_ctrl_c_leaves_only_the_part_and_says_so_calmly(slow_folder: Path, tmp_path: Path) -> None:
    with half_way(slow_folder, tmp_path / TARGET) as child:
        child.send_signal(signal.SIGINT)
        told, said = child.communicate(timeout=60)
    assert child.returncode == 130
    assert said == f"Stopped. {tmp_path / TARGET} was not written. The same command begins again.\n"
    assert json.loads(told.splitlines()[-1])["stage"] == "failed"
    assert files(tmp_path) == {PART}


def test_a_kill_keeps_the_file_that_was_to_be_replaced(slow_folder: Path, tmp_path: Path) -> None:
    (tmp_path / TARGET).write_text("dear")
    with half_way(slow_folder, tmp_path / TARGET, "--force") as child:
        child.kill()
        child.wait()
    assert files(tmp_path) == {TARGET, PART}
    assert (tmp_path / TARGET).read_text() == "dear"


def test_a_disk_that_is_full_after_all_is_told_and_left_as_it_was(slow_folder: Path, tmp_path: Path) -> None:
    convert = [sys.executable, "-m", "quant", "convert", slow_folder, tmp_path / TARGET, "--to", "f16"]
    limited = ["bash", "-c", 'ulimit -f 20000; exec "$@"', "bash", *convert]  # kilobytes that a file may have
    done = subprocess.run(limited, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Writing {tmp_path / TARGET} failed: File too large.")
    assert files(tmp_path) == set()


def test_room_that_the_next_run_will_have_is_not_called_missing(slow_folder: Path, tmp_path: Path) -> None:
    """On a small disk of its own that a part left behind fills nearly."""
    convert = [sys.executable, "-m", "quant", "convert", slow_folder, tmp_path / TARGET, "--to", "f16"]
    mount = ["unshare", "--user", "--map-root-user", "--mount", "bash", "-ec"]
    if subprocess.run([*mount, "mount -t tmpfs none /mnt"], capture_output=True, timeout=60, check=False).returncode:
        pytest.skip("this user may not mount a small disk")
    script = f'mount -t tmpfs -o size=300m none "{tmp_path}"; head -c 250M /dev/zero > "{tmp_path / PART}"; "$@"'
    done = subprocess.run(
        [*mount, script, "bash", *convert], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
