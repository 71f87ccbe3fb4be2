"""Lets the model name a chat when it has nothing else to do: once, and never over a title that the person gave."""

from collections.abc import Generator

from chatbelle.chat import Chat, Role, title_from
from chatbelle.chat_settings import ChatSettings
from chatbelle.engine.protocol import Engine, Piece, Sampling
from chatbelle.titles import suggest_title
from chatbelle.ui.history.tab_chats import is_private
from chatbelle.ui.screen import Screen


class Titling:
    """Which chats still want a title."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._done: set[int] = set()

    def is_due(self, chat: Chat) -> bool:
        """Whether the model is to be asked for a title of this chat, which it has just answered in."""
        wanted = (
            self._screen.state.chosen.settings.suggest_titles and chat.id not in self._done and not is_private(chat.id)
        )
        return wanted and has_automatic_title(chat) and chat.path()[-1].role is Role.ASSISTANT

    def ask(self, chat: Chat, engine: Engine, sampling: Sampling, settings: ChatSettings) -> Generator[Piece]:
        """Ask the model; who is interrupted may ask again after the next answer."""
        yield from suggest_title(chat.path(), engine, sampling, settings.summary, settings.adapters)
        self.leave(chat.id)

    def take(self, chat_id: int, title: str) -> None:
        """Give the chat the model's title, unless it got another one meanwhile."""
        if has_automatic_title(self._screen.chats.chat(chat_id)):
            self._screen.rename(chat_id, title)

    def leave(self, chat_id: int) -> None:
        """This chat has its title."""
        self._done.add(chat_id)


def has_automatic_title(chat: Chat) -> bool:
    """Whether nobody has named this chat: its title is the beginning of its first message."""
    path = chat.path()
    return bool(path) and chat.title == title_from(path[0].text)
