"""Which stretch of a long chat is drawn: each message takes time, and nobody sees a thousand at once. Pure."""

from dataclasses import dataclass, replace

FIRST = 12  # messages; they fill a tall window
MORE = 12  # messages that come at a time
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


def newest(messages: int) -> Stretch:
    """The end of a chat of so many messages."""
    return Stretch(max(0, messages - FIRST))


def beginning_with(number: int, messages: int) -> Stretch:
    """The stretch at whose top a message stands."""
    end = number + FIRST
    return Stretch(number, end if end < messages else None, from_top=True)
