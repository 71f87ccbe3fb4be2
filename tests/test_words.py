"""Every sentence exists in both languages, and the Chinese ones are set as Chinese is."""

import ast
import re
from collections.abc import Callable
from pathlib import Path
from string import Formatter

import pytest

from chatbelle import words
from chatbelle.words import Language, Phrase, system_language

PHRASES = {name: phrase for name, phrase in vars(words).items() if isinstance(phrase, Phrase)}

HAN = "\u4e00-\u9fff"
COMMANDS = re.compile(r"pip install \S+|--\S+|/\w+|`[^`]*`")


def names_where(fault: Callable[[Phrase], object]) -> list[str]:
    """The names of the phrases that have a fault."""
    return [name for name, phrase in PHRASES.items() if fault(phrase)]


def placeholders(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def test_no_name_is_given_twice() -> None:
    sources = [ast.parse(file.read_text(encoding="utf-8")) for file in Path(words.__file__).parent.glob("*.py")]
    lines = [line for source in sources for line in source.body if isinstance(line, ast.Assign)]
    names = [target.id for line in lines for target in line.targets if isinstance(target, ast.Name)]
    assert len(names) > len(PHRASES) / 2
    assert sorted(names) == sorted(set(names))


def test_no_sentence_is_empty_or_padded() -> None:
    assert not names_where(lambda phrase: "" in (phrase.en, phrase.zh))
    assert not names_where(lambda phrase: (phrase.en.strip(), phrase.zh.strip()) != (phrase.en, phrase.zh))


def test_both_languages_have_the_same_placeholders_and_all_have_names() -> None:
    assert not names_where(lambda phrase: placeholders(phrase.en) != placeholders(phrase.zh))
    assert not names_where(lambda phrase: "" in placeholders(phrase.en))


def test_chinese_punctuation_is_full_width() -> None:
    """Half-width marks stand in Latin text, commands and numbers only."""
    half_width = re.compile(rf"[{HAN}]\s?[,;:!?()]|[,;:!?()]\s?[{HAN}]|[{HAN}]\.")
    assert not names_where(lambda phrase: half_width.search(COMMANDS.sub("X", phrase.zh)))


def test_a_space_stands_between_chinese_and_latin() -> None:
    touching = re.compile(rf"[{HAN}][A-Za-z0-9{{]|[A-Za-z0-9}}][{HAN}]")
    assert not names_where(lambda phrase: touching.search(phrase.zh))


def test_english_has_no_full_width_punctuation() -> None:
    assert not names_where(lambda phrase: re.search("[\u3000-\u303f\uff00-\uffef]", phrase.en))


def test_what_is_a_sentence_in_one_language_is_one_in_the_other() -> None:
    assert not names_where(
        lambda phrase: phrase.en.endswith(".") != phrase.zh.endswith("。") and not phrase.en.endswith("}")
    )


def test_nobody_is_shouted_at_or_blamed() -> None:
    assert not names_where(lambda phrase: re.search("[!！您]", phrase.zh))
    assert not names_where(lambda phrase: re.search(r"!|\b(invalid|illegal|fatal)\b", phrase.en, re.IGNORECASE))


def test_no_two_sentences_say_the_same_under_two_names() -> None:
    said = [(phrase.en, phrase.zh) for phrase in PHRASES.values()]
    assert len(said) == len(set(said))


def test_a_phrase_within_a_phrase_speaks_its_language() -> None:
    outer = Phrase("It is {colour}.", "它是{colour}的。").filled(colour=Phrase("red", "红"))
    assert outer == Phrase("It is red.", "它是红的。")


@pytest.mark.parametrize(
    ("name", "language"),
    [("zh_CN.UTF-8", Language.ZH), ("zh_TW", Language.ZH), ("de_DE.UTF-8", Language.EN), ("C", Language.EN)],
)
def test_the_systems_language_is_followed(monkeypatch: pytest.MonkeyPatch, name: str, language: Language) -> None:
    monkeypatch.setenv("LC_ALL", name)
    assert system_language() is language
