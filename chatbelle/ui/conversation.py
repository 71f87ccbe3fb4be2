"""The open chat: its messages, newest at the bottom, and what stands in their place while there are none."""

from collections.abc import Awaitable, Callable, Sequence

import flet as ft

from chatbelle import words
from chatbelle.chat import Message, Role
from chatbelle.context import Summary, WhenFull, summed_up
from chatbelle.ui import theme
from chatbelle.ui.history.private_view import private_line, private_start
from chatbelle.ui.history.tab_chats import is_private
from chatbelle.ui.message import Answer
from chatbelle.ui.message_verbs import MessageVerbs
from chatbelle.ui.model_status import Phase
from chatbelle.ui.models.state import Offered, Shelf
from chatbelle.ui.named import named
from chatbelle.ui.notice import Go, notice_card
from chatbelle.ui.said import Said
from chatbelle.ui.sheet_verbs import SheetVerbs
from chatbelle.ui.standing import Standing, versions_in
from chatbelle.ui.start import NoModel, start
from chatbelle.ui.state import Conversation, Layout, Look, Model, Notice, Way
from chatbelle.ui.stretch import MOST
from chatbelle.ui.summary_card import SummaryCard, still_seen
from chatbelle.words import Phrase

GAP_PX = 8  # the quiet row below each message keeps more room free
SCROLL_INTERVAL_MS = 200  # between looks at how far the reader has scrolled
AHEAD = 3  # windows that are drawn before the reader comes there


