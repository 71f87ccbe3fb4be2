"""Opens the chats at the command line; asks for the passphrase when they have one, and for a new one."""

import sys
from getpass import getpass

from chatbelle import words
from chatbelle.errors import PassphraseNeeded, UsageError, WrongPassphrase
from chatbelle.paths import chats_file
from chatbelle.store.chats import Store, check_store, open_store
from chatbelle.store.passphrase import set_passphrase
from chatbelle.terminal.screen import Screen


def open_chats(screen: Screen) -> Store:
    """The store, unlocked by the person if need be. Raises StoreError."""
    try:
        return open_store(chats_file())
    except PassphraseNeeded:
        return open_store(chats_file(), asked_passphrase(screen))


def asked_passphrase(screen: Screen, attempts: int = 3) -> str:
    """The passphrase that opens the chats. Raises PassphraseNeeded without a terminal, WrongPassphrase in the end."""
    if not sys.stdin.isatty():
        check_store(chats_file())  # raises: there is nobody to ask
    passphrase = typed(screen, words.PASSPHRASE)
    try:
        check_store(chats_file(), passphrase)
    except WrongPassphrase as error:
        if attempts == 1:
            raise
        screen.error(error)
        return asked_passphrase(screen, attempts - 1)
    return passphrase


def typed(screen: Screen, prompt: words.Phrase) -> str:
    """What is typed without being shown."""
    return getpass(prompt.in_language(screen.language) + " ")


def change_passphrase(screen: Screen, remove: bool) -> None:
    """Ask for the passphrase there is, if any, and for a new one twice. Raises UsageError, StoreError."""
    try:
        open_store(chats_file()).close()  # an older version's chats are brought up to date first
        old = None
    except PassphraseNeeded:
        old = asked_passphrase(screen)
    if remove:
        set_passphrase(chats_file(), old, None)
        screen.note(words.PASSPHRASE_REMOVED)
        return
    screen.note(words.PASSPHRASE_LIMITS, "")
    new = typed(screen, words.NEW_PASSPHRASE)
    if typed(screen, words.NEW_PASSPHRASE_AGAIN) != new:
        raise UsageError(words.PASSPHRASES_DIFFER, words.NOTHING_CHANGED)
    set_passphrase(chats_file(), old, new)
    screen.note(words.PASSPHRASE_SET)
