"""All shortcuts, in one table: what the keys do, the sheet that lists them and the palette's hints are made from it.

The keys are free in browsers as in windows of their own: Ctrl+N, T and W never reach a page. Input methods have none
of them either (many take Ctrl+Space, Ctrl+Shift+F and Ctrl+. for themselves).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chatbelle import words
from chatbelle.ui.keys.commands import Act, Commands
from chatbelle.words import Phrase

COMPOSER = "composer"  # the name of the field in which messages are written
Verb = Callable[[Commands], Act]
_SAID = {"Escape": "Esc", "Arrow Down": "↓", "Arrow Up": "↑"}


@dataclass(frozen=True, slots=True)
class Keys:
    """A key by the name that the client gives it, and what is held with it. `command` is Ctrl; Cmd on Apple's."""

    key: str
    command: bool = False
    shift: bool = False
    alt: bool = False

    @property
    def is_character(self) -> bool:
        """Whether a text field would write it."""
        return len(self.key) == 1 and not self.command and not self.alt

    def same_as(self, pressed: "Keys") -> bool:
        """Whether these were pressed. Shift counts for letters and named keys: signs differ in it between keyboards."""
        if (self.key, self.command, self.alt) != (pressed.key, pressed.command, pressed.alt):
            return False
        is_sign = len(self.key) == 1 and not self.key.isalpha()
        return is_sign or self.shift == pressed.shift

    def said(self, apple: bool) -> str:
        """The keys as they stand on the person's keyboard."""
        command, shift, alt = ("⌘", "⇧", "⌥") if apple else ("Ctrl+", "Shift+", "Alt+")
        held = [(self.command, command), (self.shift, shift), (self.alt, alt)]
        names = [name for is_held, name in (reversed(held) if apple else held) if is_held]
        return "".join(names) + _SAID.get(self.key, self.key)


@dataclass(frozen=True, slots=True)
class Shortcut:
    """What it does in words, the keys (any of them), and the verb; None where the text field itself does it."""

    says: Phrase
    keys: tuple[Keys, ...]
    verb: Verb | None
    within: str = ""  # the text field that has to have the focus


SHORTCUTS = (
    Shortcut(words.PALETTE, (Keys("K", command=True),), lambda commands: commands.palette),
    Shortcut(words.NEW_CHAT, (Keys("O", command=True, shift=True),), lambda commands: commands.new_chat),
    Shortcut(words.NEXT_CHAT, (Keys("Arrow Down", alt=True),), lambda commands: commands.next_chat),
    Shortcut(words.PREVIOUS_CHAT, (Keys("Arrow Up", alt=True),), lambda commands: commands.previous_chat),
    Shortcut(words.SEARCH_CHATS, (Keys("F", command=True),), lambda commands: commands.search),
    Shortcut(words.STOP_OR_CLOSE, (Keys("Escape"),), lambda commands: commands.escape),
    Shortcut(words.EDIT_LAST, (Keys("E", command=True),), lambda commands: commands.edit_last),
    Shortcut(words.COPY_LAST, (Keys("C", command=True, shift=True),), lambda commands: commands.copy_last),
    Shortcut(words.CHAT_SETTINGS, (Keys("I", command=True),), lambda commands: commands.chat_settings),
    Shortcut(words.MODELS, (Keys("L", command=True, shift=True),), lambda commands: commands.models),
    Shortcut(words.SETTINGS, (Keys(",", command=True),), lambda commands: commands.settings),
    Shortcut(words.ALL_SHORTCUTS, (Keys("?"), Keys("/", command=True)), lambda commands: commands.shortcuts),
)
_ENTER, _SHIFT_ENTER, _COMMAND_ENTER = Keys("Enter"), Keys("Enter", shift=True), Keys("Enter", command=True)
WITH_ENTER = (Shortcut(words.SEND, (_ENTER,), None), Shortcut(words.NEW_LINE, (_SHIFT_ENTER,), None))
WITH_COMMAND_ENTER = (
    Shortcut(words.SEND, (_COMMAND_ENTER,), lambda commands: commands.send, COMPOSER),
    Shortcut(words.NEW_LINE, (_ENTER,), None),
)


def shortcuts(send_with_command: bool) -> tuple[Shortcut, ...]:
    """All of them, as the person chose to send."""
    return (*(WITH_COMMAND_ENTER if send_with_command else WITH_ENTER), *SHORTCUTS)


def pressed(key: str, ctrl: bool, meta: bool, shift: bool, alt: bool, apple: bool) -> Keys | None:
    """The keys as the client tells of them; None where Ctrl is held on Apple's machines, or the Windows key."""
    command, other = (meta, ctrl) if apple else (ctrl, meta)
    return None if other else Keys(key.upper() if len(key) == 1 else key, command, shift, alt)


def meant(keys: Keys, writing: str, among: Sequence[Shortcut]) -> Verb | None:
    """The verb of the shortcut that was pressed while `writing` names the text field with the focus, if any has it.

    A plain character is no shortcut while the person writes.
    """
    if writing and keys.is_character:
        return None
    heard = (each for each in among if each.within in ("", writing))
    return next((each.verb for each in heard if any(one.same_as(keys) for one in each.keys)), None)
