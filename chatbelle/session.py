"""One turn: fit the history into the context, stream the answer, keep it. Knows the engine only as a Protocol."""

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from time import monotonic

from chatbelle.chat import AnswerFacts, Chat, Message, Role, StopReason
from chatbelle.context import (
    Summary,
    WhenFull,
    newest_that_fit,
    request_for,
    room_for_prompt,
    seen_by_model,
    summary_tokens,
    to_be_summed_up,
    with_summary,
)
from chatbelle.engine.protocol import Adapter, Engine, Finish, Piece, Sampling
from chatbelle.errors import ChatBelleError
from chatbelle.thinking import thinking_of

NOT_KEPT = -1  # the id of a message that exists for the model only
KEEP_EVERY_SECONDS = 0.25  # a kill at any moment loses less than half a second of text


@dataclass(frozen=True, slots=True)
class Fitting:
    """What a chat wants to happen when it no longer fits, its summary so far, and where a new one is kept."""

    when_full: WhenFull = WhenFull.DROP
    summary: Summary | None = None
    keep: Callable[[Summary], None] = lambda summary: None


def answer(
    chat: Chat,
    engine: Engine,
    sampling: Sampling,
    add: Callable[[int, Message], Message],
    update: Callable[[Message], None],
    fitting: Fitting = Fitting(),
    adapters: Sequence[Adapter] = (),
) -> Generator[Piece]:
    """Stream the answer to the chat's tip, a user's message that is already kept; a tip that is an answer is continued.

    The answer is kept as it grows, and at its end with its facts, however it ends. Raises MessageTooLong before
    anything is said when the last message does not fit, ContextFull when the person wants to choose what is dropped; an
    engine's error comes after what was said has been kept.
    """
    path = chat.path()
    seen = yield from fit(path, engine, sampling, fitting, adapters)
    if seen is None:
        return
    facts = AnswerFacts(
        StopReason.INTERRUPTED, named_with(engine.model_name, adapters), forgotten=forgotten_in(path, seen)
    )
    cut = path[-1] if path and path[-1].role is Role.ASSISTANT else None
    kept = cut or Message(Role.ASSISTANT, "", parent=chat.tip)
    kept_at = monotonic()
    said = [kept.text]
    pieces = engine.reply(seen, sampling, kept_as(chat.id), adapters)
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


def fit(
    path: tuple[Message, ...], engine: Engine, sampling: Sampling, fitting: Fitting, adapters: Sequence[Adapter]
) -> Generator[Piece, None, tuple[Message, ...] | None]:
    """What the model sees of the path, once it has summed up the rest if that is wanted; None when that was stopped."""
    seen = seen_by_model(path, engine, sampling, fitting.when_full, fitting.summary)
    if seen is not None:
        return seen
    asked = to_be_summed_up(path, engine, sampling, fitting.summary)
    text = yield from sum_up(with_summary(asked, fitting.summary), engine, sampling, adapters)
    if text is None:
        return None
    if not text:  # the model had nothing to say
        return newest_that_fit(path, engine, sampling)
    summary = Summary(text, asked[-1].id)
    fitting.keep(summary)
    shortened = with_summary(path, summary)
    fits = engine.count_tokens(shortened) <= room_for_prompt(engine, sampling)
    return shortened if fits else newest_that_fit(path, engine, sampling)


def heeding(pieces: Generator[Piece], stopped: Callable[[], bool], interrupt: Callable[[], None]) -> Generator[Piece]:
    """The same pieces; a stop that came before the engine had begun, and so was lost on it, is passed on again."""
    told = False
    try:
        for piece in pieces:
            if stopped() and not told:
                interrupt()
                told = True
            yield piece
    finally:
        pieces.close()


def read_ahead(
    chat: Chat, engine: Engine, sampling: Sampling, summary: Summary | None = None, adapters: Sequence[Adapter] = ()
) -> Generator[Piece]:
    """Let the engine evaluate what the chat's next prompt begins with, so that the next answer begins sooner.

    Raises MessageTooLong when the last message does not fit, and the engine's errors.
    """
    seen = seen_by_model(chat.path(), engine, sampling, WhenFull.DROP, summary)
    if seen:
        yield from engine.prepare(seen, kept_as(chat.id), adapters)


def kept_as(chat_id: int) -> str | None:
    """Under which name an engine may keep a chat's state on the disk; None for a chat that no store has kept."""
    return str(chat_id) if chat_id > 0 else None


def sum_up(
    messages: tuple[Message, ...], engine: Engine, sampling: Sampling, adapters: Sequence[Adapter]
) -> Generator[Piece, None, str | None]:
    """The model's own summary of these messages; None when the person stopped it. Yields signs of life."""
    said: list[str] = []
    short = replace(sampling, max_tokens=summary_tokens(engine), stop=())
    with closing(engine.reply((*messages, request_for(messages)), short, None, adapters)) as pieces:
        for piece in pieces:
            said.append(piece.text)
            if piece.finish and piece.finish.stop is StopReason.INTERRUPTED:
                return None
            yield Piece("", prompt_read=piece.prompt_read, sums_up=True)
    return thinking_of("".join(said)).answer.strip()


def named_with(model_name: str, adapters: Sequence[Adapter]) -> str:
    """The model's name with those of its adapters, for example `Qwen + poems × 0.5`."""
    used = (adapter for adapter in adapters if adapter.strength)
    return " + ".join([model_name, *(f"{adapter.path.stem} × {adapter.strength:g}" for adapter in used)])


def forgotten_in(path: Sequence[Message], seen: Sequence[Message]) -> int:
    """How many messages of the path the model does not see as they are."""
    return len({message.id for message in path} - {message.id for message in seen})


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


def with_system(chat: Chat, system: str) -> Chat:
    """The chat with a system prompt before its first message, for the model alone: it is not kept as a message."""
    told = system_message(system)
    if not told:
        return chat
    first = tuple(replace(message, parent=NOT_KEPT) if message.parent is None else message for message in chat.messages)
    return replace(chat, messages=(*told, *first))


def system_message(system: str) -> tuple[Message, ...]:
    """The system prompt as a message that is not kept; none for an empty one."""
    return (Message(Role.SYSTEM, system.strip(), id=NOT_KEPT),) if system.strip() else ()
