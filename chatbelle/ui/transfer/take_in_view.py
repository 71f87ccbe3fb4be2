"""The page on which chats come in: where from, what is there, what came in."""

from functools import partial

import flet as ft

from chatbelle import words
from chatbelle.transfer.histories import LeftOut
from chatbelle.ui import theme
from chatbelle.ui.models.parts import (
    PAGE_PX,
    action,
    card,
    field,
    heading,
    name_text,
    plain,
    quiet,
    stacked,
    text_action,
)
from chatbelle.ui.named import icon_button, named
from chatbelle.ui.notice import notice_card
from chatbelle.ui.state import Layout, Look, Notice
from chatbelle.ui.transfer.export_view import bar
from chatbelle.ui.transfer.exporting import counted
from chatbelle.ui.transfer.state import Found, Imported, Seen, TakeIn
from chatbelle.ui.transfer.verbs import TransferVerbs
from chatbelle.words import Phrase

LEFT_OUT_SHOWN = 8  # of those that cannot be read; the rest is counted


def take_in_pane(page: TakeIn, look: Look, verbs: TransferVerbs, width_px: int) -> ft.Control:
    """The page beside the rail, or alone on a phone."""
    side_px = max(14 if look.layout is Layout.PHONE else 24, (width_px - PAGE_PX) // 2)
    name = ft.Text(look.say(words.IMPORT_CHATS), theme_style=theme.PAGE_TITLE)
    touch = look.layout is not Layout.WIDE
    back = icon_button("back", ft.Icons.ARROW_BACK_ROUNDED, look.say(words.BACK_TO_SETTINGS), verbs.leave_import, touch)
    edge_px = 4 if look.layout is Layout.PHONE else max(12, side_px - 46)
    top = ft.Container(
        ft.Row([back, ft.Semantics(content=name, header=True)], spacing=6), height=56, padding=ft.Padding(left=edge_px)
    )
    scroll = ft.ListView(
        [TakeInView(page, look, verbs)],
        expand=True,
        padding=ft.Padding(left=side_px, top=8, right=side_px, bottom=32),
        key="scroll-take-in",
    )
    room = [ft.SafeArea(top, avoid_intrusions_bottom=False), named("take-in-page", scroll, expand=True)]
    return ft.Container(ft.Column(room, spacing=0), expand=True, bgcolor=theme.PAPER, key="take-in-pane")


@ft.component
def TakeInView(page: TakeIn, look: Look, verbs: TransferVerbs) -> ft.Control:  # noqa: N802
    """What to take chats from; or, once that is chosen, what is there and what came in."""
    lines: list[ft.Control] = []
    if page.error:
        lines.append(notice_card(Notice(page.error.what, page.error.remedy), look, verbs.dismiss))
    if page.counted is not None:
        lines.append(under_way(words.READING_CHATS.filled(count=page.counted), None, look, verbs))
    elif page.taken is not None and page.seen:
        said = words.TAKING_IN.filled(done=page.taken, count=page.seen.chats)
        lines.append(under_way(said, page.taken / max(1, page.seen.chats), look, verbs))
    elif page.done:
        lines.append(ended(page.done, look, verbs))
    elif page.seen:
        lines.append(what_is_there(page.seen, look, verbs))
    else:
        lines += [*others(page, look, verbs), heading(look.say(words.A_FILE_OF_YOUR_OWN)), own_file(page, look, verbs)]
    return stacked(lines)


def others(page: TakeIn, look: Look, verbs: TransferVerbs) -> list[ft.Control]:
    """Other programs' chats on this machine."""
    title = heading(look.say(words.FOUND_ON_THIS_MACHINE))
    if page.counting:
        return [title, quiet(look.say(words.LOOKING_FOR_HISTORIES)), bar(None)]
    if not page.found:
        return [title, card(quiet(look.say(words.NO_OTHER_HISTORIES)))]
    return [title, *(program(number, found, look, verbs) for number, found in enumerate(page.found))]


def program(number: int, found: Found, look: Look, verbs: TransferVerbs) -> ft.Control:
    """A program, how many chats it has, and where."""
    path = ft.Text(
        str(found.path), theme_style=theme.FINE, color=theme.SECONDARY, max_lines=1, overflow=ft.TextOverflow.ELLIPSIS
    )
    said = ft.Column([name_text(found.program), quiet(look.say(counted(found.count))), path], spacing=2, tight=True)
    button = action(f"look-at-{number}", look.say(words.LOOK_INSIDE), partial(verbs.look_at, found.path), look)
    return named(f"found-{number}", card(ft.Row([ft.Container(said, expand=True), button], spacing=16)))


def own_file(page: TakeIn, look: Look, verbs: TransferVerbs) -> ft.Control:
    """A file that is chosen, or a path that is typed."""
    buttons = [action("choose-history", look.say(words.CHOOSE_FILE), verbs.choose_file, look, primary=True)]
    if not ft.context.page.web:  # a browser gives no folders
        buttons.append(action("choose-history-folder", look.say(words.PICK_FOLDER), verbs.choose_folder, look))
    buttons.append(action("look-inside", look.say(words.LOOK_INSIDE), verbs.look_at_typed, look))
    typed = field("history-path", page.path, look.say(words.PATH_OF_HISTORY), verbs.type_path, verbs.look_at_typed)
    rows = [quiet(look.say(words.IMPORTABLE_FILES)), ft.Row([typed]), ft.Row(buttons, spacing=10, wrap=True)]
    return card(stacked(rows))


def under_way(said: Phrase, share: float | None, look: Look, verbs: TransferVerbs) -> ft.Control:
    """How far it is, and the way to end it."""
    stop = ft.Row([text_action("stop-import", look.say(words.BENCH_STOP), verbs.stop, look)])
    return named("under-way", card(stacked([plain(look.say(said)), bar(share), stop])))


def what_is_there(seen: Seen, look: Look, verbs: TransferVerbs) -> ft.Control:
    """How many chats, which cannot be read and why, and the button that takes in the others."""
    count = counted(seen.chats)
    some = words.SEEN_CHATS.filled(count=count, name=seen.path.name)
    said = some if seen.chats else words.SEEN_NOTHING.filled(name=seen.path.name)
    lines: list[ft.Control] = [name_text(look.say(said))]
    buttons = [text_action("another-file", look.say(words.ANOTHER_FILE), verbs.begin_again, look)]
    if seen.chats:
        lines.append(quiet(look.say(words.ALREADY_HERE_STAY)))
        says = look.say(words.IMPORT_SO_MANY.filled(count=count))
        buttons.insert(0, action("take-in", says, verbs.take_in, look, primary=True))
    lines += unreadable(words.LEFT_OUT, seen.left_out, look)
    return named("seen", card(stacked([*lines, ft.Row(buttons, spacing=10, wrap=True)])))


def ended(done: Imported, look: Look, verbs: TransferVerbs) -> ft.Control:
    """What came in, what was here before, what was left out and why."""
    came = words.TAKEN_IN.filled(count=counted(done.added)) if done.added else words.TAKEN_IN_NONE
    lines: list[ft.Control] = [name_text(look.say(came))]
    if done.known:
        lines.append(plain(look.say(words.WERE_KNOWN.filled(count=counted(done.known)))))
    if done.stopped:
        lines.append(plain(look.say(words.IMPORT_STOPPED)))
    lines += unreadable(words.WERE_LEFT_OUT, done.left_out, look)
    again = text_action("another-file", look.say(words.ANOTHER_FILE), verbs.begin_again, look)
    return named("came-in", card(stacked([*lines, ft.Row([again])])))


def unreadable(title: Phrase, left_out: tuple[LeftOut, ...], look: Look) -> list[ft.Control]:
    """What could not be read, each with the reason; many are counted at the end."""
    if not left_out:
        return []
    shown = [plain(look.say(title.filled(count=counted(len(left_out)))))]
    shown += [quiet(look.say(reason(each))) for each in left_out[:LEFT_OUT_SHOWN]]
    if more := len(left_out) - LEFT_OUT_SHOWN:
        shown += [quiet(look.say(words.AND_MORE.filled(count=more)))] if more > 0 else []
    return [named("left-out", stacked(shown, 4))]


def reason(left_out: LeftOut) -> Phrase:
    """Why it was left out; a chat within a file is named before the file is."""
    if left_out.name in left_out.why.en:
        return left_out.why
    return words.LEFT_OUT_LINE.filled(name=left_out.name, why=left_out.why)
