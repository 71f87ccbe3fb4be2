"""The tree of errors that people see. Each says what happened and what to do, in both languages."""

from chatbelle.words import Phrase


class ChatBelleError(Exception):
    """Base of all errors shown to people: `what` happened and the `remedy`; `details` for those who look further."""

    def __init__(self, what: Phrase, remedy: Phrase, details: str = "") -> None:
        super().__init__(what, remedy, details)
        self.what, self.remedy, self.details = what, remedy, details

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


class MachineBusy(ChatBelleError):
    """Nothing can be measured while other programs compute."""


class TemplateError(ChatBelleError):
    """The model's chat template cannot be used: malformed, hostile or too slow."""


class StoreError(ChatBelleError):
    """The chats cannot be read or written: corrupt, from a newer version, read-only, disk full."""


class ChatsUnreadable(StoreError):
    """The file with the chats is damaged, or from a newer version: this version cannot do anything with it."""


class PassphraseNeeded(StoreError):
    """The chats have a passphrase, and none was given."""


class WrongPassphrase(StoreError):
    """The chats have another passphrase than the one that was given, or are damaged: nobody can tell which."""


class TransferError(ChatBelleError):
    """Chats cannot be exported to a file, or a file to be imported is not what it should be."""


class LibraryError(ChatBelleError):
    """A model cannot be recorded, removed or added: not ChatBelle's own, in use, the disk refuses."""


class SettingsError(ChatBelleError):
    """The settings cannot be read or written."""


class UsageError(ChatBelleError):
    """A command was asked for something that does not exist: a file, an option, an empty question."""


# --- The network and what it brings ---
class NetworkError(ChatBelleError):
    """Something that is only to be had from the network cannot be had."""

    wait_seconds: float | None = None  # how long the server asks us to wait, if it does


class NetworkClosed(NetworkError):
    """A connection was asked for that nobody started, or that could not be logged."""


class Unreachable(NetworkError):
    """No connection: offline, an unknown host, a proxy that refuses."""


class ConnectionLost(NetworkError):
    """The connection was cut, or nothing came for too long."""


class RefusedAddress(NetworkError):
    """The address is not https, or leads from outside to this machine."""


class NotOnHub(NetworkError):
    """There is no such model, file or revision, or it is private."""


class AccessNeeded(NetworkError):
    """The model is there, for those who were given access."""


class TooManyRequests(NetworkError):
    """The server wants us to wait."""


class ServerTrouble(NetworkError):
    """The server has difficulties of its own, or its answer makes no sense."""


class CaptivePortal(NetworkError):
    """A web page came in place of what was asked for: a network that wants a sign-in."""


class FileChanged(NetworkError):
    """The file there is another one than the one whose beginning we have."""


class CannotResume(NetworkError):
    """The server can only send the whole file again."""


class DownloadError(ChatBelleError):
    """What came from the network cannot be kept on this machine."""


class WrongHash(DownloadError):
    """The file arrived whole and is not what it should be."""


class UnsafeName(DownloadError):
    """A file's name would take it out of its folder."""


class DiskFull(DownloadError):
    """There is not enough room."""


class DownloadNotSaved(DownloadError):
    """The file cannot be written, or the list of downloads cannot."""


class Stopped(ChatBelleError):
    """The person paused or cancelled; what has arrived is kept."""


class ConversionError(ChatBelleError):
    """The converter said why it cannot, or ended by itself."""
