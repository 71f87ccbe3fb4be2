"""What a sentence is: one string in each of the interface's languages."""

import locale
import os
from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """The interface's languages."""

    EN = "en"
    ZH = "zh"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence in both languages. Placeholders in braces are the same in both."""

    en: str
    zh: str

    def filled(self, **values: object) -> "Phrase":
        """The phrase with its placeholders replaced; a Phrase among the values speaks its own language in each."""
        english = {name: value.en if isinstance(value, Phrase) else value for name, value in values.items()}
        chinese = {name: value.zh if isinstance(value, Phrase) else value for name, value in values.items()}
        return Phrase(self.en.format(**english), self.zh.format(**chinese))

    def in_language(self, language: Language) -> str:
        """The phrase as one string."""
        return self.zh if language is Language.ZH else self.en


def system_language() -> Language:
    """The language of the operating system, English when it is neither.

    The environment is asked first: Python's locale is C where the named one is not installed.
    """
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next(filter(None, names), locale.getlocale()[0]) or ""
    return Language.ZH if name.lower().startswith(("zh", "chinese")) else Language.EN
