"""What a chat is set to: shown in a sheet beside it, kept with it as soon as it changes."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from chatbelle.chat import Message, Role
from chatbelle.chat_settings import ChatSettings
from chatbelle.context import WhenFull, with_summary
from chatbelle.session import system_message, with_system
from chatbelle.ui.answers import Answers
from chatbelle.ui.loading import SharedModel
from chatbelle.ui.screen import Screen
from chatbelle.ui.streaming import with_progress


class Setting:
    """The settings of the open chat. Those of a chat that has not begun wait for its first message."""

    def __init__(self, screen: Screen, answers: Answers, model: SharedModel) -> None:
        self._screen, self._answers, self._model = screen, answers, model
        self._sheet = screen.state.sheet

    def open(self) -> None:
        """Show the sheet, or put it away."""
        if self._sheet.is_open:
            self.close()
        else:
            self._sheet.is_open = True

    def close(self) -> None:
        """Put the sheet away."""
        self._sheet.is_open, self._sheet.answer_anew, self._sheet.prompt = False, 0, ()

    def change(self, settings: ChatSettings) -> None:
        """Set the open chat; its summary stays the one there is, which an answer may have written meanwhile."""
        self._sheet.prompt = ()
        kept = self._screen.settings_of(self._screen.open_id)
        self._screen.set(self._screen.open_id, replace(settings, summary=kept.summary))

    def keep_persona(self, prompt: str) -> tuple[str, ...]:
        """Put a system prompt into the person's library, or take it out again; returns the whole of it."""
        mine = self._sheet.personas
        self._sheet.personas = tuple(one for one in mine if one != prompt) if prompt in mine else (*mine, prompt)
        return self._sheet.personas

    def answer_anew_with(self, message_id: int) -> None:
        """Let the person choose other settings, and then have an answer given anew."""
        self._sheet.is_open, self._sheet.answer_anew = True, message_id

    async def answer_anew(self) -> None:
        """Answer anew with what is set now."""
        message_id = self._sheet.answer_anew
        self.close()
        await self._answers.answer_anew(message_id)

    async def choose_when_full(self, when_full: WhenFull) -> None:
        """Say what becomes of this chat when it is full, and go on."""
        self.change(replace(self._sheet.settings, when_full=when_full))
        await self._answers.answer_again()

    async def find_adapters(self, adapters_for: Callable[[Path], tuple[Path, ...]]) -> None:
        """Show which adapters fit the chat's model."""
        model = self._sheet.settings.model or self._model.status.path
        found = await asyncio.to_thread(adapters_for, model) if model else ()
        if model == (self._sheet.settings.model or self._model.status.path):  # else another look is under way
            self._sheet.adapters = found

    async def show_prompt(self) -> None:
        """Show the very tokens that the model would read if the composer's text were sent now."""
        settings, chat = self._sheet.settings, self._screen.state.conversation.chat
        asked = Message(Role.USER, self._screen.state.draft.text or "…")
        path = with_system(chat, settings.system).path() if chat else system_message(settings.system)
        messages = with_summary(path, settings.summary)
        if not messages or messages[-1].role is not Role.USER:
            messages = (*messages, asked)
        async with self._model.engine(settings.model, settings.prompt_format) as engine:
            self._sheet.prompt = await with_progress(lambda _: engine.prompt_tokens(messages), lambda _: None)

    def edit_summary(self, text: str) -> None:
        """Put the person's own words in place of the model's summary."""
        settings = self._screen.settings_of(self._screen.open_id)
        if settings.summary:
            changed = replace(settings, summary=replace(settings.summary, text=text))
            self._screen.set(self._screen.open_id, changed)
