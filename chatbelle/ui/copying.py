"""A button that copies, and says quietly for a moment that it has."""

import asyncio
from collections.abc import Awaitable, Callable

import flet as ft

from chatbelle import words
from chatbelle.ui.named import Watch, icon_button
from chatbelle.words import Language, Phrase

COPIED_SECONDS = 1.6

Copy = Callable[[str], Awaitable[None]]


@ft.component
def CopyButton(  # noqa: N802 - components are named like classes
    identifier: str,
    says: Phrase,
    text: str,
    language: Language,
    touch: bool,
    copy: Copy,
    watch: Watch | None = None,
) -> ft.Control:
    """Copies `text`; a check stands in its place while the person may wonder whether it did."""
    copied, set_copied = ft.use_state(False)

    async def copy_text() -> None:
        await copy(text)
        set_copied(True)
        await asyncio.sleep(COPIED_SECONDS)
        set_copied(False)

    icon = ft.Icons.CHECK_ROUNDED if copied else ft.Icons.CONTENT_COPY_ROUNDED
    phrase = words.COPIED if copied else says
    return icon_button(identifier, icon, phrase.in_language(language), copy_text, touch, watch)
