"""The jobs as they are kept on the disk, so that they outlive the app. What cannot be read is left out, never fatal."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from chatbelle import errors, words
from chatbelle.errors import ChatBelleError, DownloadNotSaved
from chatbelle.library.catalogue import release_of
from chatbelle.library.job import Job, Progress, Step, Wanted
from chatbelle.paths import data_folder
from chatbelle.words import Phrase

UNDER_WAY = (Step.WAITING, Step.DOWNLOADING, Step.VERIFYING, Step.CONVERTING)


def read_jobs(path: Path | None = None) -> tuple[Job, ...]:
    """The jobs in their order; what was under way when the app ended waits again."""
    try:
        values = json.loads((path or jobs_file()).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return ()
    found: dict[int, Job] = {}
    for value in values if isinstance(values, list) else []:
        with suppress(KeyError, TypeError, ValueError, AttributeError):  # written by a newer ChatBelle, or damaged
            job = _job(value)
            found.setdefault(job.id, job)
    return tuple(found.values())


def write_jobs(jobs: Sequence[Job], path: Path | None = None) -> None:
    """Replace the file, which is whole at any moment. Raises DownloadNotSaved."""
    path = path or jobs_file()
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(json.dumps([_plain(job) for job in jobs], ensure_ascii=False, indent=1), encoding="utf-8")
        part.replace(path)
    except OSError as error:
        what = words.JOBS_NOT_KEPT.filled(reason=error.strerror or error)
        raise DownloadNotSaved(what, words.FREE_OR_MEND_DISK) from error


def jobs_file() -> Path:
    """Where the jobs are kept."""
    return data_folder() / "jobs.json"


def _plain(job: Job) -> dict[str, Any]:
    error, result = job.progress.error, job.progress.result
    progress = {
        "step": job.progress.step,
        "done_bytes": job.progress.done_bytes,
        "total_bytes": job.progress.total_bytes,
        "detail": job.progress.detail,
        "result": str(result) if result else None,
        "error": _plain_error(error) if error else None,
    }
    return {"id": job.id, "wanted": asdict(job.wanted), "progress": progress}


def _plain_error(error: ChatBelleError) -> dict[str, Any]:
    return {"kind": type(error).__name__, "what": asdict(error.what), "remedy": asdict(error.remedy)}


def _job(value: Mapping[str, Any]) -> Job:
    wanted = value["wanted"]
    release = release_of(wanted["release"])
    key = wanted["key"]
    return Job(
        id=int(value["id"]),
        wanted=Wanted(release, str(wanted["folder"]), str(key) if key else None, str(wanted["to"])),
        progress=_progress(value["progress"]),
    )


def _progress(value: Mapping[str, Any]) -> Progress:
    progress = Progress(
        step=Step(value["step"]),
        done_bytes=int(value["done_bytes"]),
        total_bytes=int(value["total_bytes"]),
        detail=str(value["detail"]),
        result=Path(value["result"]) if value["result"] else None,
        error=_error(value["error"]) if value["error"] else None,
    )
    return replace(progress, step=Step.WAITING, error=None) if progress.step in UNDER_WAY else progress


def _error(value: Mapping[str, Any]) -> ChatBelleError:
    kind = getattr(errors, str(value["kind"]), None)
    known = kind if isinstance(kind, type) and issubclass(kind, ChatBelleError) else ChatBelleError
    return known(Phrase(**value["what"]), Phrase(**value["remedy"]))
