"""Chats as one file in memory, for a browser to download: what it shows in clear never lies on this machine's disk."""

import io
import zipfile
from collections.abc import Iterable, Sequence

from chatbelle.history import WholeChat
from chatbelle.transfer.export import free_name
from chatbelle.transfer.format import Format
from chatbelle.transfer.own_json import to_json
from chatbelle.transfer.readable import title_of, to_html, to_markdown
from chatbelle.words import Language


def bundled(chats: Iterable[WholeChat], wanted: Format, language: Language, alone: bool) -> bytes:
    """The chats as JSON, the one chat as a file for people, or several as such files in a zip."""
    if wanted is Format.JSON:
        return "".join(to_json(chats)).encode()
    text_of = to_markdown if wanted is Format.MARKDOWN else to_html
    if alone:
        return "".join(part for chat in chats for part in text_of(chat, language)).encode()
    packed = io.BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for chat in chats:
            name = free_name(title_of(chat, language), wanted, taken)
            archive.writestr(name, "".join(text_of(chat, language)))
    return packed.getvalue()


def bundle_name(titles: Sequence[str], wanted: Format, day: str) -> str:
    """A name for the file: a single chat's title, or else the app's name and the day."""
    if len(titles) == 1:
        return free_name(titles[0], wanted, set())
    return f"ChatBelle-{day}.{wanted if wanted is Format.JSON else 'zip'}"
