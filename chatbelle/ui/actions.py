"""What happens when the person does something: the only place, with what it is made of, that changes a tab's state."""

from pathlib import Path

from chatbelle import words
from chatbelle.ui.answers import Answers
from chatbelle.ui.branching import Branching
from chatbelle.ui.history.filing import Filing
from chatbelle.ui.history.searching import Searching
from chatbelle.ui.history.tab_chats import TabChats, is_private
from chatbelle.ui.history.titling import Titling
from chatbelle.ui.kept import Chats
from chatbelle.ui.links import may_be_opened
from chatbelle.ui.loading import SharedModel
from chatbelle.ui.model_status import Phase
from chatbelle.ui.reading import Reading
from chatbelle.ui.removing import Removing
from chatbelle.ui.screen import Screen
from chatbelle.ui.setting import Setting
from chatbelle.ui.state import Layout, Notice, Question, State
from chatbelle.ui.typed import typed_path


class Actions:
    """The verbs of one tab: here those of the window, in its parts those of the chats."""

    def __init__(self, state: State, chats: Chats, model: SharedModel) -> None:
        self.state = state
        self._chats, self._model = TabChats(chats), model
        state.model.status = model.status
        self.screen = Screen(state, self._chats)
        self.screen.left = self._forget_private
        titling = Titling(self.screen)
        self.answers = Answers(self.screen, model, titling)
        self.branching = Branching(self.screen, self.answers)
        self.reading = Reading(self.screen, self.open_chat)
        self.removing = Removing(self.screen, self.answers, model.forget)
        self.setting = Setting(self.screen, self.answers, model)
        self.filing = Filing(self.screen, self.removing, titling)
        self.searching = Searching(self.screen, self.reading, self.open_chat)

    def open_chat(self, chat_id: int) -> None:
        """Show a chat, and let the model read it while the person does."""
        self.screen.open_chat(chat_id)
        if chat := self.answers.open_and_free():
            self.answers.read_ahead(chat)

    def new_private_chat(self) -> None:
        """Show an empty chat of which nothing is kept; it is gone once it is left."""
        self.screen.open_chat(self._chats.private.new_chat().id)

    def _forget_private(self, chat_id: int) -> None:
        """A private chat ends when it is left, with the answer that is arriving in it."""
        if is_private(chat_id):
            self.answers.stop_in(chat_id)
            self._chats.private.forget(chat_id)
            self.state.removed.undo = None

    def close(self) -> None:
        """The tab is closed."""
        self._forget_private(self.screen.open_id)

    def escape(self) -> None:
        """Leave what is open, the innermost first; else stop the answer."""
        if self.state.search.text:
            self.searching.clear()
        elif self.state.shelf.chosen is not None:
            self.filing.leave_choosing()
        elif self.state.look.drawer_open:
            self.toggle_drawer()
        elif self.state.conversation.editing:
            self.branching.leave_edit()
        elif self.state.sheet.is_open:
            self.setting.close()
        else:
            self.answers.stop()

    # --- Questions and notices ---

    def ask_link(self, address: str) -> None:
        """Show a link's whole address and ask whether to open it; some are never opened."""
        if may_be_opened(address):
            self.state.asked.question = Question(link=address)
        else:
            self.notice(Notice(words.LINK_REFUSED.filled(address=repr(address)[1:-1]), words.ONLY_WEB_LINKS))

    def answer_no(self) -> None:
        """Close the question without doing anything."""
        self.state.asked.question = None

    def notice(self, notice: Notice | None) -> None:
        """Show what went wrong, or no longer."""
        self.state.conversation.notice = notice

    # --- The model ---

    def load_model(self, path: str) -> Path | None:
        """Load another model; returns its path, None when nothing was typed."""
        model = typed_path(path)
        if model:
            self._model.load(model)
        return model

    def load_again(self) -> None:
        """Load the model whose loading failed or was stopped."""
        if self._model.status.path:
            self._model.load(self._model.status.path)

    def stop_loading(self) -> None:
        """Stop the loading of the model."""
        self._model.cancel()

    async def follow_model(self) -> None:
        """Show what becomes of the model, for as long as the tab lives."""
        while True:
            self.state.model.status = self._model.status  # first: it may have changed since the tab was made
            if self._model.status.phase is Phase.LOADING:
                self.state.settings.loading.waits = False
            await self._model.changed()

    # --- The window ---

    def resize(self, width: int) -> None:
        """The window has another width."""
        self.state.look.width = width
        if self.state.look.layout is Layout.WIDE:
            self.state.look.drawer_open = False

    def toggle_drawer(self) -> None:
        """Show or hide the list of chats where it has no place of its own."""
        self.state.look.drawer_open = not self.state.look.drawer_open
