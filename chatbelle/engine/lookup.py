"""Guesses what comes next from what came before: whoever rewrites a text says again what followed the same words."""

from dataclasses import dataclass

SHORTEST_MATCH = 3  # tokens that must be the same before a place counts as the same words
LONGEST_MATCH = 32  # more tells no more
PLACES = 8  # the last ones with the same words are compared


@dataclass(frozen=True, slots=True)
class Guess:
    """Tokens that may come next, and how many before them were the same then."""

    tokens: tuple[int, ...]
    matched: int


NOTHING = Guess((), 0)


class Lookup:
    """All tokens of a conversation so far, found again by their last few."""

    def __init__(self, tokens: list[int]) -> None:
        self.tokens: list[int] = []
        self._behind: dict[tuple[int, ...], list[int]] = {}  # for each few tokens, the places right behind them
        for token in tokens:
            self.add(token)

    def add(self, token: int) -> None:
        """One more token of the conversation."""
        self.tokens.append(token)
        if len(self.tokens) >= SHORTEST_MATCH:
            self._behind.setdefault(self._end(), []).append(len(self.tokens))

    def guess(self, most: int) -> Guess:
        """Up to `most` tokens that followed where most of the last tokens were the same, the latest such place.

        Where that place is so near that the guess reaches its own beginning, the guess goes on from itself.
        """
        if most < 1 or len(self.tokens) <= SHORTEST_MATCH:
            return NOTHING
        *places, _ = self._behind[self._end()]  # the last place is here
        if not places:
            return NOTHING
        place = max(reversed(places[-PLACES:]), key=self._matched)
        tokens = self.tokens[place : place + most]
        period = len(self.tokens) - place
        tokens += [tokens[at % period] for at in range(len(tokens), most)]
        return Guess(tuple(tokens), self._matched(place))

    def _end(self) -> tuple[int, ...]:
        return tuple(self.tokens[-SHORTEST_MATCH:])

    def _matched(self, place: int) -> int:
        """How many tokens before `place` are those at the end."""
        matched = SHORTEST_MATCH
        tokens, end = self.tokens, len(self.tokens)
        while matched < min(place, LONGEST_MATCH) and tokens[place - 1 - matched] == tokens[end - 1 - matched]:
            matched += 1
        return matched
