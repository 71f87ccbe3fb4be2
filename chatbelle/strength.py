"""How long a passphrase would hold out against somebody who has the file: zxcvbn's estimate, in steps of one's own.

It assumes ten thousand tries a second, which is what one strong machine may do against SQLCipher's slow key.
"""

from enum import StrEnum

TRIES_PER_SECOND = 10_000
DAY_SECONDS = 86_400
LONGEST_LOOKED_AT = 72  # characters: the estimate's time grows fast, and these are enough to tell


class Strength(StrEnum):
    """What a passphrase is worth."""

    WEAK = "weak"  # found within a day
    FAIR = "fair"  # within a year
    GOOD = "good"  # within a hundred years
    STRONG = "strong"


def strength_of(passphrase: str) -> Strength:
    """The estimate for what is not empty. It takes milliseconds."""
    from zxcvbn import zxcvbn  # type: ignore[import-untyped]  # it has no types of its own

    looked_at = passphrase[:LONGEST_LOOKED_AT]
    seconds = float(zxcvbn(looked_at, max_length=LONGEST_LOOKED_AT)["guesses"]) / TRIES_PER_SECOND
    if seconds < DAY_SECONDS:
        return Strength.WEAK
    if seconds < 365 * DAY_SECONDS:
        return Strength.FAIR
    return Strength.GOOD if seconds < 36_500 * DAY_SECONDS else Strength.STRONG
