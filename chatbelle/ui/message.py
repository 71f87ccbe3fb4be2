"""A model's answer: its mark and name, its thoughts folded away, its blocks without a box, a quiet row below."""

from collections.abc import Callable, Sequence

import flet as ft

from chatbelle import words
from chatbelle.chat import Message
from chatbelle.thinking import thinking_of
from chatbelle.ui import theme
from chatbelle.ui.answer_facts import STOPPED, facts_card
from chatbelle.ui.block import Block
from chatbelle.ui.copying import CopyButton
from chatbelle.ui.drawn import drawn_when_changed
from chatbelle.ui.markdown_blocks import blocks_of, is_list_item
from chatbelle.ui.marking import standing_out
from chatbelle.ui.menu import MenuLine
from chatbelle.ui.message_actions import lines_for_all, more_button, quiet_row, versions_walk
from chatbelle.ui.message_verbs import MessageVerbs
from chatbelle.ui.named import Watch, icon_button, named
from chatbelle.ui.reply import Reply, Tail, Waiting
from chatbelle.ui.said import FORGOTTEN_OPACITY
from chatbelle.ui.standing import Standing
from chatbelle.ui.thought_view import ThoughtView
from chatbelle.words import Language, Phrase


@ft.component
def _answer(
    message: Message | None, reply: Reply | None, model: str, standing: Standing, verbs: MessageVerbs
) -> ft.Control:
    """A kept message or an arriving reply. One component for both: when the answer ends, its blocks stay as they are.

    It takes the reply alone of all observables, so that a new piece draws this answer and not the list.
    """
    hovered, set_hovered = ft.use_state(False)
    focused, set_focused = ft.use_state(False)
    with_facts, set_with_facts = ft.use_state(False)
    below: list[ft.Control] = []
    if reply is not None:
        thought, blocks, tail = "", reply.finished, reply.tail
        below.append(ft.Row([caret(standing.still), *waiting_text(reply, standing.language)], spacing=10, height=36))
    else:
        parts = thinking_of(message.text if message else "")
        thought, blocks, tail = parts.thought, blocks_of(parts.answer), None
    if message is not None:
        row = below_answer(message, standing, verbs, set_focused, lambda: set_with_facts(not with_facts))
        below += [*ending_line(message, standing, verbs), quiet_row(row, hovered or focused, standing)]
        if with_facts and message.facts:
            below.append(facts_card(standing.number, message.facts, len(message.text), standing.language))
    live = reply.thought if reply else None
    thoughts: list[ft.Control] = []
    if thought or live:
        thoughts.append(ThoughtView(standing.number, thought, live, standing.language, standing.touch, key="thought"))
    body = answer_column(model, thoughts, blocks, tail, standing, verbs, below)
    whole = ft.Container(
        body,
        opacity=FORGOTTEN_OPACITY if standing.forgotten else 1,
        on_hover=lambda event: set_hovered(bool(event.data)),
    )
    says = words.ANSWER_OF.filled(model=model).in_language(standing.language)
    return named(f"message-{standing.number}", standing_out(whole, standing.marked), says)


Answer = drawn_when_changed(_answer)


def below_answer(
    message: Message, standing: Standing, verbs: MessageVerbs, watch: Watch, toggle_facts: Callable[[], None]
) -> list[ft.Control]:
    """What can be done with an answer."""
    number, touch = standing.number, standing.touch

    async def answer_anew() -> None:
        await verbs.answer_anew(message.id)

    def answer_anew_with() -> None:
        verbs.answer_anew_with(message.id)

    spoken = thinking_of(message.text).answer
    says = words.ANSWER_ANEW.in_language(standing.language)
    about = MenuLine(f"about-{number}", ft.Icons.INFO_OUTLINE_ROUNDED, words.ABOUT_ANSWER, toggle_facts)
    anew_with = MenuLine(f"anew-with-{number}", ft.Icons.TUNE_ROUNDED, words.ANSWER_ANEW_WITH, answer_anew_with)
    lines = [*([about] if message.facts else []), anew_with, *lines_for_all(number, message, verbs)]
    return [
        CopyButton(f"copy-{number}", words.COPY, spoken, standing.language, touch, verbs.copy, watch),
        icon_button(f"answer-anew-{number}", ft.Icons.REFRESH_ROUNDED, says, answer_anew, touch, watch),
        *versions_walk(standing, verbs.walk_to, watch),
        more_button(standing, lines, watch),
    ]


def ending_line(message: Message, standing: Standing, verbs: MessageVerbs) -> list[ft.Control]:
    """How an answer ended if that was not by itself, and the way on where there is one."""
    ending = ending_of(message)
    if ending is None:
        return []
    parts: list[ft.Control] = [
        ft.Text(ending.in_language(standing.language), theme_style=theme.FINE, color=theme.SECONDARY)
    ]
    if standing.is_last and message.cut:
        go_on = ft.TextButton(words.GO_ON.in_language(standing.language), on_click=verbs.answer_again)
        parts.append(named(f"go-on-{standing.number}", go_on))
    return [ft.Row(parts, spacing=6, height=48 if standing.touch else 36)]


def answer_column(
    name: str,
    thought: list[ft.Control],
    blocks: Sequence[str],
    tail: Tail | None,
    standing: Standing,
    verbs: MessageVerbs,
    below: list[ft.Control],
) -> ft.Column:
    """The model's mark and name, the blocks of its answer, and what is below."""
    mark = ft.Container(width=10, height=10, border_radius=5, bgcolor=theme.ACCENT)
    heading = ft.Row([mark, ft.Text(name, theme_style=theme.FINE, color=theme.SECONDARY)], spacing=8)
    text: list[ft.Control] = [
        ft.Container(
            Block(
                block,
                tail if number == len(blocks) else None,
                standing.language,
                standing.touch,
                verbs.copy,
                verbs.ask_link,
                standing.text_scale,
            ),
            padding=ft.Padding(top=gap_above(block, blocks[number - 1] if number else "")),
            key=f"block-{number}",
        )
        for number, block in enumerate([*blocks, tail.text] if tail else blocks)
    ]
    return ft.Column(
        spacing=6, controls=[heading, *thought, ft.Column(text, spacing=0, tight=True), *below], tight=True
    )


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
    return STOPPED.get(message.facts.stop)


def waiting_text(reply: Reply, language: Language) -> list[ft.Control]:
    """Why nothing is to be seen yet."""
    if reply.waiting is Waiting.ENGINE:
        said = words.WAITING_FOR_ENGINE.in_language(language)
    elif reply.waiting is Waiting.SUMMARY:
        said = words.SUMMING_UP.in_language(language)
    elif reply.waiting is Waiting.PROMPT and 0 < reply.prompt_read < 1:
        said = words.READING_PROMPT.filled(percent=round(reply.prompt_read * 100)).in_language(language)
    else:
        return []
    return [ft.Text(said, theme_style=theme.SMALL, color=theme.SECONDARY)]


def caret(still: bool) -> ft.Control:
    """A breathing caret, or a still one: the client moves it, nothing is sent for that."""
    if still:
        return ft.Container(width=9, height=18, border_radius=3, bgcolor=theme.ACCENT)
    return ft.Shimmer(
        base_color=theme.ACCENT,
        highlight_color=theme.BUBBLE,
        period=1400,
        content=ft.Container(width=9, height=18, border_radius=3, bgcolor=theme.ACCENT),
    )
