"""What to tell the person of an error, and the ways on that it leaves."""

from chatbelle.errors import (
    BrokenBuild,
    ChatBelleError,
    ContextFull,
    MessageTooLong,
    ModelError,
    NotEnoughMemory,
    UsageError,
)
from chatbelle.ui.state import Notice, Way


def notice_of(error: ChatBelleError, ways: tuple[Way, ...] = ()) -> Notice:
    """The error as a notice."""
    return Notice(error.what, error.remedy, error.details, ways)


def ways_after(error: ChatBelleError) -> tuple[Way, ...]:
    """What can be done when an answer ended with this error."""
    match error:
        case ContextFull():
            return (Way.DROP, Way.SUMMARISE)
        case NotEnoughMemory():
            return (Way.SHORTER_CONTEXT, Way.MODELS)
        case UsageError():  # there is no model
            return (Way.MODELS,)
        case ModelError():
            return (Way.ANSWER, Way.MODELS)
        case MessageTooLong() | BrokenBuild():
            return ()
    return (Way.ANSWER,)  # a crashed engine starts anew, a disk may have room again
