"""The settings' section about the passphrase, and its dialog. Entry: `PassphraseSection`."""

import flet as ft

from chatbelle import words
from chatbelle.strength import Strength
from chatbelle.ui import theme
from chatbelle.ui.lock.parts import secret_field, working, wrong
from chatbelle.ui.lock.state import Change, Lock
from chatbelle.ui.lock.verbs import LockVerbs
from chatbelle.ui.models.parts import action, plain, quiet, stacked, text_action
from chatbelle.ui.named import named
from chatbelle.ui.settings.parts import row, section
from chatbelle.ui.state import Layout, Look
from chatbelle.words import Phrase

DIALOG_PX = 460
TITLES = {
    Change.SET: words.SET_PASSPHRASE,
    Change.CHANGE: words.CHANGE_PASSPHRASE,
    Change.REMOVE: words.REMOVE_PASSPHRASE,
}
DOES = {
    Change.SET: words.LOCK_ALL_CHATS,
    Change.CHANGE: words.CHANGE_IT,
    Change.REMOVE: words.UNLOCK_ALL_CHATS,
}
STRENGTHS = {
    Strength.WEAK: words.STRENGTH_WEAK,
    Strength.FAIR: words.STRENGTH_FAIR,
    Strength.GOOD: words.STRENGTH_GOOD,
    Strength.STRONG: words.STRENGTH_STRONG,
}


@ft.component
def PassphraseSection(lock: Lock, look: Look, verbs: LockVerbs) -> ft.Control:  # noqa: N802
    """Whether the chats are locked, and what can be changed about that."""
    ft.use_dialog(dialog(lock, look, verbs, lock.change) if lock.change else None)
    if not lock.can_lock:
        return section(words.THE_PASSPHRASE, look, quiet(look.say(words.CANNOT_LOCK_HERE)))

    def button(change: Change) -> ft.Control:
        return action(f"passphrase-{change}", look.say(TITLES[change]), lambda: verbs.begin(change), look)

    if lock.is_locked:
        buttons = ft.Row([button(Change.CHANGE), button(Change.REMOVE)], spacing=10, wrap=True, tight=True)
        state = row(words.CHATS_ARE_LOCKED, look, buttons, words.CHATS_ARE_LOCKED_TEXT)
    else:
        state = row(words.CHATS_ARE_OPEN, look, button(Change.SET), words.CHATS_ARE_OPEN_TEXT)
    told = [named("passphrase-told", plain(look.say(lock.told)))] if lock.told else []
    return section(words.THE_PASSPHRASE, look, state, *told)


def dialog(lock: Lock, look: Look, verbs: LockVerbs, change: Change) -> ft.AlertDialog:
    """What the change needs, what it means, and how it goes; it cannot be left while it is being done."""
    lines = fields(lock, look, verbs, change)
    if change is not Change.REMOVE:
        lines.append(quiet(look.say(words.PASSPHRASE_LIMITS)))
    if lock.error:
        lines.append(wrong(lock.error, look))
    actions = [
        text_action("leave-passphrase", look.say(words.CANCEL), verbs.leave, look),
        action("apply-passphrase", look.say(DOES[change]), verbs.apply, look, primary=True),
    ]
    if lock.busy:
        lines.append(working(look.say(words.CHANGING_PASSPHRASE)))
        actions = []
    width = None if look.layout is Layout.PHONE else DIALOG_PX
    return ft.AlertDialog(
        title=ft.Text(look.say(TITLES[change]), theme_style=theme.DIALOG_TITLE),
        content=ft.Container(named("passphrase-dialog", stacked(lines, 14)), width=width),
        actions=actions,
        modal=True,
        scrollable=True,
    )


def fields(lock: Lock, look: Look, verbs: LockVerbs, change: Change) -> list[ft.Control]:
    """The passphrase there is, and the new one twice, with what it is worth."""
    lines: list[ft.Control] = []
    if change is not Change.SET:
        says = look.say(words.PRESENT_PASSPHRASE)
        lines.append(secret_field("old-passphrase", lock.old, says, verbs.type_old, verbs.apply, autofocus=True))
    if change is Change.REMOVE:
        lines.append(plain(look.say(words.REMOVING_MEANS)))
        return lines
    first = change is Change.SET
    new, again = look.say(words.THE_NEW_PASSPHRASE), look.say(words.PASSPHRASE_AGAIN)
    lines.append(secret_field("new-passphrase", lock.new, new, verbs.type_new, verbs.apply, autofocus=first))
    lines.append(strength_line(STRENGTHS.get(lock.strength, words.STRENGTH_HINT) if lock.strength else None, look))
    lines.append(secret_field("passphrase-again", lock.again, again, verbs.type_again, verbs.apply))
    return lines


def strength_line(worth: Phrase | None, look: Look) -> ft.Control:
    """What the new passphrase is worth, or how to find a good one."""
    return named("strength", quiet(look.say(worth or words.STRENGTH_HINT)))
