"""One turn: fit the history into the context, stream the answer, keep it. Knows the engine only as a Protocol."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from time import monotonic

from chatbelle import words
from chatbelle.chat import AnswerFacts, Chat, Message, Role, StopReason, turns
from chatbelle.engine.protocol import Engine, Finish, Piece, Sampling
from chatbelle.errors import ChatBelleError, MessageTooLong

KEEP_EVERY_SECONDS = 0.25  # a kill at any moment loses less than half a second of text


def answer(
    chat: Chat,
    engine: Engine,
    sampling: Sampling,
    add: Callable[[int, Message], Message],
    update: Callable[[Message], None],
) -> Generator[Piece]:
    """Stream the answer to the chat's tip, a user's message that is already kept; a tip that is an answer is continued.

    The answer is kept as it grows, and at its end with its facts, however it ends. Raises MessageTooLong before
    anything is said when the last message does not fit; an engine's error comes after what was said has been kept.
    """
    path = chat.path()
    seen = newest_that_fit(path, engine, sampling)
    facts = AnswerFacts(StopReason.INTERRUPTED, engine.model_name, forgotten=forgotten_in(path, seen))
    cut = path[-1] if path and path[-1].role is Role.ASSISTANT else None
    kept = cut or Message(Role.ASSISTANT, "", parent=chat.tip)
    kept_at = monotonic()
    said = [kept.text]
    pieces = engine.reply(seen, sampling)
    try:
        for piece in pieces:
            said.append(piece.text)
            if piece.finish:
                facts = with_finish(facts, piece.finish)
            elif piece.text and not kept.id:
                kept = add(chat.id, replace(kept, text=piece.text))
                kept_at = monotonic()
            elif kept.id and monotonic() - kept_at >= KEEP_EVERY_SECONDS:
                kept = replace(kept, text="".join(said))
                update(kept)
                kept_at = monotonic()
            yield piece
    except ChatBelleError:
        facts = replace(facts, stop=StopReason.CRASHED)
        raise
    finally:
        pieces.close()
        whole = replace(kept, text="".join(said), facts=facts_of_both(cut.facts, facts) if cut else facts)
        if kept.id:
            update(whole)
        elif whole.text:
            add(chat.id, whole)


def newest_that_fit(path: Sequence[Message], engine: Engine, sampling: Sampling) -> tuple[Message, ...]:
    """The system prompt and the newest whole turns that leave room for an answer; all of them when they fit.

    Raises MessageTooLong when not even the last turn fits.
    """
    room_for_answer = min(sampling.max_tokens, engine.context_tokens // 4)
    budget = engine.context_tokens - room_for_answer
    system = tuple(message for message in path if message.role is Role.SYSTEM)
    history = turns(path)

    def newest(count: int) -> tuple[Message, ...]:
        return system + tuple(message for turn in history[len(history) - count :] for message in turn)

    if engine.count_tokens(newest(len(history))) <= budget:
        return newest(len(history))
    tokens = engine.count_tokens(newest(1))
    if tokens > budget:
        raise MessageTooLong(words.MESSAGE_TOO_LONG.filled(tokens=tokens, limit=budget), words.SHORTEN_MESSAGE)
    fits, too_many = 1, len(history)  # more turns never need fewer tokens: halve the distance
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        if engine.count_tokens(newest(middle)) <= budget:
            fits = middle
        else:
            too_many = middle
    return newest(fits)


def forgotten_in(path: Sequence[Message], seen: Sequence[Message]) -> int:
    """How many messages at the beginning of the path the model does not see; system messages it always sees."""
    return len(path) - len(seen)


def with_finish(facts: AnswerFacts, finish: Finish) -> AnswerFacts:
    """The facts of an answer once the engine has said how it ended."""
    return replace(
        facts,
        stop=finish.stop,
        prompt_tokens=finish.prompt_tokens,
        evaluated_tokens=finish.evaluated_tokens,
        answer_tokens=finish.answer_tokens,
        first_token_seconds=finish.first_token_seconds,
        seconds=finish.seconds,
    )


def facts_of_both(before: AnswerFacts | None, added: AnswerFacts) -> AnswerFacts:
    """The facts of an answer that was cut and then continued, as of one."""
    if before is None:
        return added
    return replace(
        added,
        prompt_tokens=max(0, added.prompt_tokens - before.answer_tokens),  # the prompt held the first part
        answer_tokens=before.answer_tokens + added.answer_tokens,
        first_token_seconds=before.first_token_seconds,
        seconds=before.seconds + added.seconds - added.first_token_seconds,
    )
