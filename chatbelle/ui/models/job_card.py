"""A job on its card: a bar with the step, the speed and the time left, and what can be done about it."""

from collections.abc import Callable

import flet as ft

from chatbelle import words
from chatbelle.library.job import Job, Progress, Step
from chatbelle.ui import theme
from chatbelle.ui.models import figures
from chatbelle.ui.models.parts import action, card, heading, name_text, plain, quiet, stacked
from chatbelle.ui.models.state import JobList
from chatbelle.ui.named import icon_button, named
from chatbelle.ui.state import Layout, Look
from chatbelle.words import Phrase

STEPS = {
    Step.WAITING: words.JOB_WAITING,
    Step.DOWNLOADING: words.JOB_DOWNLOADING,
    Step.VERIFYING: words.JOB_VERIFYING,
    Step.CONVERTING: words.JOB_CONVERTING,
    Step.PAUSED: words.JOB_PAUSED,
    Step.FAILED: words.JOB_FAILED,
    Step.READY: words.JOB_READY,
}
UNDER_WAY = (Step.WAITING, Step.DOWNLOADING, Step.VERIFYING, Step.CONVERTING)


@ft.component
def JobsView(  # noqa: N802 - components are named like classes
    jobs: JobList,
    look: Look,
    pause: Callable[[int], None],
    resume: Callable[[int], None],
    cancel: Callable[[int], None],
) -> ft.Control:
    """All jobs that are not ready yet; nothing when there are none."""
    shown = [job for job in jobs.jobs if job.progress.step is not Step.READY]
    if not shown:
        return ft.Container(height=0)
    cards = [job_card(job, look, pause, resume, cancel) for job in shown]
    return stacked([heading(look.say(words.JOBS)), *cards])


def job_card(
    job: Job, look: Look, pause: Callable[[int], None], resume: Callable[[int], None], cancel: Callable[[int], None]
) -> ft.Control:
    """One job."""
    progress, number = job.progress, job.id
    touch = look.layout is not Layout.WIDE
    stop = icon_button(
        f"cancel-{number}", ft.Icons.CLOSE_ROUNDED, look.say(words.JOB_CANCEL), lambda: cancel(number), touch
    )
    if progress.step in UNDER_WAY:
        go: ft.Control = icon_button(
            f"pause-{number}", ft.Icons.PAUSE_ROUNDED, look.say(words.JOB_PAUSE), lambda: pause(number), touch
        )
    else:
        says = look.say(words.CONTINUE_DOWNLOAD)
        go = action(f"continue-{number}", says, lambda: resume(number), look)
    title = ft.Container(name_text(job.wanted.release.name), expand=True)
    lines: list[ft.Control] = [
        ft.Row([title, go, stop], spacing=4),
        bar(progress),
        named(f"progress-{number}", quiet(look.say(said_of(progress)))),
    ]
    if progress.error:
        lines += [plain(look.say(progress.error.what)), quiet(look.say(progress.error.remedy))]
    return ft.Container(named(f"job-{number}", card(stacked(lines, 8))), key=f"job-{number}")


def bar(progress: Progress) -> ft.Control:
    """How much is done; the client moves it while the whole is unknown."""
    share = figures.share(progress.done_bytes, progress.total_bytes)
    moving = progress.step in UNDER_WAY
    return ft.ProgressBar(
        value=(share or 0.0) if not moving or progress.step is Step.WAITING else share,
        bar_height=6,
        border_radius=3,
        color=theme.ACCENT if moving else theme.SECONDARY,
        bgcolor=theme.SELECTED,
    )


def said_of(progress: Progress) -> Phrase:
    """For example `Downloading · 1.2 / 4.3 GB · 3.1 MB/s · 2 min left`."""
    said = STEPS[progress.step]
    if progress.total_bytes:
        said = joined(said, figures.done_of(progress.done_bytes, progress.total_bytes))
    if progress.step in UNDER_WAY and progress.bytes_per_second:
        said = joined(said, words.A_SECOND.filled(amount=figures.size(progress.bytes_per_second)))
        if progress.seconds_left is not None:
            said = joined(said, figures.time_left(progress.seconds_left))
    return said


def joined(one: Phrase, other: Phrase | str) -> Phrase:
    """Two facts side by side."""
    return words.TWO_NOTES.filled(one=one, other=other)
