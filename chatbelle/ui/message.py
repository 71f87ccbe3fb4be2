"""One message: the person's words in a soft bubble at the right, the model's answer without a box."""

from collections.abc import Sequence

import flet as ft

from chatbelle import words
from chatbelle.chat import Message, StopReason
from chatbelle.ui import theme
from chatbelle.ui.block import Block, Copy, Open
from chatbelle.ui.drawn import drawn_when_changed
from chatbelle.ui.markdown_blocks import blocks_of, is_list_item
from chatbelle.ui.named import icon_button, named
from chatbelle.ui.state import Reply, Tail, Waiting
from chatbelle.words import Language, Phrase

ENDINGS = {
    StopReason.INTERRUPTED: words.STOPPED_BY_YOU,
    StopReason.MAX_TOKENS: words.STOPPED_BY_LIMIT,
    StopReason.CONTEXT_FULL: words.STOPPED_BY_CONTEXT,
    StopReason.CRASHED: words.STOPPED_BY_CRASH,
}
FORGOTTEN_OPACITY = 0.45


@ft.component
def _said(number: int, message: Message, language: Language, column_px: int, forgotten: bool) -> ft.Control:
    text = ft.Text(message.text, size=theme.BODY_PX, style=ft.TextStyle(height=1.6))
    bubble = ft.Container(
        content=text,
        bgcolor=theme.BUBBLE,
        border_radius=18,
        padding=ft.Padding(left=18, top=10, right=18, bottom=10),
        expand=True,
        expand_loose=True,
    )
    return named(
        f"message-{number}",
        ft.Container(
            ft.Row([bubble], alignment=ft.MainAxisAlignment.END),
            padding=ft.Padding(left=column_px * 0.2),
            opacity=FORGOTTEN_OPACITY if forgotten else 1,
        ),
        words.YOU.in_language(language),
    )


Said = drawn_when_changed(_said)


@ft.component
def _answer(
    number: int,
    message: Message | None,
    reply: Reply | None,
    model: str,
    language: Language,
    forgotten: bool,
    touch: bool,
    copy: Copy,
    ask_link: Open,
) -> ft.Control:
    """A kept message or an arriving reply. One component for both: when the answer ends, its blocks stay as they are.

    It takes the reply alone of all observables, so that a new piece draws this answer and not the list.
    """
    if reply is not None:
        blocks, tail = reply.finished, reply.tail
        below = [caret(), *waiting_text(reply, language)]
    else:
        text = message.text if message else ""
        blocks, tail = blocks_of(text), None
        below = below_answer(number, message, language, touch, copy) if message else []
    body = answer_column(model, blocks, tail, language, copy, ask_link, below)
    body.opacity = FORGOTTEN_OPACITY if forgotten else 1
    return named(f"message-{number}", body, words.ANSWER_OF.filled(model=model).in_language(language))


Answer = drawn_when_changed(_answer)


def below_answer(number: int, message: Message, language: Language, touch: bool, copy: Copy) -> list[ft.Control]:
    """What can be done with an answer, and how it ended if that was not by itself."""

    async def copy_answer() -> None:
        await copy(message.text)

    says = words.COPY.in_language(language)
    button = icon_button(f"copy-{number}", ft.Icons.CONTENT_COPY_ROUNDED, says, copy_answer, touch)
    ending = ending_of(message)
    return [button, ft.Text(ending.in_language(language), size=13, color=theme.SECONDARY)] if ending else [button]


def answer_column(
    name: str,
    blocks: Sequence[str],
    tail: Tail | None,
    language: Language,
    copy: Copy,
    ask_link: Open,
    below: list[ft.Control],
) -> ft.Column:
    """The model's mark and name, the blocks of its answer, and a quiet row below."""
    mark = ft.Container(width=10, height=10, border_radius=5, bgcolor=theme.ACCENT)
    heading = ft.Row([mark, ft.Text(name, size=13, color=theme.SECONDARY)], spacing=8)
    text: list[ft.Control] = [
        ft.Container(
            Block(block, tail if number == len(blocks) else None, language, copy, ask_link),
            padding=ft.Padding(top=gap_above(block, blocks[number - 1] if number else "")),
            key=f"block-{number}",
        )
        for number, block in enumerate([*blocks, tail.text] if tail else blocks)
    ]
    row = ft.Row(below, spacing=10, height=36)
    return ft.Column(spacing=6, controls=[heading, ft.Column(text, spacing=0, tight=True), row], tight=True)


def gap_above(block: str, before: str) -> int:
    """Pixels above a block: none above the first, little between the items of a list, more before a heading."""
    if not before:
        return 0
    if is_list_item(block) and is_list_item(before):
        return 2
    return 20 if block.startswith("#") else 10


def ending_of(message: Message) -> Phrase | None:
    """What to say of an answer that did not end by itself; one without facts was cut off by the app's end."""
    if message.facts is None:
        return words.STOPPED_BY_END
    return ENDINGS.get(message.facts.stop)


def waiting_text(reply: Reply, language: Language) -> list[ft.Control]:
    """Why nothing is to be seen yet."""
    if reply.waiting is Waiting.ENGINE:
        said = words.WAITING_FOR_ENGINE.in_language(language)
    elif reply.waiting is Waiting.PROMPT and 0 < reply.prompt_read < 1:
        said = words.READING_PROMPT.filled(percent=round(reply.prompt_read * 100)).in_language(language)
    else:
        return []
    return [ft.Text(said, size=13.5, color=theme.SECONDARY)]


def caret() -> ft.Control:
    """A breathing caret: the client moves it, nothing is sent for that."""
    return ft.Shimmer(
        base_color=theme.ACCENT,
        highlight_color=theme.BUBBLE,
        period=1400,
        content=ft.Container(width=9, height=18, border_radius=3, bgcolor=theme.ACCENT),
    )
