"""Between a live cache and the kept states: what a prompt takes from both, and what they get of it afterwards."""

from collections.abc import Sequence
from contextlib import closing

from chatbelle import words
from chatbelle.engine.kv_state import EXPORT_TOKENS
from chatbelle.engine.loaded import LoadedModel
from chatbelle.engine.prompts import common_prefix_length
from chatbelle.engine.protocol import Adapter
from chatbelle.engine.snapshots import Answer, Span, bytes_digest, token_bytes
from chatbelle.errors import NotEnoughMemory

ROOM_FOR_ANSWER_TOKENS = 128  # made with the prompt's: an answer seldom waits for the cache to grow


def resume(model: LoadedModel, prompt: Sequence[int], most: int, adapters: Sequence[Adapter]) -> int:
    """Bring the cache to the longest beginning of the prompt, up to `most`, that need not be evaluated; its length.

    It is shorter than it could be where the stop flag is raised meanwhile.
    Raises ModelError when an adapter cannot be used, NotEnoughMemory when the rest could not find room.
    """
    cache = model.cache
    cache.adapt(model.adapters.applied(adapters))
    live = common_prefix_length(cache.tokens, prompt)
    cache.cut(live)  # it need not be moved
    has_room = cache.make_room(min(len(prompt) + ROOM_FOR_ANSWER_TOKENS, model.context_tokens))
    if not (has_room or cache.stopped):
        raise NotEnoughMemory(words.CACHE_CANNOT_GROW.filled(tokens=len(prompt)), words.FREE_MEMORY)
    if model.snapshots and has_room and live < most:
        found = model.snapshots.find(prompt, cache.adapted.key)
        with closing(model.snapshots.states([stretch.kept for stretch in found if stretch.end > live])) as states:
            for kept, state in states:
                if cache.stopped or state is None or not cache.restore(state, kept.span.start, kept.span.tokens):
                    break
    cache.cut(min(common_prefix_length(cache.tokens, prompt), most))
    return len(cache.tokens)


def keep(model: LoadedModel, keep_as: str | None, answers: Sequence[Answer]) -> None:
    """Keep the states of what is new in the cache, and with which tokens the answers were said."""
    if not model.snapshots:
        return
    tokens, adapters = tuple(model.cache.tokens), model.cache.adapted.key
    starts = range(model.snapshots.start_of_new(tokens, adapters, keep_as), len(tokens), EXPORT_TOKENS)
    for start in starts:
        end = min(start + EXPORT_TOKENS, len(tokens))
        of_span = tuple(answers) if start == starts[-1] else ()
        span = Span(start, bytes_digest(adapters + token_bytes(tokens[:start])), tokens[start:end], of_span)
        model.snapshots.keep(span, model.cache.state(start, end), keep_as)
