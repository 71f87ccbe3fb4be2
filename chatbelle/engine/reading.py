"""How much of a prompt is read in one step: no more than can be stopped within 50 ms."""

from dataclasses import dataclass

# A processor looks at the stop flag between the operations of a step, of which the longest takes a hundredth of it.
LONGEST_SECONDS = 2.5
LONGEST_WHOLE_SECONDS = 0.04  # where a step is not stopped once it has begun: on a graphics processor
LARGE_BYTES = 1536 * 1024**2  # of weights: from here on a processor may need seconds for a usual step
LARGE_TOKENS, LEAST_TOKENS = 32, 8  # fewer than eight are read no faster than one by one


@dataclass(frozen=True, slots=True)
class Steps:
    """The most tokens of a step: fewer once steps lasted too long, and then always, so that prompts are read alike."""

    most_tokens: int
    longest_seconds: float

    def after(self, tokens: int, seconds: float) -> "Steps":
        """What a step of so many tokens teaches, that took so long."""
        if seconds <= self.longest_seconds or tokens > self.most_tokens:
            return self
        return Steps(max(LEAST_TOKENS, tokens // 2), self.longest_seconds)


def first_steps(batch_tokens: int, model_bytes: int, stops_within: bool) -> Steps:
    """What to begin with for a model of this size; `stops_within` says whether a step can be stopped halfway."""
    if not stops_within:
        return Steps(batch_tokens, LONGEST_WHOLE_SECONDS)
    return Steps(min(batch_tokens, LARGE_TOKENS) if model_bytes >= LARGE_BYTES else batch_tokens, LONGEST_SECONDS)
