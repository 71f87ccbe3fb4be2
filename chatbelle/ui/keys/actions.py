"""What the keys do in one tab."""

import asyncio
import inspect

from chatbelle import words
from chatbelle.chat import Message, Role
from chatbelle.thinking import thinking_of
from chatbelle.ui.keys.commands import Act, Commands
from chatbelle.ui.keys.palette import Entry, command_entries, suiting, titled
from chatbelle.ui.keys.shortcuts import Keys, meant, shortcuts
from chatbelle.ui.keys.state import Shown
from chatbelle.ui.models.page import ModelsVerbs
from chatbelle.ui.models.state import Models
from chatbelle.ui.state import Place, State
from chatbelle.ui.verbs import Verbs
from chatbelle.words import Phrase

TOLD_SECONDS = 1.6
_STEPS = {"Arrow Down": 1, "Arrow Up": -1}


class KeyActions:
    """Finds out which shortcut was pressed and does it; keeps the palette."""

    def __init__(self, state: State, models: Models, verbs: Verbs, models_verbs: ModelsVerbs) -> None:
        """The verbs are guarded: what goes wrong in them is told."""
        self._state, self._keyboard, self._models = state, state.keyboard, models
        self._verbs, self._models_verbs = verbs, models_verbs
        self.commands = Commands(
            palette=lambda: self._show(Shown.PALETTE),
            new_chat=verbs.new_chat,
            next_chat=lambda: self._walk(1),
            previous_chat=lambda: self._walk(-1),
            search=verbs.history.search,
            send=self._send,
            escape=self._escape,
            edit_last=self._edit_last,
            copy_last=self._copy_last,
            chat_settings=self._open_chat_settings,
            models=models_verbs.open_page,
            settings=verbs.settings.open,
            shortcuts=lambda: self._show(Shown.SHORTCUTS),
        )

    async def pressed(self, keys: Keys, writing: str) -> None:
        """Do what the keys mean while `writing` names the text field with the focus, if any has it."""
        if self._keyboard.shown is Shown.PALETTE and keys.key in _STEPS:
            self._step(_STEPS[keys.key])
        elif verb := meant(keys, writing, shortcuts(self._state.chosen.settings.send_with_ctrl_enter)):
            await done(verb(self.commands))

    # --- The palette ---

    def entries(self) -> tuple[Entry, ...]:
        """What can be chosen: commands, chats, models, as far as they suit what was typed."""
        chats = [
            Entry(titled(chat), lambda chat_id=chat.id: self._verbs.open_chat(chat_id), words.CHAT)
            for chat in self._state.list.chats
        ]
        kept = [*(self._models.shelf.kept or ()), *self._models.shelf.elsewhere]
        models = [
            Entry(
                Phrase(model.name, model.name),
                lambda path=model.path: self._models_verbs.open_model(path),
                words.MODEL,
            )
            for model in kept
            if model.trouble is None
        ]
        return suiting([*command_entries(self.commands, self._state.look.apple), *chats, *models], self._keyboard.typed)

    def typed(self, text: str) -> None:
        """Show what suits the words; the first of it is what Enter chooses."""
        self._keyboard.typed, self._keyboard.chosen = text, 0

    def _step(self, step: int) -> None:
        if count := len(self.entries()):
            self._keyboard.chosen = (self._keyboard.chosen + step) % count

    async def enter(self) -> None:
        """Choose the marked line."""
        entries = self.entries()
        if self._keyboard.chosen < len(entries):
            await self.choose(entries[self._keyboard.chosen])

    async def choose(self, entry: Entry) -> None:
        """Do what a line says."""
        self.close()
        await done(entry.act)

    def close(self) -> None:
        """Take away what stands over the window."""
        self._keyboard.shown = Shown.NOTHING

    def _show(self, what: Shown) -> None:
        self.typed("")
        self._keyboard.shown = Shown.NOTHING if self._keyboard.shown is what else what

    # --- What no button does in the same way ---

    def step_back(self) -> None:
        """Close what is open, the innermost first."""
        if self._keyboard.shown is not Shown.NOTHING:
            self.close()
        elif self._state.look.drawer_open:
            self._verbs.toggle_drawer()
        elif self._state.look.place is Place.CHAT:
            self._verbs.sheet.close()
        elif self._state.look.place is Place.SETTINGS:
            self._verbs.settings.leave()
        else:
            self._models_verbs.leave()

    def _escape(self) -> None:
        """In the conversation, leave or stop what the person is at; elsewhere one step back."""
        if self._state.asked.question or self._state.shelf.renaming:
            return  # the client closes these by itself
        if self._state.look.place is Place.CHAT and self._keyboard.shown is Shown.NOTHING:
            self._verbs.escape()
        else:
            self.step_back()

    async def _send(self) -> None:
        await self._verbs.send(self._state.draft.text)

    def _walk(self, step: int) -> None:
        """Open the chat below the open one in the list, or above it; the first from where no chat is open."""
        ids = [chat.id for chat in self._state.list.chats]
        at = ids.index(here) + step if (here := self._state.list.open_id) in ids else 0
        if 0 <= at < len(ids):
            self._verbs.open_chat(ids[at])

    def _edit_last(self) -> None:
        if message := self._last(Role.USER):
            self._verbs.message.edit(message.id)

    async def _copy_last(self) -> None:
        if message := self._last(Role.ASSISTANT):
            await self._verbs.message.copy(thinking_of(message.text).answer)
            self._state.told.phrase = words.ANSWER_COPIED
            await asyncio.sleep(TOLD_SECONDS)
            self._state.told.phrase = None

    def _last(self, role: Role) -> Message | None:
        """The last message of somebody in the chat that is in sight."""
        chat = self._state.conversation.chat if self._state.look.place is Place.CHAT else None
        return next((message for message in reversed(chat.path()) if message.role is role), None) if chat else None

    def _open_chat_settings(self) -> None:
        self._state.look.place = Place.CHAT
        self._verbs.sheet.open()


async def done(act: Act) -> None:
    """Do it, waiting for it where that takes a while."""
    if inspect.isawaitable(doing := act()):
        await doing
