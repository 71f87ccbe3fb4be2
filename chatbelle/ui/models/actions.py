"""What happens when the person does something on the Models page: the only place that changes what it shows."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from chatbelle.errors import ChatBelleError
from chatbelle.library.job import Job, Step, Wanted
from chatbelle.library.release import Arrival
from chatbelle.ui.models.import_actions import ImportActions
from chatbelle.ui.models.library import Library, Queue
from chatbelle.ui.models.matching import with_jobs
from chatbelle.ui.models.source_actions import SourceActions
from chatbelle.ui.models.state import Kept, Models, Offer, Offered
from chatbelle.ui.state import Look, Notice, Place


class ModelActions:
    """The verbs of one tab's page."""

    def __init__(
        self, models: Models, look: Look, library: Library, queue: Queue, open_model: Callable[[Path], None]
    ) -> None:
        self.models = models
        self._look, self._library, self._queue, self._open_model = look, library, queue, open_model
        self.importing = ImportActions(models.importing, look, library, self.open_model, self.start, self.open_page)
        self.sources = SourceActions(models.sources, library, self.refresh)
        self._started: set[int] = set()  # jobs of this tab, whose end the person may be waiting for
        self._steps: dict[int, Step] = {}
        self._refreshing: asyncio.Task[None] | None = None

    # --- Places ---

    async def open_page(self) -> None:
        """Show the page, and what there is at this moment."""
        self._look.place, self._look.drawer_open = Place.MODELS, False
        await self.refresh()

    def leave(self) -> None:
        """One step back: from the wizard to the page, from the page to the conversation."""
        self._look.place = Place.MODELS if self._look.place is Place.IMPORT else Place.CHAT

    async def refresh(self) -> None:
        """Look again at what there is."""
        try:
            contents = await asyncio.to_thread(self._library.contents)
        except ChatBelleError as error:
            self.notice(Notice(error.what, error.remedy))
            return
        shelf = self.models.shelf
        shelf.kept, shelf.elsewhere, shelf.free_bytes = contents.kept, contents.elsewhere, contents.free_bytes
        shelf.offered = with_jobs(contents.offered, self._queue.jobs)

    # --- From a card to a chat ---

    async def take(self, offered: Offered) -> None:
        """Do what the button of a card says."""
        if offered.offer is Offer.OPEN and offered.path:
            self.open_model(offered.path)
        elif offered.resting and offered.job_id is not None:
            self.resume(offered.job_id)
        elif offered.offer is Offer.INSTEAD:
            self._show_instead(offered)
        elif offered.release.arrival is Arrival.ENCRYPTED:
            self.importing.ask_key(offered)
        else:
            self.start(self._library.wanted(offered.release))

    def open_model(self, path: Path) -> None:
        """Load the model and go to the conversation."""
        self._open_model(path)
        self._look.place = Place.CHAT

    def start(self, wanted: Wanted) -> None:
        """Start a job, and show the page that shows it."""
        self._started.add(self._queue.add(wanted).id)
        self._look.place = Place.MODELS
        self.show_jobs()

    def _show_instead(self, offered: Offered) -> None:
        instead = next((each for each in self.models.shelf.offered if each.release.id == offered.release.instead), None)
        if instead:
            self.models.wish.text = instead.release.name

    # --- Jobs ---

    def pause(self, job_id: int) -> None:
        """Stop a job for now."""
        self._queue.pause(job_id)

    def resume(self, job_id: int) -> None:
        """Go on with a job."""
        self._started.add(job_id)
        self._queue.resume(job_id)

    def cancel(self, job_id: int) -> None:
        """Give a job up."""
        self._queue.cancel(job_id)

    async def follow_jobs(self) -> None:
        """Show what becomes of the jobs, for as long as the tab lives."""
        self._steps = {job.id: job.progress.step for job in self._queue.jobs}
        await self.refresh()
        while True:  # nothing can change between the look and the wait
            self.show_jobs()
            await self._queue.changed()

    def show_jobs(self) -> None:
        """Show the jobs as they are; a step that ended may change what else there is."""
        jobs, trouble = self._queue.jobs, self._queue.trouble
        self.models.jobs.jobs = jobs
        if trouble:
            self.notice(Notice(trouble.what, trouble.remedy))
        before, self._steps = self._steps, {job.id: job.progress.step for job in jobs}
        if self._steps == before:
            return
        self.models.shelf.offered = with_jobs(self.models.shelf.offered, jobs)
        ready = [job for job in jobs if job.progress.step is Step.READY and before.get(job.id) is not Step.READY]
        for job in ready:
            self._became_ready(job)
        if ready or before.keys() - self._steps.keys():
            self._refreshing = asyncio.ensure_future(self.refresh())

    def _became_ready(self, job: Job) -> None:
        """Go on to the chat when the person waited for it here; else say so quietly."""
        if job.id in self._started and self._look.place is Place.MODELS and job.progress.result:
            self.open_model(job.progress.result)
        else:
            self.models.told.ready = job

    def start_ready(self) -> None:
        """Chat with the model that became ready."""
        job, self.models.told.ready = self.models.told.ready, None
        if job and job.progress.result:
            self.open_model(job.progress.result)

    def forget_ready(self) -> None:
        """Say no more that a model is ready."""
        self.models.told.ready = None

    # --- The hub ---

    async def look_up(self, repository: str) -> None:
        """Ask the hub which models a repository has."""
        hub = self.models.hub
        hub.repository, hub.looking, hub.files, hub.notice = repository, True, None, None
        try:
            files = await asyncio.to_thread(self._library.files_of, repository)
            if hub.repository == repository:  # another was asked for meanwhile
                hub.files = with_jobs(files, self._queue.jobs)
        except ChatBelleError as error:
            hub.notice = Notice(error.what, error.remedy)
        finally:
            hub.looking = hub.repository != repository

    def forget_hub(self) -> None:
        """Forget what the hub said."""
        self.models.hub.files, self.models.hub.notice = None, None

    # --- Removing ---

    def ask_remove(self, kept: Kept) -> None:
        """Ask whether a model may be removed."""
        self.models.told.removing = kept

    def keep_it(self) -> None:
        """Remove nothing."""
        self.models.told.removing = None

    async def remove(self, kept: Kept, for_good: bool) -> None:
        """Remove a model, to the trash or for good."""
        self.models.told.removing = None
        await asyncio.to_thread(self._library.remove, kept.path, for_good)
        await self.refresh()

    def notice(self, notice: Notice | None) -> None:
        """Show what went wrong, or no longer."""
        self.models.told.notice = notice
