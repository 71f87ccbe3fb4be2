"""What the keyboard has brought up in one tab."""

from dataclasses import dataclass
from enum import StrEnum

import flet as ft

from chatbelle.words import Phrase


class Shown(StrEnum):
    """What stands over the window."""

    NOTHING = "nothing"
    PALETTE = "palette"
    SHORTCUTS = "shortcuts"


@ft.observable
@dataclass
class Keyboard:
    """What is shown; in the palette, what was typed and which line Enter would choose."""

    shown: Shown = Shown.NOTHING
    typed: str = ""
    chosen: int = 0


@ft.observable
@dataclass
class Told:
    """What was just done, for a moment."""

    phrase: Phrase | None = None
