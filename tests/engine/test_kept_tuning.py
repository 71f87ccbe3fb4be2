"""What was measured comes back as it was kept, for the same model, machine and llama.cpp; else it is not believed."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from chatbelle.engine.threads import Cores, this_machines_cores
from chatbelle.engine.tuned import Attention, Calibrated, Gain, Knob, Tuning
from chatbelle.engine.tuning.kept import Subject, find, keep, machine_fingerprint

CORES = Cores(8, 16)
SUBJECT = Subject("model", "library", "machine")
MEASURED = Calibrated(Tuning(4, 8, 256, Attention.PLAIN), (Gain(Knob.DECODE_THREADS, 1.12, 9),), 14.5)

threads = some.integers(1, CORES.logical)
tunings = some.builds(Tuning, threads, threads, some.integers(1, 512), some.sampled_from(Attention), some.just(False))
gains = some.builds(Gain, some.sampled_from(Knob), some.floats(0.01, 100), some.integers(1, 1000))
findings = some.builds(Calibrated, tunings, some.lists(gains).map(tuple), some.floats(0.01, 3600))


@given(findings)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_kept_is_found_again(tmp_path: Path, finding: Calibrated) -> None:
    keep(tmp_path, SUBJECT, finding)
    assert find(tmp_path, SUBJECT, CORES) == finding


@pytest.mark.parametrize(
    "other", [Subject("x", "library", "machine"), Subject("model", "x", "machine"), Subject("model", "library", "x")]
)
def test_another_model_machine_or_llama_cpp_finds_nothing(tmp_path: Path, other: Subject) -> None:
    keep(tmp_path, SUBJECT, MEASURED)
    assert find(tmp_path, other, CORES) is None


def changed(tuning: dict[str, Any] | None = None, **top: Any) -> dict[str, Any]:
    """The kept file with something changed."""
    values: dict[str, Any] = json.loads(KEPT)
    values["tuning"] |= tuning or {}
    return values | top


KEPT = json.dumps(
    {
        "version": 1,
        "model": "model",
        "library": "library",
        "machine": "machine",
        "tuning": {"decode_threads": 4, "prompt_threads": 8, "batch_tokens": 256, "attention": "plain"},
        "gains": [{"knob": "decode_threads", "ratio": 1.12, "rounds": 9}],
        "seconds": 14.5,
    }
)


@pytest.mark.parametrize(
    "doubtful",
    [
        changed(version=2),
        changed(model="another"),
        changed({"decode_threads": 0}),
        changed({"decode_threads": 17}),  # more than there are
        changed({"prompt_threads": True}),
        changed({"batch_tokens": 100_000}),
        changed({"attention": "none"}),
        changed(gains=[{"knob": "decode_threads", "ratio": float("nan"), "rounds": 9}]),
        changed(gains=7),
        changed(seconds=-1),
        [],
        None,
    ],
    ids=str,
)
def test_a_doubtful_file_is_thrown_away(tmp_path: Path, doubtful: object) -> None:
    SUBJECT.file(tmp_path).write_text(json.dumps(doubtful), encoding="utf-8")
    assert find(tmp_path, SUBJECT, CORES) is None
    assert not list(tmp_path.iterdir())


@given(some.binary(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_at_all_can_harm(tmp_path: Path, content: bytes) -> None:
    SUBJECT.file(tmp_path).write_bytes(content)
    assert find(tmp_path, SUBJECT, CORES) is None


def test_the_unchanged_file_is_believed(tmp_path: Path) -> None:
    SUBJECT.file(tmp_path).write_text(KEPT, encoding="utf-8")
    assert find(tmp_path, SUBJECT, CORES) == MEASURED


def test_a_folder_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    keep(tmp_path / "missing", SUBJECT, MEASURED)
    assert find(tmp_path / "missing", SUBJECT, CORES) is None


def test_a_machine_has_one_fingerprint_and_other_cores_another() -> None:
    cores = this_machines_cores()
    assert machine_fingerprint(cores) == machine_fingerprint(cores)
    assert machine_fingerprint(cores) != machine_fingerprint(Cores(cores.physical + 1, cores.logical + 1))
