"""Says the tokens of an answer to the model, several at once where guesses of what comes next pay.

A guess is evaluated in one batch with the token before it, which gives a row of logits for each. While the tokens that
are chosen from these rows are the guessed ones, nothing is left to evaluate; with the first other one the rest is cut
off. Each token is chosen from the logits behind all tokens before it, as always: guesses change when it is computed.
"""

from dataclasses import dataclass, field
from time import monotonic

from chatbelle.engine.draft import Draft
from chatbelle.engine.exactness import Exactness
from chatbelle.engine.live_cache import DECODED, NO_ROOM, LiveCache
from chatbelle.engine.lookup import Lookup
from chatbelle.engine.worth import DRAFTED, SIZES, Worth, kind_of

DRAFT_SHARE = 0.2  # of the large model's time for a token: what the small one may take until it is measured


@dataclass(slots=True)
class Guessing:
    """What was found out about guesses with a model; lives as long as it does."""

    draft: Draft | None = None
    worth: Worth = field(default_factory=Worth)
    exactness: Exactness = field(default_factory=Exactness)
    guessed_tokens: int = 0  # since it was loaded
    true_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """A token and the guesses behind it: what was evaluated at once, and what that cost."""

    kind: int
    tokens: tuple[int, ...]
    start: int  # of the token, in the cache
    seconds: float
    guess_seconds: float  # that it took to make the guesses


class Ahead:
    """The end of the cache during one answer. `row` is where the logits of the next token are, of those evaluated."""

    def __init__(self, cache: LiveCache, guessing: Guessing | None, most_tokens: int, exact: bool) -> None:
        """`most_tokens` is how many prompt and answer may have; `exact` lets only batches in that change no bit."""
        self._cache, self._guessing, self._exact = cache, guessing, exact
        self._most_tokens, self._prompt_tokens = most_tokens, len(cache.tokens)
        self._lookup = Lookup(cache.tokens if guessing else [])
        self._batch: Batch | None = None
        self._was_single = False  # the last evaluation, of a token of this answer
        self._plain_tokens, self._plain_seconds = 0, 0.0  # that the worth of guesses does not know of yet
        self.row = -1

    @property
    def length(self) -> int:
        """How many of the cached tokens were said, not guessed."""
        return self._batch.start + self.row + 1 if self._batch else len(self._cache.tokens)

    def say(self, token: int) -> int:
        """The token is part of the answer: have its logits at `row`. Returns what LiveCache.evaluate does."""
        if self._guessing:
            self._lookup.add(token)
        if self._batch and token in self._batch.tokens[self.row + 1 : self.row + 2] and not self._cache.stopped:
            self.row += 1
            return DECODED
        self._settle()
        if self._guessing:
            result = self._say_with_guesses(self._guessing, token)
            if result is not None:
                return result
        began = monotonic()
        result = self._cache.evaluate([token])
        self._was_single = True
        if result == DECODED:
            self._plain_tokens += 1
            self._plain_seconds += monotonic() - began
        return result

    def end(self) -> None:
        """The answer is over: leave in the cache what was said, and nothing that was only guessed."""
        self._settle()
        if self._guessing:
            self._count_plain(self._guessing)

    def _settle(self) -> None:
        """Cut off what was guessed and not said."""
        if self._guessing and self._batch:
            batch, true = self._batch, self.row
            self._cache.cut(self.length)
            worth = self._guessing.worth
            self._guessing.worth = worth.after_batch(
                batch.kind, len(batch.tokens), batch.seconds, true, batch.guess_seconds
            )
            self._guessing.guessed_tokens += len(batch.tokens) - 1
            self._guessing.true_tokens += true
        self._batch, self.row = None, -1

    def _say_with_guesses(self, guessing: Guessing, token: int) -> int | None:
        """Evaluate the token with guesses behind it; None where there are none that pay."""
        guess = self._lookup.guess(self._room - 1)
        if not guess.tokens and not guessing.draft:
            return None
        self._count_plain(guessing)
        kind, sizes = kind_of(guess.matched), self._sizes(guessing)
        size = guessing.worth.size(kind, len(guess.tokens), sizes)
        if size == 1 and guessing.draft:
            kind, size = DRAFTED, self._size_to_draft(guessing.worth, guessing.draft, sizes)
        if size == 1:
            return None
        if self._exact and guessing.exactness.of(self._cache, size) is None:
            return self._try_out(guessing, size)
        began = monotonic()
        drafted = kind == DRAFTED and guessing.draft
        guesses = drafted.guess(self._lookup.tokens, size - 1) if drafted else guess.tokens[: size - 1]
        guessed_at = monotonic()
        if not guesses:
            guessing.worth = guessing.worth.after_loss(guessed_at - began)
            return None
        tokens, start = (token, *guesses), len(self._cache.tokens)
        result = self._cache.evaluate(tokens, every_row=True)
        if result == DECODED:
            self._batch = Batch(kind, tokens, start, monotonic() - guessed_at, guessed_at - began)
            self.row, self._was_single = 0, False
        return None if result == NO_ROOM else result

    def _count_plain(self, guessing: Guessing) -> None:
        """Let the plain tokens count that were evaluated since: all at once, for most texts give nothing to guess."""
        guessing.worth = guessing.worth.after_plain(self._plain_seconds, self._plain_tokens)
        self._plain_tokens, self._plain_seconds = 0, 0.0

    @property
    def _room(self) -> int:
        """The most tokens that may be evaluated now."""
        return min(SIZES[-1], self._most_tokens - len(self._cache.tokens))

    def _size_to_draft(self, worth: Worth, draft: Draft, sizes: tuple[int, ...]) -> int:
        """The batch that pays with guesses of the small model."""
        guess_seconds = draft.token_seconds or worth.seconds[0] * DRAFT_SHARE
        unread_seconds = draft.unread(self._lookup.tokens) * guess_seconds
        return worth.size(DRAFTED, self._room - 1, sizes, guess_seconds, unread_seconds)

    def _try_out(self, guessing: Guessing, size: int) -> int | None:
        """Find out whether batches of this size are exact; None when that is done, or cannot be yet."""
        if not (self._was_single and guessing.exactness.can_try(self._cache, self._prompt_tokens, size)):
            return None
        began = monotonic()
        result = guessing.exactness.try_out(self._cache, size)
        guessing.worth = guessing.worth.after_loss(monotonic() - began)
        return None if result == DECODED else result

    def _sizes(self, guessing: Guessing) -> tuple[int, ...]:
        """The batches that come into question here."""
        if not self._exact:
            return SIZES
        return tuple(size for size in SIZES if guessing.exactness.of(self._cache, size) is not False)
