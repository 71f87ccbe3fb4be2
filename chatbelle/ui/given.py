"""What the app gives each tab."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from chatbelle.disk import Disk
from chatbelle.errors import ChatBelleError
from chatbelle.settings import Settings
from chatbelle.ui.kept import Chats
from chatbelle.ui.loading import SharedModel
from chatbelle.ui.models.library import Library, Queue
from chatbelle.ui.models.page import ModelsVerbs
from chatbelle.ui.state import Notice
from chatbelle.ui.verbs import Verbs

Keep = Callable[..., None]  # changes the settings by their names
AnyVerbs = TypeVar("AnyVerbs", Verbs, ModelsVerbs)


class Guard(Protocol):
    """Makes verbs tell the person what went wrong, instead of raising."""

    def __call__(self, verbs: AnyVerbs, tell: Callable[[Notice], None]) -> AnyVerbs:
        """The same verbs, guarded."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the app gives each tab."""

    chats: Chats
    model: SharedModel
    library: Library
    jobs: Queue
    disk: Disk
    settings: Settings  # as they are now
    keep: Keep
    guarded: Guard  # turns exceptions into notices
    models: tuple[Path, ...] = ()  # that a chat can choose from
    first_run: bool = False  # nobody has been welcomed yet
    trouble: ChatBelleError | None = None  # what went wrong before there was a page
