"""The errors of conversion. Each says what happened and what to do, in both languages."""

from quant.words import Phrase


class QuantError(Exception):
    """Base of all errors shown to people: `what` happened and the `remedy`."""

    def __init__(self, what: Phrase, remedy: Phrase) -> None:
        super().__init__(what, remedy)
        self.what, self.remedy = what, remedy

    def __str__(self) -> str:
        return f"{self.what.en} {self.remedy.en}"


class DamagedFile(QuantError):
    """A file is cut off, or says things about itself that cannot be true."""


class RefusedPickle(QuantError):
    """A pickle asks for something that no checkpoint needs."""


class WrongKey(QuantError):
    """An encrypted file does not open with the key that was given, or none was given."""


class UnknownSource(QuantError):
    """Nothing here is a checkpoint that can be converted."""


class CannotConvert(QuantError):
    """The checkpoint is understood, but not all of it can be expressed: a tensor, a tokenizer, a type."""


class CannotWrite(QuantError):
    """The target cannot be written: it exists, the folder is read-only, the disk is too small."""
