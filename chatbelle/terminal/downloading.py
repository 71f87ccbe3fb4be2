"""Brings a model while a bar shows the step, the speed and the time left. Ctrl+C pauses."""

from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event

from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as Bars

from chatbelle import words
from chatbelle.errors import Stopped, UsageError
from chatbelle.library.catalogue import release_named
from chatbelle.library.fetching import Way, bring, look_up
from chatbelle.library.hub import named
from chatbelle.library.job import Progress, Step, Wanted
from chatbelle.library.needed import release_in
from chatbelle.library.release import Release
from chatbelle.terminal.ctrl_c import on_ctrl_c
from chatbelle.terminal.screen import Screen, harmless
from chatbelle.words import Phrase

STEPS = {
    Step.DOWNLOADING: words.STEP_DOWNLOADING,
    Step.VERIFYING: words.STEP_VERIFYING,
    Step.CONVERTING: words.STEP_CONVERTING,
}


def release_asked_for(name: str, way: Way) -> Release:
    """The release of the catalogue with this name, or `org/repo[:file]` as the hub has it. Raises UsageError."""
    known = release_named(name)
    if known:
        return known
    if "/" not in name:
        raise UsageError(words.NO_SUCH_RELEASE.filled(name=name), words.SEARCH_THE_CATALOGUE)
    repository, file = named(name)
    return release_in(look_up(repository, way), file)


def download(wanted: Wanted, way: Way, screen: Screen, command: str) -> Path:
    """Bring a release; returns the model's path. Stopped after Ctrl+C, saying that `command` goes on."""
    stopped = Event()
    with (
        on_ctrl_c(stopped.set),
        closing(bring(wanted, way, stopped.is_set)) as told,
        shown(screen, wanted.release.name) as show,
    ):
        try:
            return last_word(told, show)
        except Stopped as error:
            raise Stopped(error.what, words.GO_ON_LIKE_THIS.filled(command=command)) from error


def last_word(told: Generator[Progress], show: Callable[[Progress], None]) -> Path:
    """Show everything that is told; returns the result."""
    for progress in told:
        if progress.result:
            return progress.result
        show(progress)
    raise ValueError("a job ends with its result")


@contextmanager
def shown(screen: Screen, name: str) -> Iterator[Callable[[Progress], None]]:
    """Inside, progress is shown: as a bar in a terminal, otherwise as one line for each step."""
    before: list[Phrase] = []

    def note_steps(progress: Progress) -> None:
        step = STEPS[progress.step].filled(name=name)
        if progress.error:
            step = words.WAITING_OUT.filled(what=progress.error.what)
        if before[-1:] != [step]:
            before.append(step)
            screen.note(step)

    if not screen.has_terminal:
        yield note_steps
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(None, complete_style="dim"))
    with Bars(*columns, console=screen.notes, transient=True) as bars:
        bar = bars.add_task(name, total=None)
        yield lambda progress: bars.update(
            bar,
            description=harmless(summary(progress, name).in_language(screen.language)),
            total=progress.total_bytes or None,
            completed=progress.done_bytes,
        )


def summary(progress: Progress, name: str) -> Phrase:
    """What stands before the bar."""
    step = STEPS[progress.step].filled(name=name)
    if progress.error:
        return words.WAITING_OUT.filled(what=progress.error.what)
    if not progress.total_bytes:
        return step
    far = words.HOW_FAR.filled(step=step, done=gb(progress.done_bytes), total=gb(progress.total_bytes))
    if progress.seconds_left is None:
        return far
    return words.HOW_FAST.filled(
        far=far, speed=f"{progress.bytes_per_second / 1e6:.1f}", left=time_left(progress.seconds_left)
    )


def time_left(seconds: float) -> Phrase:
    """About how long, in words."""
    if seconds < 90:
        return words.SECONDS_LEFT.filled(count=max(1, round(seconds)))
    if seconds < 90 * 60:
        return words.MINUTES_LEFT.filled(count=round(seconds / 60))
    return words.HOURS_LEFT.filled(count=f"{seconds / 3600:.1f}")


def gb(size_bytes: int) -> str:
    """A size without its unit, which is GB."""
    return f"{size_bytes / 1e9:.2f}"
