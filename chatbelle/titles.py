"""A chat's title in the model's own words, once it has nothing else to do. Knows the engine only as a Protocol."""

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import replace

from chatbelle import words
from chatbelle.chat import Message, Role, StopReason
from chatbelle.context import Summary, WhenFull, flat_text, language_of, seen_by_model
from chatbelle.engine.protocol import Adapter, Engine, Piece, Sampling
from chatbelle.thinking import thinking_of

TITLE_TOKENS = 24  # a dozen Chinese characters, whatever the vocabulary
LONGEST_TITLE = 40  # characters: whoever says more has not understood what was asked
_AROUND = " \t#*_`\"'“”‘’「」『』《》〈〉【】"
_AT_END = ".,;:。，；：、…"


def suggest_title(
    path: Sequence[Message],
    engine: Engine,
    sampling: Sampling,
    summary: Summary | None = None,
    adapters: Sequence[Adapter] = (),
) -> Generator[Piece]:
    """Ask for a title; the last piece has it as its text, if there is one, and the others have none.

    It is asked for behind what the model sees of the chat anyway: nothing of that is evaluated again, now or for the
    next answer, and nothing is kept on the disk. Raises MessageTooLong and the engine's errors.
    """
    seen = seen_by_model(path, engine, sampling, WhenFull.DROP, summary) or ()
    asked = (*seen, Message(Role.USER, words.NAME_CHAT.in_language(language_of(flat_text(seen)))))
    if engine.count_tokens(asked) + TITLE_TOKENS >= engine.context_tokens:
        return
    short = replace(sampling, max_tokens=TITLE_TOKENS, stop=())
    said: list[str] = []
    with closing(engine.reply(asked, short, adapters=adapters)) as pieces:
        for piece in pieces:
            said.append(piece.text)
            if piece.finish and piece.finish.stop is not StopReason.INTERRUPTED:
                yield Piece(tidied(whole_lines("".join(said), piece.finish.stop)))
                return
            yield Piece("")


def whole_lines(text: str, stop: StopReason) -> str:
    """What a model said, without a last line that it did not get to the end of."""
    return text.rpartition("\n")[0] if stop is StopReason.MAX_TOKENS else text


def tidied(text: str) -> str:
    """The title in what a model said; nothing when there is none in it, or it goes on and on."""
    lines = [line for line in thinking_of(text).answer.splitlines() if line.strip(_AROUND)]
    if not lines:
        return ""
    name, colon, rest = lines[0].replace("：", ":").partition(":")
    spoken = rest if colon and name.strip(_AROUND).lower() in ("title", "标题") else lines[0]
    title = " ".join(spoken.strip(_AROUND + _AT_END).split())
    return title if len(title) <= LONGEST_TITLE else ""
