"""The list of jobs outlives the app, and what is damaged in it costs no more than itself."""

import json
from pathlib import Path

from chatbelle import words
from chatbelle.errors import ConnectionLost
from chatbelle.library.catalogue import catalogue
from chatbelle.library.job import TYPES, Job, Progress, Step, Wanted
from chatbelle.library.jobs import jobs_file, read_jobs, write_jobs
from quant.types import To

WANTED = Wanted(catalogue()[0], "/models", key="/keys/consolidated.00.pth", to="q4_0")


def test_a_job_is_read_as_it_was_written() -> None:
    failed = Progress(Step.FAILED, 3, 10, detail="x", error=ConnectionLost(words.DISK_IS_FULL, words.CHECK_NETWORK))
    ready = Progress(Step.READY, 10, 10, result=Path("/models/a.gguf"))
    write_jobs([Job(1, WANTED, ready), Job(2, WANTED, failed)])
    first, second = read_jobs()
    assert first == Job(1, WANTED, ready)
    assert isinstance(second.progress.error, ConnectionLost)
    assert second.progress.error.what == words.DISK_IS_FULL


def test_what_ran_when_the_app_ended_waits_and_what_was_paused_stays_so() -> None:
    write_jobs([Job(n, WANTED, Progress(step)) for n, step in enumerate(Step)])
    steps = {before: job.progress.step for before, job in zip(Step, read_jobs(), strict=True)}
    assert {before for before, now in steps.items() if now is Step.WAITING} == {
        Step.WAITING,
        Step.DOWNLOADING,
        Step.VERIFYING,
        Step.CONVERTING,
    }
    assert steps[Step.PAUSED] is Step.PAUSED


def test_one_damaged_job_is_left_out() -> None:
    write_jobs([Job(1, WANTED), Job(2, WANTED)])
    values = json.loads(jobs_file().read_text())
    values[0]["wanted"]["release"]["arrival"] = "by pigeon"
    jobs_file().write_text(json.dumps([None, 7, {}, *values, values[1]]))
    assert [job.id for job in read_jobs()] == [2]


def test_a_list_that_cannot_be_read_is_empty() -> None:
    assert read_jobs() == ()
    for text in ("", "{", '{"a": 1}', "[" * 100_000):
        jobs_file().write_text(text)
        assert read_jobs() == ()


def test_the_types_are_the_converters() -> None:
    assert tuple(To) == TYPES
