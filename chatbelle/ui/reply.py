"""An answer on its way: what it waits for, what the model thinks, what it has said so far."""

from dataclasses import dataclass, field
from enum import StrEnum
from time import monotonic

import flet as ft

from chatbelle.thinking import Thinking, may_begin_to_think, thinking_of
from chatbelle.ui.markdown_blocks import Blocks


class Waiting(StrEnum):
    """What an answer that has not begun waits for."""

    ENGINE = "engine"  # the model is loading, or it answers in another chat
    PROMPT = "prompt"  # the model reads
    SUMMARY = "summary"  # the model sums up what no longer fits
    NOTHING = "nothing"


@ft.observable
@dataclass
class Tail:
    """The end of an arriving answer: the one block that still grows."""

    text: str = ""


@ft.observable
@dataclass
class Thought:
    """What the model thinks before it speaks, and for how long."""

    text: str = ""
    seconds: int = 0
    ended: bool = False
    began_at: float = field(default_factory=monotonic)

    def become(self, thinking: Thinking) -> None:
        """Take what is thought by now."""
        if not self.ended:
            self.seconds = int(monotonic() - self.began_at)
        self.text, self.ended = thinking.thought, thinking.ended


@ft.observable
@dataclass
class Reply:
    """An answer that is arriving. While only its tail or its thought grows, only that is drawn again."""

    chat_id: int
    finished: tuple[str, ...] = ()
    tail: Tail = field(default_factory=Tail)
    thought: Thought | None = None
    waiting: Waiting = Waiting.ENGINE
    prompt_read: float = 0.0
    said: str = ""  # everything, markers included
    shown_characters: int = 0

    def grow(self, text: str) -> None:
        """Add text. A block that is finished keeps its place, and a new tail begins after it."""
        self._note("said", self.said + text)
        if may_begin_to_think(self.said):
            return
        thinking = thinking_of(self.said)
        if self.thought:
            self.thought.become(thinking)
        elif not thinking.ended or thinking.thought:
            self.thought = Thought(thinking.thought, ended=thinking.ended)
        self._show(thinking.answer[self.shown_characters :])

    def _show(self, text: str) -> None:
        self._note("shown_characters", self.shown_characters + len(text))
        blocks = Blocks(self.finished, self.tail.text).grown(text)
        if len(blocks.finished) != len(self.finished):
            self.finished, self.tail = blocks.finished, Tail(blocks.tail)
        elif text:
            self.tail.text = blocks.tail

    def _note(self, name: str, value: object) -> None:
        """Remember something that is not drawn."""
        object.__setattr__(self, name, value)
