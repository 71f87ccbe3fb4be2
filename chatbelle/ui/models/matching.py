"""Which releases suit what the person looks for, and which one suits this machine. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from chatbelle.library.fit import Room
from chatbelle.library.job import Job, Step
from chatbelle.library.release import Arrival
from chatbelle.ui.models.figures import GB
from chatbelle.ui.models.state import Offer, Offered, SizeWish, Wish

_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]*/[\w.-]+(:[\w./ -]+)?", re.ASCII)
# Up to where each size goes, on the disk.
SMALL_BYTES, MIDDLE_BYTES = 2 * GB, 6 * GB


def repository_in(text: str) -> str | None:
    """The `org/repo` or `org/repo:file` that was typed, also as an address of the hub; None for other words."""
    bare = text.strip().removeprefix("https://").removeprefix("huggingface.co/").rstrip("/")
    return bare if _REPOSITORY.fullmatch(bare) else None


def suiting(offered: Sequence[Offered], wish: Wish) -> tuple[Offered, ...]:
    """The releases that suit every part of the wish."""
    return tuple(each for each in offered if _suits(each, wish))


def _suits(offered: Offered, wish: Wish) -> bool:
    release = offered.release
    said = f"{release.name} {release.repository} {release.about.zh} {release.about.en}".lower()
    return (
        all(word in said for word in wish.text.lower().split())
        and (not wish.language or wish.language in release.languages)
        and (not wish.fitting_only or runs_here(offered))
        and _has_size(offered.disk_bytes, wish.size)
    )


def _has_size(disk_bytes: int | None, wanted: SizeWish) -> bool:
    if wanted is SizeWish.ANY:
        return True
    if disk_bytes is None:
        return False
    size = SizeWish.SMALL if disk_bytes <= SMALL_BYTES else SizeWish.LARGE
    return wanted is (SizeWish.MIDDLE if SMALL_BYTES < disk_bytes <= MIDDLE_BYTES else size)


def runs_here(offered: Offered) -> bool:
    """Whether there is memory for it."""
    return offered.fit is not None and offered.fit.room is not Room.WILL_NOT_FIT


def runs_well(offered: Offered) -> bool:
    """Whether it answers as fast as one reads, with memory to spare."""
    return offered.fit is not None and offered.fit.room is Room.FITS and offered.fit.quick


def suggested(offered: Sequence[Offered]) -> Offered | None:
    """The largest that speaks Chinese, runs well here and needs nothing but a download."""
    able = [
        each
        for each in offered
        if runs_well(each) and each.release.arrival is Arrival.READY and "zh" in each.release.languages
    ]
    return max(able, key=lambda each: each.release.parameters, default=None)


def in_order(offered: Sequence[Offered]) -> tuple[Offered, ...]:
    """The suggested one first, then what is on its way, then what runs here, what is too large last."""
    return tuple(sorted(offered, key=_rank))


def _rank(offered: Offered) -> tuple[bool, bool, bool, bool]:
    return (
        not offered.suggested,
        offered.job_id is None,
        offered.offer is Offer.INSTEAD,
        not runs_here(offered),
    )


def with_jobs(offered: Sequence[Offered], jobs: Sequence[Job]) -> tuple[Offered, ...]:
    """The releases, each with the job that brings it and with what its button offers then."""
    bringing = {job.wanted.release.id: job for job in jobs if job.progress.step is not Step.READY}
    return tuple(_with_job(each, bringing.get(each.release.id)) for each in offered)


def _with_job(offered: Offered, job: Job | None) -> Offered:
    if job is None:
        return replace(offered, job_id=None, resting=False)
    return replace(offered, job_id=job.id, resting=job.progress.step in (Step.PAUSED, Step.FAILED))
