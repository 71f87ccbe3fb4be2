"""What an answer of the hub means: which of our errors it is, and whether waiting helps."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from chatbelle import words
from chatbelle.errors import (
    AccessNeeded,
    CaptivePortal,
    FileChanged,
    NetworkError,
    NotOnHub,
    ServerTrouble,
    TooManyRequests,
)
from chatbelle.library.network import Answer


def check_answer(answer: Answer, subject: str) -> None:
    """Raise what an answer other than a good one means for `subject`, a model or a file."""
    if answer.status in (200, 206):
        if answer.headers.get("content-type", "").startswith("text/html"):
            raise CaptivePortal(words.WEB_PAGE_INSTEAD.filled(host=answer.origin), words.SIGN_IN_TO_NETWORK)
        if answer.headers.get("content-encoding", "identity") != "identity":
            raise trouble(answer)
        return
    if answer.is_redirected and answer.status in (401, 403, 404, 410):
        # a signed address that has expired: asking the hub again gives a new one
        raise trouble(answer)
    raise refusal(answer, subject)


def refusal(answer: Answer, subject: str) -> NetworkError:
    """The error that the hub's own `X-Error-Code` means, or else the status."""
    match answer.headers.get("x-error-code"):
        case "GatedRepo":
            return AccessNeeded(words.MODEL_IS_GATED.filled(name=subject), words.ASK_FOR_ACCESS)
        case "EntryNotFound" | "RevisionNotFound":
            return NotOnHub(words.FILE_NOT_ON_HUB.filled(name=subject), words.CHECK_MODEL_NAME)
    return meaning_of_status(answer, subject)


def meaning_of_status(answer: Answer, subject: str) -> NetworkError:
    """The error that a status means where nothing else is told."""
    match answer.status:
        case 401 | 404 | 410:  # the hub answers 401 for what does not exist as well
            return NotOnHub(words.MODEL_NOT_ON_HUB.filled(name=subject), words.CHECK_MODEL_NAME)
        case 403 | 451:
            return AccessNeeded(words.ACCESS_REFUSED.filled(name=subject), words.ASK_FOR_ACCESS)
        case 429:
            busy = TooManyRequests(words.TOO_MANY_REQUESTS.filled(host=answer.origin), words.WAIT_OR_SIGN_IN)
            busy.wait_seconds = retry_after_seconds(answer.headers)
            return busy
        case 416:  # we asked for bytes that a file of the size we know has
            return FileChanged(words.FILE_CHANGED.filled(name=subject), words.START_ANEW)
    return trouble(answer)


def trouble(answer: Answer) -> ServerTrouble:
    """The error for an answer that makes no sense, or says that the server has difficulties of its own."""
    what = words.SERVER_IN_TROUBLE.filled(host=answer.origin, status=answer.status)
    return ServerTrouble(what, words.TRY_LATER_OR_ELSEWHERE)


def retry_after_seconds(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """How long the server wants us to wait, told in seconds or as a date."""
    told = headers.get("retry-after", "").strip()
    if told.isdecimal():
        return float(told)
    try:
        until = parsedate_to_datetime(told)
    except ValueError:
        return None
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - (now or datetime.now(UTC))).total_seconds())
