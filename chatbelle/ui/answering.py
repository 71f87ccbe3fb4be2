"""One answer on its way to the screen: waits for the engine, then grows, no faster than the screen can use it."""

from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractAsyncContextManager, aclosing
from time import monotonic

from chatbelle.engine.protocol import Engine, Piece
from chatbelle.ui.reply import Reply, Waiting
from chatbelle.ui.state import Speed
from chatbelle.ui.streaming import FRAME_SECONDS, off_thread

TAIL_BYTES_PER_SECOND = 3000  # each change sends the whole tail again: a long one is sent less often
LONGEST_PAUSE_SECONDS = 0.25
SPEED_EVERY_SECONDS = 0.5


async def bring(
    reply: Reply,
    speed: Speed,
    engine_when_free: AbstractAsyncContextManager[Engine],
    pieces_from: Callable[[Engine], Generator[Piece]],
    began: Callable[[Engine], None],
) -> None:
    """Let `reply` grow until the answer ends, which may be a ChatBelleError. `began` gets the engine that answers."""
    async with engine_when_free as engine:
        reply.waiting = Waiting.PROMPT
        began(engine)
        first_text_at = spoken_at = 0.0
        characters = 0
        stream = off_thread(pieces_from(engine), engine.interrupt, lambda: pause_after(reply))
        try:
            async with aclosing(stream) as bundles:
                async for bundle in bundles:
                    now = monotonic()
                    characters += grow(reply, bundle)
                    first_text_at = first_text_at or (now if characters else 0.0)
                    if characters and now - spoken_at >= SPEED_EVERY_SECONDS and now > first_text_at:
                        spoken_at = now
                        speed.characters_per_second = characters / (now - first_text_at)
        finally:
            speed.characters_per_second = 0.0


def grow(reply: Reply, bundle: Sequence[Piece]) -> int:
    """Add what has arrived to the reply; returns how many characters that were."""
    text = "".join(piece.text for piece in bundle)
    if text:
        reply.waiting = Waiting.NOTHING
        reply.grow(text)
    else:
        reply.waiting = Waiting.SUMMARY if bundle[-1].sums_up else Waiting.PROMPT
        reply.prompt_read = bundle[-1].prompt_read
    return len(text)


def pause_after(reply: Reply) -> float:
    """Seconds until the screen may change again."""
    tail_bytes = len(reply.tail.text.encode())
    return min(max(FRAME_SECONDS, tail_bytes / TAIL_BYTES_PER_SECOND), LONGEST_PAUSE_SECONDS)
