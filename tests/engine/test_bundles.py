"""Fast pieces are sent together, slow ones at once, and no text is lost on the way."""

from itertools import count

from chatbelle.chat import StopReason
from chatbelle.engine.protocol import Finish, Piece
from chatbelle.engine.worker_process import in_bundles

END = Piece("", Finish(StopReason.END, 1, 1, 4, 0.1, 0.2))


def test_fast_pieces_are_sent_together_with_nothing_lost() -> None:
    ticks = count(0.0, 0.01)
    sent = list(in_bundles([*(Piece(letter) for letter in "abcdefgh"), END], lambda: next(ticks)))
    assert [piece.text for piece in sent] == ["a", "bcd", "efg", "h"]
    assert [piece.finish for piece in sent] == [None, None, None, END.finish]


def test_slow_pieces_are_sent_at_once() -> None:
    ticks = count(0.0, 0.1)
    sent = list(in_bundles([Piece("a"), Piece("b"), END], lambda: next(ticks)))
    assert [piece.text for piece in sent] == ["a", "b", ""]


def test_the_share_of_the_prompt_that_is_read_is_never_held_back() -> None:
    reading = [Piece("", prompt_read=share) for share in (0.3, 0.6)]
    assert list(in_bundles([*reading, END], lambda: 0.0)) == [*reading, END]
