"""What a screen reader says by itself: an answer, once it is whole. Piece by piece it would never come to an end."""

from dataclasses import dataclass

import flet as ft

from chatbelle.thinking import thinking_of

MOST_CHARACTERS = 600  # about two minutes; the message itself has the rest


@ft.observable
@dataclass
class Spoken:
    """The answer that came last in this tab."""

    text: str = ""

    def say(self, answer: str) -> None:
        """Have it read out, without what the model thought before."""
        self.text = thinking_of(answer).answer[:MOST_CHARACTERS]