@ft.component
def ConversationView(  # noqa: N802 - components are named like classes
    conversation: Conversation,
    look: Look,
    model: Model,
    pane_px: int,
    verbs: MessageVerbs,
    sheet_verbs: SheetVerbs,
    dismiss: Callable[[Notice | None], None],
    load_model: Callable[[str], None],
    load_again: Callable[[], None],
    load_shorter: Callable[[], None],
    shelf: Shelf,
    open_models: Callable[[], Awaitable[None]],
    take: Callable[[Offered], Awaitable[None]],
) -> ft.Control:
    """Messages in the reading column; the list starts at its end and does not drag a reader who has scrolled up."""
    path = conversation.chat.path() if conversation.chat else ()
    notice = conversation.notice
    private = conversation.chat is not None and is_private(conversation.chat.id)
    if not path and not notice:
        if model.status.phase in (Phase.NONE, Phase.FAILED):
            return NoModel(model, look, load_model, load_again, load_shorter, shelf, open_models, take)
        return private_start(look) if private else start(look)
    side_px = max(16 if look.layout is Layout.PHONE else 24, (pane_px - look.column_px) // 2)
    column_px = pane_px - 2 * side_px
    shown = messages(path, conversation, look, model.status.name, column_px, verbs, sheet_verbs.edit_summary)
    at_end = conversation.stretch.of(len(path)).stop == len(path)
    if notice:
        ways = ways_on(verbs, sheet_verbs, load_shorter, open_models)
        shown.append(ft.Container(notice_card(notice, look, lambda: dismiss(None), ways), key="notice"))
    elif at_end and path and path[-1].role is Role.USER and conversation.reply is None:
        shown.append(ft.Container(unanswered(look, verbs.answer_again), key="unanswered"))
    scroll = scroll_of(shown, conversation, len(path), look, verbs)
    scroll.padding = ft.Padding(left=side_px, top=24, right=side_px, bottom=12)
    whole = ft.SelectionArea(expand=True, content=scroll)
    return ft.Column([private_line(look), whole], spacing=0, expand=True) if private else whole


def scroll_of(
    shown: list[ft.Control], conversation: Conversation, whole: int, look: Look, verbs: MessageVerbs
) -> ft.ListView:
    """What is drawn, from where the reader begins; before they come to its end, more is drawn."""
    stretch = conversation.stretch
    drawn = stretch.of(whole)
    before, after = drawn.start, whole - drawn.stop
    if before:
        shown = [more_line("earlier", words.EARLIER_MESSAGES.filled(count=before), look, verbs.earlier), *shown]
    if after:
        shown = [*shown, more_line("later", words.LATER_MESSAGES.filled(count=after), look, verbs.later)]
    left, more = (after, verbs.later) if stretch.from_top else (before, verbs.earlier)

    def scrolled(event: ft.OnScrollEvent) -> None:
        if event.extent_after < event.viewport_dimension * AHEAD:
            more()

    return ft.ListView(
        controls=shown if stretch.from_top else shown[::-1],
        reverse=not stretch.from_top,
        expand=True,
        spacing=GAP_PX,
        on_scroll=scrolled if left and len(drawn) < MOST else None,
        scroll_interval=SCROLL_INTERVAL_MS,
        key=f"{conversation.chat.id if conversation.chat else 0} {stretch.anchor}",
    )


def ways_on(
    verbs: MessageVerbs,
    sheet_verbs: SheetVerbs,
    load_shorter: Callable[[], None],
    open_models: Callable[[], Awaitable[None]],
) -> dict[Way, Go]:
    """What the buttons of a notice do here."""

    async def drop() -> None:
        await sheet_verbs.choose_when_full(WhenFull.DROP)

    async def sum_up() -> None:
        await sheet_verbs.choose_when_full(WhenFull.SUMMARISE)

    async def answer_with_shorter_context() -> None:
        load_shorter()
        await verbs.answer_again()

    return {
        Way.ANSWER: verbs.answer_again,
        Way.MODELS: open_models,
        Way.SHORTER_CONTEXT: answer_with_shorter_context,
        Way.DROP: drop,
        Way.SUMMARISE: sum_up,
    }


def more_line(identifier: str, says: Phrase, look: Look, go: Callable[[], None]) -> ft.Control:
    """Says how many messages are not drawn there, and the way to them."""
    button = ft.TextButton(look.say(says), on_click=go)
    return ft.Container(named(identifier, button), alignment=ft.Alignment.CENTER, key=identifier)


def messages(
    path: Sequence[Message],
    conversation: Conversation,
    look: Look,
    model: str,
    column_px: int,
    verbs: MessageVerbs,
    edit_summary: Callable[[str], None],
) -> list[ft.Control]:
    """One control a message, the arriving answer last; a hairline where the model's sight begins."""
    reply, touch, scale = conversation.reply, look.layout is Layout.PHONE, look.text_scale
    versions = versions_in(conversation.chat) if conversation.chat else {}
    kept = path[:-1] if reply and path and path[-1].role is Role.ASSISTANT else path
    hidden = hidden_in(kept, conversation.summary)
    shown: list[ft.Control] = []
    drawn = conversation.stretch.of(len(kept))
    for number, message in enumerate(kept[drawn.start : drawn.stop], start=drawn.start):
        gone = number in hidden
        if hidden and number == hidden.stop:
            if conversation.summary and hidden.start:
                card = SummaryCard(conversation.summary, look.language, touch, edit_summary)
                shown.append(ft.Container(card, key="summary"))
            shown.append(ft.Container(still_seen(look.language), key="still-seen"))
        marked = conversation.marked == message.id
        is_last = number == len(path) - 1
        standing = Standing(
            number, look.language, touch, versions[message.id], gone, is_last, scale, marked, look.still
        )
        if message.role is Role.ASSISTANT:
            name = message.facts.model if message.facts else model
            shown.append(Answer(message, None, name, standing, verbs, key=f"answer-{message.parent}"))
        elif message.role is Role.USER:
            editing = conversation.editing == message.id
            shown.append(Said(message, standing, column_px, editing, verbs, key=f"said-{message.id}"))
    if reply and drawn.stop == len(kept):
        standing = Standing(len(kept), look.language, touch, text_scale=scale, still=look.still)
        shown.append(Answer(None, reply, model, standing, verbs, key=f"answer-{kept[-1].id}"))
    return shown


def hidden_in(path: Sequence[Message], summary: Summary | None) -> range:
    """Which messages the model did not see as they are when it answered last: the oldest, or those summed up."""
    facts = [message.facts for message in path if message.facts]
    count = facts[-1].forgotten if facts else 0
    in_short = summed_up(path, summary)
    return in_short if in_short and len(in_short) >= count else range(count)


def unanswered(look: Look, answer_again: Callable[[], Awaitable[None]]) -> ft.Control:
    """A message that was not answered, and the way to have it answered."""
    button = ft.TextButton(look.say(words.ANSWER_NOW), on_click=answer_again)
    return ft.Row(
        [
            ft.Text(look.say(words.NOT_ANSWERED), theme_style=theme.SMALL, color=theme.SECONDARY),
            named("answer-now", button),
        ],
        spacing=8,
    )
