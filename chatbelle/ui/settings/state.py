"""What the Settings page shows beside the settings themselves."""

from dataclasses import dataclass, field
from enum import StrEnum

import flet as ft

from chatbelle.about import About
from chatbelle.disk import Storage

CONTEXTS = (512, 1024, 2048, 4096, 8192, 16384, 32768)  # tokens, of which the person can choose
USUAL_CONTEXT = 4096  # what ChatBelle itself begins with


class Cleanup(StrEnum):
    """What can be removed from the disk."""

    CHATS = "chats"
    STATES = "states"
    UNFINISHED = "unfinished"


@ft.observable
@dataclass
class DiskShown:
    """What takes how much on the disk, None before anybody has looked; and the clean-up that waits for a yes."""

    storage: Storage | None = None
    asked: Cleanup | None = None


@ft.observable
@dataclass
class LoadingShown:
    """Whether a setting waits for the model to be loaded again."""

    waits: bool = False


@ft.observable
@dataclass
class AboutShown:
    """Versions and licences, once somebody wants to see them."""

    is_open: bool = False
    about: About | None = None


@dataclass
class SettingsPage:
    """All of it, for one tab."""

    disk: DiskShown = field(default_factory=DiskShown)
    loading: LoadingShown = field(default_factory=LoadingShown)
    about: AboutShown = field(default_factory=AboutShown)
