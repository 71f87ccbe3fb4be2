"""Which stretch of a long chat is drawn: each message takes time, and nobody sees a thousand at once. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chatbelle.chat import Message

FIRST = 24  # messages at most when a chat opens
FIRST_PX = 2000  # of their height, roughly: what fills a tall window is enough
MORE = 12  # messages that come at a time
LINE_CHARACTERS, LINE_PX, AROUND_PX = 60, 22, 60  # at the least, so that the window is filled
MOST = 120  # messages that are drawn at once


@dataclass(frozen=True, slots=True)
class Stretch:
    """Messages of the shown path from `start` to before `end`; without an end up to the newest.

    The reader begins at its last message, and earlier ones come above; or, `from_top`, at its first, and later ones
    come below. So what is read stays in its place.
    """

    start: int = 0
    end: int | None = None
    from_top: bool = False

    @property
    def follows(self) -> bool:
        """Whether the reader stands where an answer arrives."""
        return self.end is None and not self.from_top

    @property
    def anchor(self) -> str:
        """Where the reader began; another one is another list on the screen."""
        return f"from-{self.start}" if self.from_top else f"to-{self.end}"

    def of(self, messages: int) -> range:
        """The numbers of the drawn ones among so many."""
        stop = min(messages, self.end or messages)
        return range(max(self.start, stop - MOST) if self.follows else self.start, stop)

    def earlier(self, messages: int) -> "Stretch":
        """With more before it; where that cannot be without moving what is read, they stand alone."""
        drawn = self.of(messages)
        start = max(0, drawn.start - MORE)
        if self.from_top or len(drawn) >= MOST:
            return Stretch(start, drawn.start + 1)
        return replace(self, start=start)

    def later(self, messages: int) -> "Stretch":
        """With more after it, or those alone."""
        drawn = self.of(messages)
        start = self.start if self.from_top and len(drawn) < MOST else drawn.stop - 1
        end = drawn.stop + MORE
        return Stretch(start, end if end < messages else None, from_top=True)


def newest(path: Sequence[Message]) -> Stretch:
    """The end of a chat: as many messages as fill the window, wherever that is tall."""
    start, height_px = len(path), 0
    while start and height_px < FIRST_PX and len(path) - start < FIRST:
        start -= 1
        height_px += rough_height_px(path[start].text)
    return Stretch(start)


def rough_height_px(text: str) -> int:
    """About how tall a message is in the reading column, with what stands around it."""
    lines = sum(1 + len(line) // LINE_CHARACTERS for line in text.split("\n"))
    return AROUND_PX + LINE_PX * lines


def beginning_with(number: int, messages: int) -> Stretch:
    """The stretch at whose top a message stands."""
    end = number + MORE
    return Stretch(number, end if end < messages else None, from_top=True)
