"""Whether guessing ahead pays, from what it has cost and brought on this machine so far. Pure: no engine, no clock.

A guess is checked by evaluating it in one batch with the token before it. What a batch costs beside a single token, and
how often guesses come true, differ between machines, models and texts by more than there is to win. So both are
measured all the time, and a guess must be affordable: a hundredth of the time of plain tokens may be lost on guesses,
what they win may be lost again, and the largest possible loss must be covered before a guess is checked.
"""

from dataclasses import dataclass, replace

SIZES = (1, 2, 4, 8, 16)  # of batches: one token that is certain and the guesses behind it
SHARE_TO_LOSE = 0.01  # of the time of plain tokens
FIRST_CREDIT, MOST_CREDIT = 2.0, 24.0  # in plain tokens
FEARED, HOPED = 1.0, 0.5  # powers of its size with which an unknown batch's cost grows: as so many tokens, or less
LONGEST_RUN = 64  # batches before the cost of a plain token is measured again
FRESH = 0.2  # what a new measurement counts
MEMORY = 0.99  # what is left of a guess's outcome one token later: who was wrong long ago gets a new chance
PRIOR_TRUE, PRIOR_FALSE = 1.6, 0.4  # outcomes to begin with: optimistic, for guesses are tried where they may pay
KINDS = (4, 8, 16)  # tokens that matched: below the first, the second …; what a draft model guesses is one of its own
DRAFTED = len(KINDS) + 1


def kind_of(matched: int) -> int:
    """Guesses with longer matches come true more often: they are counted for themselves."""
    return sum(matched >= least for least in KINDS)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """How many guessed tokens came true, and how many did not; those behind a false one say nothing."""

    true: float = 0.0
    false: float = 0.0

    def likelihood(self) -> float:
        """Of the next guessed token to come true."""
        true, false = self.true + PRIOR_TRUE, self.false + PRIOR_FALSE
        return true / (true + false)

    def faded(self, tokens: int) -> "Outcomes":
        """As they count so many tokens later."""
        return Outcomes(self.true * MEMORY**tokens, self.false * MEMORY**tokens)


@dataclass(frozen=True, slots=True)
class Worth:
    """What is known so far."""

    seconds: tuple[float, ...] = (0.0,) * len(SIZES)  # of a batch of each of SIZES; 0: not known
    outcomes: tuple[Outcomes, ...] = (Outcomes(),) * (DRAFTED + 1)  # as they counted at the last guess
    tokens_since: int = 0  # since then: fading is left until somebody asks, for plain tokens come one after the other
    credit_seconds: float = 0.0
    run: int = 0  # batches since the last plain token

    def likelihood(self, kind: int) -> float:
        """Of the next guessed token of this kind to come true."""
        return self.outcomes[kind].faded(self.tokens_since).likelihood()

    def size(
        self,
        kind: int,
        guesses: int,
        sizes: tuple[int, ...] = SIZES,
        guess_seconds: float = 0.0,
        once_seconds: float = 0.0,
    ) -> int:
        """The batch to evaluate for so many guesses, out of `sizes`; 1 for a plain token.

        `guess_seconds` is what each guess costs before it is checked, `once_seconds` what has to be spent now, only
        once, to make the first.
        """
        plain_seconds = self.seconds[0]
        if not plain_seconds or self.run >= LONGEST_RUN:
            return 1
        best, best_rate, likelihood = 1, 1 / plain_seconds, self.likelihood(kind)
        for size in sizes:
            if 1 < size <= guesses + 1:
                guessing_seconds = (size - 1) * guess_seconds
                tokens = expected_tokens(likelihood, size)
                rate = tokens / (self.price(size, HOPED) + guessing_seconds)
                loss = self.price(size, FEARED) + guessing_seconds + once_seconds - plain_seconds
                if rate > best_rate and loss <= self.credit_seconds:
                    best, best_rate = size, rate
        return best

    def price(self, size: int, growth: float) -> float:
        """Seconds of a batch: as measured, else those of the next smaller one that was, grown with the size."""
        known = max(at for at, some in enumerate(SIZES) if some <= size and (self.seconds[at] or not at))
        return float(self.seconds[known] * (size / SIZES[known]) ** growth)

    def after_plain(self, seconds: float, tokens: int = 1) -> "Worth":
        """What is known after so many more plain tokens, evaluated one by one in `seconds`."""
        if not tokens:
            return self
        share = SHARE_TO_LOSE * tokens if self.seconds[0] else FIRST_CREDIT
        mean = mean_after(self.seconds[0], seconds / tokens, 1 - (1 - FRESH) ** tokens)
        credit_seconds = min(MOST_CREDIT * mean, self.credit_seconds + share * mean)
        return Worth((mean, *self.seconds[1:]), self.outcomes, self.tokens_since + tokens, credit_seconds)

    def after_batch(self, kind: int, size: int, seconds: float, true: int, extra_seconds: float = 0.0) -> "Worth":
        """What is known after a batch of which so many guesses came true; `extra_seconds` made the guesses."""
        at = SIZES.index(size)
        measured = (*self.seconds[:at], mean_after(self.seconds[at], seconds, FRESH), *self.seconds[at + 1 :])
        outcomes = [outcome.faded(self.tokens_since + true + 1) for outcome in self.outcomes]
        was = outcomes[kind]
        outcomes[kind] = Outcomes(was.true + true, was.false + (true < size - 1))
        won = (true + 1) * self.seconds[0] - seconds - extra_seconds
        known = replace(self, seconds=measured, outcomes=tuple(outcomes), tokens_since=0, run=self.run + 1)
        return known._with_credit(won)

    def after_loss(self, seconds: float) -> "Worth":
        """What is known after time spent on something else than tokens."""
        return self._with_credit(-seconds)

    def _with_credit(self, earned_seconds: float) -> "Worth":
        most = MOST_CREDIT * self.seconds[0]
        return replace(self, credit_seconds=min(most, self.credit_seconds + earned_seconds))


def expected_tokens(likelihood: float, size: int) -> float:
    """Tokens that a batch is expected to bring: one for certain, and guesses until one is false."""
    return sum(likelihood**true for true in range(size))


def mean_after(before: float, seconds: float, share: float) -> float:
    """A mean that follows what is measured; others' pauses count little."""
    return before + share * (min(seconds, 3 * before) - before) if before else seconds
