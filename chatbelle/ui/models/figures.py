"""Sizes, speeds and times as people say them. Pure."""

from chatbelle import words
from chatbelle.words import Phrase

KB, MB, GB = 1e3, 1e6, 1e9
MINUTE, HOUR = 60, 3600


def size(amount_bytes: float) -> str:
    """For example `4.3 GB`, as shops and hubs count."""
    if amount_bytes >= GB:
        return f"{amount_bytes / GB:.1f} GB"
    return f"{amount_bytes / MB:.0f} MB" if amount_bytes >= MB else f"{amount_bytes / KB:.0f} KB"


def done_of(done_bytes: int, total_bytes: int) -> str:
    """For example `1.2 / 4.3 GB`, both in the unit of the whole."""
    unit, name = (GB, "GB") if total_bytes >= GB else (MB, "MB") if total_bytes >= MB else (KB, "KB")
    digits = 1 if unit == GB else 0
    return f"{done_bytes / unit:.{digits}f} / {total_bytes / unit:.{digits}f} {name}"


def time_left(seconds: float) -> Phrase:
    """For example `2 min left`, in the largest unit that is not too coarse."""
    if seconds < MINUTE:
        return words.SECONDS_LEFT.filled(seconds=max(1, round(seconds)))
    if seconds < HOUR:
        return words.MINUTES_LEFT.filled(minutes=round(seconds / MINUTE))
    hours, rest = divmod(round(seconds / MINUTE), MINUTE)
    return words.HOURS_LEFT.filled(hours=hours, minutes=rest)


def share(done_bytes: int, total_bytes: int) -> float | None:
    """How much is done, from 0 to 1; None when the whole is not known yet."""
    return min(1.0, done_bytes / total_bytes) if total_bytes else None
