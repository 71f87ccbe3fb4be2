"""Where a message stands: in its chat, among its versions, and on the screen."""

from dataclasses import dataclass

from chatbelle.chat import Chat
from chatbelle.words import Language


@dataclass(frozen=True, slots=True)
class Versions:
    """Where a message stands among those in the same place; ids of its neighbours, 0 at either end."""

    number: int = 1
    count: int = 1
    before: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """What a message's view has to know besides the message."""

    number: int  # in what is shown, from 0
    language: Language
    touch: bool = False  # a thumb is used, and nothing hovers
    versions: Versions = Versions()
    forgotten: bool = False  # the model no longer sees it
    is_last: bool = False
    text_scale: float = 1.0  # of all text, as the person wants it
    marked: bool = False  # it was looked for, and stands out for a moment
    still: bool = False  # nothing moves by itself


def versions_in(chat: Chat) -> dict[int, Versions]:
    """Where each message of a chat stands among its siblings."""
    places: dict[int | None, list[int]] = {}
    for message in chat.messages:
        places.setdefault(message.parent, []).append(message.id)
    versions: dict[int, Versions] = {}
    for together in places.values():
        ids = [0, *together, 0]
        for number in range(1, len(ids) - 1):
            versions[ids[number]] = Versions(number, len(together), ids[number - 1], ids[number + 1])
    return versions
