"""From the bytes of tokens to text that may be shown: whole characters, and no part of a stop string."""

import codecs


class AnswerText:
    """Takes the bytes of one token after another and says what may be shown so far.

    A token can end inside a character, and text can turn out to be the beginning of a stop string: both are held back
    until the next bytes decide. Bytes that can never become a character are shown as U+FFFD.
    """

    def __init__(self, stop_strings: tuple[str, ...] = (), before: bytes = b"") -> None:
        """`before` was said already: it may have ended inside a character."""
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._decoder.decode(before)
        self._stop_strings = tuple(stop for stop in stop_strings if stop)
        self._held = ""
        self.stopped = False  # a stop string was met: nothing more is shown

    def feed(self, token: bytes) -> str:
        """The text that may be shown after this token, possibly none."""
        if self.stopped:
            return ""
        text = self._held + self._decoder.decode(token)
        found = [at for stop in self._stop_strings if (at := text.find(stop)) >= 0]
        if found:
            self.stopped, self._held = True, ""
            return text[: min(found)]
        shown = len(text) - self._length_of_possible_stop(text)
        self._held = text[shown:]
        return text[:shown]

    def end(self) -> str:
        """The rest when the answer is over: held text was no stop string, and an unfinished character is dropped."""
        rest, self._held = self._held, ""
        return rest

    def _length_of_possible_stop(self, text: str) -> int:
        """Length of the longest end of `text` that is the beginning of a stop string."""
        longest = max((len(stop) for stop in self._stop_strings), default=1) - 1
        for length in range(min(longest, len(text)), 0, -1):
            if any(stop.startswith(text[-length:]) for stop in self._stop_strings):
                return length
        return 0
