"""What happens when the person changes a setting: it is kept, and the tab follows at once."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import flet as ft

from chatbelle.about import read_about
from chatbelle.disk import Disk
from chatbelle.library.job import Step
from chatbelle.ui.actions import Actions
from chatbelle.ui.dressing import dress
from chatbelle.ui.given import Given, Keep
from chatbelle.ui.loading import SharedModel
from chatbelle.ui.model_status import Phase
from chatbelle.ui.models.library import Queue
from chatbelle.ui.settings.state import CONTEXTS, USUAL_CONTEXT, Cleanup
from chatbelle.ui.settings.verbs import SettingsVerbs
from chatbelle.ui.state import Place, State

OF_LOADING = {"threads", "tuned", "context_tokens", "cache_type", "snapshot_bytes"}
AT_REST = (Step.PAUSED, Step.FAILED)


class SettingsActions:
    """One tab's page."""

    def __init__(
        self,
        state: State,
        keep: Keep,
        model: SharedModel,
        queue: Queue,
        disk: Disk,
        remove_chats: Callable[[], Awaitable[None]],
    ) -> None:
        """`remove_chats` removes all of them, and offers to take that back."""
        self._look, self._chosen, self._page = state.look, state.chosen, state.settings
        self._keep, self._model, self._queue, self._disk = keep, model, queue, disk
        self._remove_chats = remove_chats

    async def open(self) -> None:
        """Show the page, and what there is on the disk at this moment."""
        self._look.place, self._look.drawer_open = Place.SETTINGS, False
        await self._look_at_disk()

    def leave(self) -> None:
        """Back to the conversation."""
        self._look.place = Place.CHAT

    def change(self, **changes: Any) -> None:
        """Change some settings. Raises SettingsError when they cannot be kept; they are changed all the same."""
        settings = self._chosen.settings = replace(self._chosen.settings, **changes)
        self._look.follow(settings)
        if changes.keys() & OF_LOADING and self._model.status.phase is Phase.READY:
            self._page.loading.waits = True
        try:
            self._keep(**changes)
        finally:
            if "rest_after_minutes" in changes:
                self._model.count_idle_anew()

    def end_welcome(self) -> None:
        """The first run is over, and is not shown again."""
        self._look.place = Place.CHAT
        self.change(welcomed=True)

    def load_again(self) -> None:
        """Load the model as it is set now; an answer that is being said ends first."""
        if path := self._model.status.path:
            self._model.load(path)

    def calibrate(self) -> None:
        """Measure anew how the model runs fastest; the next question interrupts that."""
        self._model.calibrate(anew=True)

    def load_shorter(self) -> None:
        """Load the model with the next shorter context, because memory was short for this one."""
        now = self._chosen.settings.context_tokens or USUAL_CONTEXT
        self.change(context_tokens=max((tokens for tokens in CONTEXTS if tokens < now), default=CONTEXTS[0]))
        self.load_again()

    async def keep_states(self, budget_bytes: int) -> None:
        """Let the states of all chats take so much; what goes beyond is removed now."""
        self.change(snapshot_bytes=budget_bytes)
        await asyncio.to_thread(self._disk.keep_states_within, budget_bytes)
        await self._look_at_disk()

    def ask_clean(self, what: Cleanup) -> None:
        """Ask whether something may be removed."""
        self._page.disk.asked = what

    def answer_no(self) -> None:
        """Remove nothing."""
        self._page.disk.asked = None

    async def clean(self, what: Cleanup) -> None:
        """Remove it, and look again. The chats can be taken back where they were removed: in the conversation."""
        self._page.disk.asked = None
        match what:
            case Cleanup.CHATS:
                self.leave()
                await self._remove_chats()
            case Cleanup.STATES:
                await asyncio.to_thread(self._disk.remove_states)
            case Cleanup.UNFINISHED:
                await self._remove_unfinished()
        await self._look_at_disk()

    async def _remove_unfinished(self) -> None:
        """Give up the downloads that rest; those that run or wait go on, and what they have brought stays."""
        queue = self._queue
        for job in queue.jobs:
            if job.progress.step in AT_REST:
                queue.cancel(job.id)
        if all(job.progress.step is Step.READY for job in queue.jobs):
            await asyncio.to_thread(self._disk.remove_unfinished)

    async def _look_at_disk(self) -> None:
        self._page.disk.storage = await asyncio.to_thread(self._disk.storage)

    async def open_about(self) -> None:
        """Show versions and licences."""
        self._page.about.is_open = True
        self._page.about.about = await asyncio.to_thread(read_about, self._model.status.path)

    def close_about(self) -> None:
        """Show them no more."""
        self._page.about.is_open = False


def settings_verbs_of(page: ft.Page, actions: Actions, given: Given) -> SettingsVerbs:
    """What can be done on this tab's page."""

    async def remove_chats() -> None:
        chats = actions.screen.chats
        if every := (*chats.chats(), *chats.chats(archived=True)):
            await actions.removing.remove_chats(every)

    setting = SettingsActions(actions.state, given.keep, given.model, given.jobs, given.disk, remove_chats)

    def change(**changes: Any) -> None:
        try:
            setting.change(**changes)
        finally:
            dress(page, actions.state.chosen.settings, actions.state.look)
            page.update()

    return SettingsVerbs(
        open=setting.open,
        leave=setting.leave,
        change=change,
        end_welcome=setting.end_welcome,
        load_again=setting.load_again,
        calibrate=setting.calibrate,
        load_shorter=setting.load_shorter,
        keep_states=setting.keep_states,
        ask_clean=setting.ask_clean,
        answer_no=setting.answer_no,
        clean=setting.clean,
        open_about=setting.open_about,
        close_about=setting.close_about,
    )
