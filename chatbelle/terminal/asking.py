"""One question, one answer, nothing kept."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from chatbelle import session, words
from chatbelle.chat import Chat, Message, Role, StopReason
from chatbelle.engine.protocol import Finish, Loading
from chatbelle.terminal.ctrl_c import on_ctrl_c
from chatbelle.terminal.opening import open_model
from chatbelle.terminal.screen import Screen
from chatbelle.terminal.wishes import Wishes


def ask(
    question: str, system: str | None, model: Path, loading: Loading, wishes: Wishes, screen: Screen
) -> Finish | None:
    """Write the answer to stdout; returns how it ended. Raises ChatBelleErrors, and ReaderLeft."""
    chat = Chat(0)
    for role, text in ((Role.SYSTEM, system), (Role.USER, question)):
        if text:
            chat = chat.add(Message(role, text, id=len(chat.messages) + 1, parent=chat.tip))
    with closing(open_model(model, loading, screen)) as engine, on_ctrl_c(engine.interrupt) as pressed:
        sampling = wishes.applied_to(engine.recommended)
        pieces = session.answer(chat, engine, sampling, keep_nowhere, lambda message: None, adapters=wishes.adapters)
        finish = screen.stream(session.heeding(pieces, pressed, engine.interrupt))
    if finish and finish.stop in (StopReason.MAX_TOKENS, StopReason.CONTEXT_FULL):
        screen.note(words.ANSWER_CUT_SHORT.filled(tokens=finish.answer_tokens))
    return finish


def keep_nowhere(chat_id: int, message: Message) -> Message:
    """Stands in for a store: the message gets an id and is forgotten."""
    return replace(message, id=-1)
