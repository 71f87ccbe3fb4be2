"""Sizes, speeds and times as people say them. Pure."""

from chatbelle import words
from chatbelle.words import Phrase

KB, MB, GB = 1e3, 1e6, 1e9
MINUTE, HOUR = 60, 3600


def size(amount_bytes: float) -> str:
    """For example `4.3 GB`, as shops and hubs count; two digits at least."""
    unit, name = unit_of(amount_bytes)
    amount = amount_bytes / unit
    return f"{amount:.1f} {name}" if amount < 10 else f"{amount:.0f} {name}"


def done_of(done_bytes: int, total_bytes: int) -> str:
    """For example `1.2 / 4.3 GB`, both in the unit of the whole."""
    unit, name = unit_of(total_bytes)
    digits = 1 if unit == GB else 0
    return f"{done_bytes / unit:.{digits}f} / {total_bytes / unit:.{digits}f} {name}"


def unit_of(amount_bytes: float) -> tuple[float, str]:
    """The unit in which an amount is said."""
    return (GB, "GB") if amount_bytes >= GB else (MB, "MB") if amount_bytes >= MB else (KB, "KB")


def time_left(seconds: float) -> Phrase:
    """For example `2 min left`, in the largest unit that is not too coarse."""
    if seconds < MINUTE:
        return words.LEFT_SECONDS.filled(seconds=max(1, round(seconds)))
    if seconds < HOUR:
        return words.LEFT_MINUTES.filled(minutes=round(seconds / MINUTE))
    hours, rest = divmod(round(seconds / MINUTE), MINUTE)
    return words.LEFT_HOURS.filled(hours=hours, minutes=rest)


def share(done_bytes: int, total_bytes: int) -> float | None:
    """How much is done, from 0 to 1; None when the whole is not known yet."""
    return min(1.0, done_bytes / total_bytes) if total_bytes else None
