"""The table of shortcuts, and what of the palette suits what is typed."""

from collections import Counter

import pytest

from chatbelle import words
from chatbelle.ui.keys.palette import Entry, suiting
from chatbelle.ui.keys.shortcuts import COMPOSER, Keys, meant, pressed, shortcuts

NEVER_REACH_A_PAGE = {Keys(key, command=True, shift=shift) for key in "NTW" for shift in (False, True)}
ALL = [each for way in (False, True) for each in shortcuts(way)]


def says(keys: Keys | None, writing: str = "", with_command: bool = False) -> str:
    """The English name of what the keys mean; empty when they mean nothing."""
    table = shortcuts(with_command)
    verb = meant(keys, writing, table) if keys else None
    return next((each.says.en for each in table if verb and each.verb is verb), "")


@pytest.mark.parametrize("with_command", [False, True])
def test_no_keys_mean_two_things(with_command: bool) -> None:
    keys = Counter(keys for each in shortcuts(with_command) for keys in each.keys)
    assert set(keys.values()) == {1}


def test_no_shortcut_is_one_that_browsers_keep_for_themselves() -> None:
    assert not NEVER_REACH_A_PAGE & {keys for each in ALL for keys in each.keys}


@pytest.mark.parametrize(
    ("apple", "ctrl", "meta", "meaning"),
    [(False, True, False, words.PALETTE.en), (True, False, True, words.PALETTE.en), (False, False, True, ""),
     (True, True, False, ""), (False, True, True, "")],
)  # fmt: skip
def test_the_command_key_is_ctrl_and_on_apples_machines_cmd(apple: bool, ctrl: bool, meta: bool, meaning: str) -> None:
    assert says(pressed("k", ctrl, meta, shift=False, alt=False, apple=apple)) == meaning


def test_a_question_mark_is_a_shortcut_only_where_nobody_writes() -> None:
    question_mark = Keys("?", shift=True)
    assert says(question_mark) == words.ALL_SHORTCUTS.en
    assert says(question_mark, writing="search") == ""
    assert says(Keys("/", command=True), writing="search") == words.ALL_SHORTCUTS.en


def test_shift_matters_for_letters_and_not_for_signs() -> None:
    assert says(Keys("K", command=True, shift=True)) == ""
    assert says(Keys("/", command=True, shift=True)) == words.ALL_SHORTCUTS.en


def test_enter_with_ctrl_sends_from_the_composer_alone_and_only_where_that_was_chosen() -> None:
    keys = Keys("Enter", command=True)
    assert says(keys, COMPOSER, with_command=True) == words.SEND.en
    assert says(keys, "search", with_command=True) == ""
    assert says(keys, COMPOSER, with_command=False) == ""


@pytest.mark.parametrize(
    ("keys", "elsewhere", "on_apples"),
    [(Keys("O", command=True, shift=True), "Ctrl+Shift+O", "⇧⌘O"), (Keys("Arrow Down", alt=True), "Alt+↓", "⌥↓")],
)
def test_keys_are_said_as_they_stand_on_the_keyboard(keys: Keys, elsewhere: str, on_apples: str) -> None:
    assert (keys.said(apple=False), keys.said(apple=True)) == (elsewhere, on_apples)


@pytest.mark.parametrize("typed", ["新对话", "new", "CHAT new", "对话 新", ""])
def test_the_palette_finds_by_all_words_in_either_language(typed: str) -> None:
    chat = Entry(words.NEW_CHAT, lambda: None, words.COMMAND)
    assert chat in suiting([chat], typed)
    assert not suiting([chat], f"{typed} models")
