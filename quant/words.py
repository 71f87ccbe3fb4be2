"""Every sentence this package says to a person, in English and Chinese. It imports nothing of ours."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence in both languages. Placeholders in braces are the same in both."""

    en: str
    zh: str

    def filled(self, **values: object) -> "Phrase":
        """The phrase with its placeholders replaced."""
        return Phrase(self.en.format(**values), self.zh.format(**values))
