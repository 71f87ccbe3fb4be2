"""What a line that begins with a slash does."""

from collections.abc import Callable

from chatbelle import words
from chatbelle.chat import ChatSummary, Role, title_from
from chatbelle.errors import UsageError
from chatbelle.terminal.conversation import Conversation
from chatbelle.terminal.ending import Leave

LISTED_CHATS = 20  # as many as one looks through in a terminal
SPEAKERS = {Role.USER: words.YOU, Role.ASSISTANT: words.MODEL, Role.SYSTEM: words.SYSTEM_PROMPT}


def carry_out(conversation: Conversation, text: str) -> bool:
    """Do what a /command says; False when `text` is no command but a message."""
    name, _, rest = text.strip().partition(" ")
    command = COMMANDS.get(name)
    if command:
        command(conversation, rest.strip())
        return True
    if name.startswith("/") and name[1:].isalpha() and not rest:
        raise UsageError(words.NO_SUCH_COMMAND.filled(command=name), words.COMMANDS)
    return False


def start_new(conversation: Conversation, _: str) -> None:
    """/new"""
    conversation.chat = None
    conversation.screen.note(words.NEW_CHAT_STARTED)


def list_chats(conversation: Conversation, _: str) -> None:
    """/chats"""
    chats = conversation.store.chats()
    if not chats:
        conversation.screen.note(words.NO_CHATS_YET)
    for number, line in enumerate(chats[:LISTED_CHATS], start=1):
        conversation.screen.note(words.CHAT_LINE.filled(number=number, title=title_of(line)), "")


def title_of(line: ChatSummary) -> words.Phrase | str:
    """A chat's title, on one line."""
    return title_from(line.title, 60) if line.title else words.UNTITLED


def open_chat(conversation: Conversation, number: str) -> None:
    """/open N"""
    chats = conversation.store.chats()
    if not number.isdecimal() or not 1 <= int(number) <= len(chats):
        raise UsageError(words.NO_SUCH_CHAT.filled(number=number or "?"), words.LIST_THE_CHATS)
    conversation.chat = conversation.store.chat(chats[int(number) - 1].id)
    conversation.screen.note(words.CHAT_OPENED.filled(title=title_of(chats[int(number) - 1])))
    for message in conversation.chat.path()[-2:]:
        conversation.screen.note(words.SAID.filled(who=SPEAKERS[message.role], text=message.text))


def show_help(conversation: Conversation, _: str) -> None:
    """/help"""
    conversation.screen.note(words.COMMANDS, "")
    conversation.screen.note(words.TERMINAL_KEYS, "")


def leave(conversation: Conversation, _: str) -> None:
    """/quit"""
    raise Leave


COMMANDS: dict[str, Callable[[Conversation, str], None]] = {
    "/new": start_new,
    "/chats": list_chats,
    "/open": open_chat,
    "/help": show_help,
    "/quit": leave,
}
