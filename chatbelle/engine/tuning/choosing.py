"""Who won: chooses among candidates that took turns, and keeps the usual one unless another is better beyond noise."""

from collections.abc import Mapping, Sequence
from math import sqrt
from statistics import median
from typing import TypeVar

from chatbelle.engine.threads import Cores

C = TypeVar("C")

FEWEST_ROUNDS = 4
LEAST_GAIN = 0.03  # less is not felt, and would make the choice a matter of luck
_DEVIATION = 1.4826  # from a median of absolute deviations to a standard deviation
_DOUBT = 2.0  # standard errors by which a gain must exceed LEAST_GAIN
QUIET_CORES = 0.3  # what other programs may use while something is measured


def choose(rounds: Sequence[Mapping[C, float]], usual: C) -> tuple[C, float]:
    """The best candidate and its speed over the usual one's; (usual, 1.0) where nothing is better beyond doubt.

    Each round holds the speed of every candidate, measured one right after the other: what disturbs the machine for a
    while disturbs them all, and their ratio stays. Candidates come in the order in which they are preferred: among
    those of which none is better beyond doubt, it is the first.
    """
    if len(rounds) < FEWEST_ROUNDS:
        return usual, 1.0

    def ratios(candidate: C, other: C) -> list[float]:
        return [each[candidate] / each[other] for each in rounds]

    better = [candidate for candidate in rounds[0] if surely_better(ratios(candidate, usual))]
    if not better:
        return usual, 1.0
    best = max(better, key=lambda candidate: median(ratios(candidate, usual)))
    as_good = next(candidate for candidate in better if not surely_better(ratios(best, candidate)))
    return as_good, median(ratios(as_good, usual))


def surely_better(ratios: Sequence[float]) -> bool:
    """Whether the median of ratios exceeds 1 by more than their noise and more than the least gain that counts."""
    middle = median(ratios)
    noise = _DEVIATION * median(abs(ratio - middle) for ratio in ratios) / sqrt(len(ratios))
    return middle - _DOUBT * noise > 1 + LEAST_GAIN


def thread_candidates(cores: Cores, most_threads: int | None = None) -> tuple[int, ...]:
    """Numbers of threads worth trying: quarters of the cores, and all the room that the processor has; fewest first.

    None beyond the limit that the person has set, if there is one, and that limit itself.
    """
    most = most_threads or cores.logical
    quarters = (round(cores.physical * share / 4) for share in (1, 2, 3, 4))
    return tuple(sorted({min(most, max(1, threads)) for threads in (*quarters, cores.logical)}))


def batches_worth_trying(tokens_per_second: float, stops_within_batch: bool) -> tuple[int, ...]:
    """Sizes of prompt steps that can be measured in a moment and stopped in time.

    A processor looks at the stop flag between the operations of a step, some hundred of which make a step; a graphics
    processor looks only between steps.
    """
    longest_seconds = 1.0 if stops_within_batch else 0.05
    return tuple(tokens for tokens in (64, 128, 256, 512) if tokens <= tokens_per_second * longest_seconds)
