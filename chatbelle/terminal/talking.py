"""The terminal chat: messages and commands in turn, until the person leaves."""

import sys
from collections.abc import Iterator
from contextlib import nullcontext

from chatbelle import words
from chatbelle.chat import Role
from chatbelle.errors import ChatBelleError
from chatbelle.store.chats import Store
from chatbelle.terminal.commands import carry_out, open_chat
from chatbelle.terminal.conversation import Conversation, say
from chatbelle.terminal.ctrl_c import on_ctrl_c
from chatbelle.terminal.ending import Leave
from chatbelle.terminal.reading import messages_from_lines, terminal_can_edit

REMEMBERED_CHATS = 30  # whose messages the arrow keys bring back


def talk(conversation: Conversation, number: int | None = None) -> None:
    """Talk until the person leaves. `number` is a place in the list of chats to go on with, 1 the latest."""
    conversation.screen.note(words.TERMINAL_GREETING.filled(model=conversation.engine.model_name))
    if number is not None:
        open_chat(conversation, str(number))
    # An editor reads Ctrl+C as a key. Between its prompts, Ctrl+C must not end the program either.
    with on_ctrl_c(conversation.engine.interrupt) if terminal_can_edit() else nullcontext():
        for text in typed(conversation):
            try:
                if not carry_out(conversation, text):
                    say(conversation, text)
            except Leave:
                return
            except ChatBelleError as error:  # this turn failed; the next may not
                conversation.screen.error(error)


def typed(conversation: Conversation) -> Iterator[str]:
    """What the person types, from an editor or from plain lines."""
    screen = conversation.screen
    if not terminal_can_edit():
        return messages_from_lines(sys.stdin)
    from chatbelle.terminal.editor import messages_from_terminal

    hint = words.TERMINAL_HINT.in_language(screen.language)
    history = said_before(conversation.store)
    return messages_from_terminal(history, hint, lambda: screen.note(words.CTRL_C_AGAIN))


def said_before(store: Store) -> list[str]:
    """The person's messages of the latest chats, oldest first. A removed chat leaves nothing behind here."""
    latest = [store.chat(line.id) for line in store.chats()[:REMEMBERED_CHATS]]
    messages = [message for chat in latest for message in chat.messages if message.role is Role.USER]
    return [message.text for message in sorted(messages, key=lambda message: message.id)]
