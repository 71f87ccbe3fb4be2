"""One turn in the terminal, kept in the same store as the app's chats."""

from dataclasses import dataclass

from chatbelle import session, words
from chatbelle.chat import AnswerFacts, Chat, Message, Role, StopReason, title_from
from chatbelle.engine.protocol import Adapter, Engine, Sampling
from chatbelle.store.chats import Store
from chatbelle.terminal.ctrl_c import on_ctrl_c
from chatbelle.terminal.keyboard import without_echo
from chatbelle.terminal.screen import Screen


@dataclass(slots=True)
class Conversation:
    """The chat that is open, and what it needs. It is None until something is said: empty chats are not kept."""

    engine: Engine
    store: Store
    sampling: Sampling
    screen: Screen
    system: str | None = None
    adapters: tuple[Adapter, ...] = ()
    chat: Chat | None = None


def say(conversation: Conversation, text: str) -> None:
    """One turn: keep the message, stream the answer, say what it took."""
    store, engine, screen = conversation.store, conversation.engine, conversation.screen
    chat = conversation.chat or new_chat(conversation, text)
    conversation.chat = chat = chat.add(store.add(chat.id, Message(Role.USER, text, parent=chat.tip)))
    try:
        with on_ctrl_c(engine.interrupt) as pressed, without_echo():
            pieces = session.answer(
                chat, engine, conversation.sampling, store.add, store.update, adapters=conversation.adapters
            )
            finish = screen.stream(session.heeding(pieces, pressed, engine.interrupt))
    finally:
        conversation.chat = chat = store.chat(chat.id)
    facts = chat.path()[-1].facts
    if facts:
        screen.note(status_line(facts, engine.context_tokens))
    elif finish and finish.stop is StopReason.INTERRUPTED:
        screen.note(words.STOPPED)


def new_chat(conversation: Conversation, text: str) -> Chat:
    """A kept chat named after its first message, with the system prompt if there is one."""
    chat = conversation.store.new_chat(title_from(text))
    if conversation.system:
        chat = chat.add(conversation.store.add(chat.id, Message(Role.SYSTEM, conversation.system)))
    return chat


def status_line(facts: AnswerFacts, context_tokens: int) -> words.Phrase:
    """What an answer took, and what is special about its end."""
    line = words.ANSWER_FACTS.filled(
        tokens=facts.answer_tokens,
        rate=f"{facts.tokens_per_second:.1f}",
        used=facts.prompt_tokens + facts.answer_tokens,
        context=context_tokens,
    )
    endings = {
        StopReason.INTERRUPTED: words.STOPPED,
        StopReason.MAX_TOKENS: words.ANSWER_CUT_SHORT.filled(tokens=facts.answer_tokens),
        StopReason.CONTEXT_FULL: words.CONTEXT_IS_FULL,
    }
    notes = [endings[facts.stop]] if facts.stop in endings else []
    if facts.forgotten:
        notes.append(words.FORGOTTEN.filled(count=facts.forgotten))
    for note in notes:
        line = words.TWO_NOTES.filled(one=line, other=note)
    return line
