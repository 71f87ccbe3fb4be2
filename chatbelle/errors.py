"""The tree of errors that people see. Each says what happened and what to do, in both languages."""

from chatbelle.words import Phrase


class ChatBelleError(Exception):
    """Base of all errors shown to people: `what` happened and the `remedy`."""

    def __init__(self, what: Phrase, remedy: Phrase) -> None:
        super().__init__(what, remedy)
        self.what, self.remedy = what, remedy

    def __str__(self) -> str:
        return f"{self.what.en} {self.remedy.en}"


class ModelError(ChatBelleError):
    """The model file cannot be used: missing, not a GGUF, truncated, of an unknown architecture."""


class NotEnoughMemory(ChatBelleError):
    """The model would not fit into the memory that is free now."""


class ContextTooLarge(ChatBelleError):
    """The context asked for is larger than the model or the memory allows."""


class MessageTooLong(ChatBelleError):
    """A single message does not fit the context, even alone."""


class ContextFull(ChatBelleError):
    """The conversation no longer fits, and the person wants to choose what is dropped."""


class LoadCancelled(ChatBelleError):
    """The person stopped the loading of a model."""


class EngineCrashed(ChatBelleError):
    """The process that runs the model ended by itself; the next message starts it again."""


class BrokenBuild(EngineCrashed):
    """The installed llama.cpp was compiled in a way that dies on this processor."""


class TemplateError(ChatBelleError):
    """The model's chat template cannot be used: malformed, hostile or too slow."""


class StoreError(ChatBelleError):
    """The chats cannot be read or written: corrupt, from a newer version, read-only, disk full."""


class PassphraseNeeded(StoreError):
    """The chats have a passphrase, and none was given."""


class WrongPassphrase(StoreError):
    """The chats have another passphrase than the one that was given, or are damaged: nobody can tell which."""


class TransferError(ChatBelleError):
    """Chats cannot be exported to a file, or a file to be imported is not what it should be."""


class SettingsError(ChatBelleError):
    """The settings cannot be read or written."""


class UsageError(ChatBelleError):
    """A command was asked for something that does not exist: a file, an option, an empty question."""
