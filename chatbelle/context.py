"""What of a conversation the model sees when not all of it fits: the person's choice, and what follows from it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from chatbelle import words
from chatbelle.chat import Message, Role, turns
from chatbelle.engine.protocol import Engine, Sampling
from chatbelle.errors import ContextFull, MessageTooLong
from chatbelle.words import Language

LONGEST_SUMMARY_TOKENS = 256


class WhenFull(StrEnum):
    """What becomes of a conversation that no longer fits."""

    ASK = "ask"  # stop, and let the person choose
    DROP = "drop"  # the oldest turns
    SUMMARISE = "summarise"  # keep the first turn and sum up those after it


@dataclass(frozen=True, slots=True)
class Summary:
    """What the model, or the person, wrote in place of the messages after the first turn up to `upto`, an id."""

    text: str
    upto: int


def seen_by_model(
    path: Sequence[Message], engine: Engine, sampling: Sampling, when_full: WhenFull, summary: Summary | None
) -> tuple[Message, ...] | None:
    """What the model sees of a path; None when it must be summed up first.

    Raises MessageTooLong when not even the last turn fits, ContextFull when the person wants to be asked.
    """
    budget = room_for_prompt(engine, sampling)
    shortened = with_summary(path, summary)
    if engine.count_tokens(shortened) <= budget:
        return shortened
    dropped = newest_that_fit(path, engine, sampling)  # raises when the last message alone is too long
    if when_full is WhenFull.ASK:
        raise ContextFull(words.CONTEXT_FULL_ASK, words.CHOOSE_WHEN_FULL)
    if when_full is WhenFull.SUMMARISE and to_be_summed_up(path, engine, sampling, summary):
        return None
    return dropped


def newest_that_fit(path: Sequence[Message], engine: Engine, sampling: Sampling) -> tuple[Message, ...]:
    """The system prompt and the newest whole turns that leave room for an answer; all of them when they fit.

    Raises MessageTooLong when not even the last turn fits.
    """
    budget = room_for_prompt(engine, sampling)
    system, history = system_of(path), turns(path)

    def without_oldest(count: int) -> tuple[Message, ...]:
        return system + flat(history[count:])

    tokens = engine.count_tokens(without_oldest(len(history) - 1))
    if tokens > budget:
        raise MessageTooLong(words.MESSAGE_TOO_LONG.filled(tokens=tokens, limit=budget), words.SHORTEN_MESSAGE)
    return without_oldest(fewest(len(history) - 1, lambda count: engine.count_tokens(without_oldest(count)) <= budget))


def with_summary(path: Sequence[Message], summary: Summary | None) -> tuple[Message, ...]:
    """The path with the summary in place of what it stands for; the path itself when it is of another branch."""
    hidden = summed_up(path, summary)
    if summary is None or not hidden:
        return tuple(path)
    told = Message(Role.USER, words.SUMMARY_TOLD.in_language(language_of(summary.text)).format(text=summary.text))
    return (*path[: hidden.start], told, *path[hidden.stop :])


def summed_up(path: Sequence[Message], summary: Summary | None) -> range:
    """Which messages of a path the summary stands for; none when it is of another branch."""
    ids = [message.id for message in path]
    if summary is None or summary.upto not in ids:
        return range(0)
    history = turns(path)
    return range(len(system_of(path)) + len(history[0]), ids.index(summary.upto) + 1)


def to_be_summed_up(
    path: Sequence[Message], engine: Engine, sampling: Sampling, summary: Summary | None
) -> tuple[Message, ...]:
    """The conversation up to the last message that a new summary is to stand for; empty when none would help.

    It leaves half of the room free, so that the next summary is not due at once.
    """
    budget = room_for_prompt(engine, sampling)
    system, (first, *middle) = system_of(path), turns(path)
    most = len(middle) - 1  # the last turn is what is asked now

    def upto(count: int) -> tuple[Message, ...]:
        return tuple(path[: len(system) + len(first) + len(flat(middle[:count]))])

    def left_without(count: int) -> int:
        return engine.count_tokens(system + first + flat(middle[count:])) + summary_tokens(engine)

    def can_be_read(count: int) -> bool:
        asked = with_summary(upto(count), summary)
        prompt = (*asked, request_for(asked))
        return engine.count_tokens(prompt) + summary_tokens(engine) < engine.context_tokens

    wanted = fewest(most, lambda count: count > 0 and left_without(count) <= budget // 2)
    possible = next((count for count in range(wanted, 0, -1) if can_be_read(count)), 0)
    return upto(possible) if possible and left_without(possible) <= budget else ()


def summary_tokens(engine: Engine) -> int:
    """How long a summary may become."""
    return min(LONGEST_SUMMARY_TOKENS, engine.context_tokens // 8)


def request_for(messages: Sequence[Message]) -> Message:
    """What the model is asked for after the messages that it shall sum up, in their language."""
    return Message(Role.USER, words.SUM_UP.in_language(language_of(flat_text(messages))))


def room_for_prompt(engine: Engine, sampling: Sampling) -> int:
    """Tokens that a prompt may have so that an answer has room, too."""
    return engine.context_tokens - min(sampling.max_tokens, engine.context_tokens // 4)


def fewest(most: int, fits: Callable[[int], bool]) -> int:
    """The smallest count from 0 to `most` that fits; `most` is taken to fit, and with a count every larger one."""
    too_few, enough = -1, most
    while enough - too_few > 1:
        middle = (too_few + enough) // 2
        if fits(middle):
            enough = middle
        else:
            too_few = middle
    return enough


def system_of(path: Sequence[Message]) -> tuple[Message, ...]:
    """The system messages, which the model always sees."""
    return tuple(message for message in path if message.role is Role.SYSTEM)


def flat(history: Sequence[tuple[Message, ...]]) -> tuple[Message, ...]:
    """Turns as messages."""
    return tuple(message for turn in history for message in turn)


def flat_text(messages: Sequence[Message]) -> str:
    """All that was said."""
    return " ".join(message.text for message in messages)


def language_of(text: str) -> Language:
    """Chinese when a good part of the characters are."""
    chinese = sum("\u4e00" <= character <= "\u9fff" for character in text)
    return Language.ZH if chinese * 5 > len(text) else Language.EN
