"""Measures one model on this machine, a moment at a time: whoever needs the model stops it, and it goes on later.

Candidates take turns, round after round. What is chosen for one knob holds for the next one's trials. Nothing is
measured while other programs compute: it would say something of them.
"""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any, Protocol

from chatbelle.engine.threads import LOOK_AGAIN_SECONDS, OtherPrograms, Threads
from chatbelle.engine.tuned import Attention, Calibrated, Gain, Knob, Tuning
from chatbelle.engine.tuning.choosing import (
    FEWEST_ROUNDS,
    QUIET_CORES,
    batches_worth_trying,
    choose,
)
from chatbelle.engine.tuning.trials import Shape, Stopped

MOST_SECONDS = 20.0
MOST_ROUNDS = 9
# The share of the time after which each knob is left to the next one.
ENDS_AT = {Knob.DECODE_THREADS: 0.35, Knob.ATTENTION: 0.6, Knob.PROMPT_THREADS: 0.8, Knob.BATCH_TOKENS: 1.0}
DECODE_SECONDS, PROMPT_SECONDS = 0.15, 0.3  # of one trial, where the model is fast enough
MOST_DECODED, LEAST_READ, MOST_READ = 32, 16, 256  # tokens of one trial

Value = int | Attention  # of a knob
Rates = dict[Value, float]


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from for this model."""

    threads: tuple[int, ...]  # the usual number among them
    attentions: tuple[Attention, ...]  # the usual one first
    stops_within_batch: bool  # whether the stop flag is looked at between the operations of a step


class Trying(Protocol):
    """What can be tried; `Trials` is it. Every method but the last may raise Stopped."""

    @property
    def longest_tokens(self) -> int:
        """The most tokens of one trial."""

    def stop_at(self, moment: float) -> None:
        """Raise Stopped from this moment of the monotonic clock on."""

    def read_ahead(self, tokens_per_second: float) -> None:
        """From now on let as many tokens stand before as are read in a moment."""

    def decode_rate(self, shape: Shape, threads: Threads, tokens: int) -> float:
        """Tokens a second, one after the other."""

    def prompt_rate(self, shape: Shape, threads: Threads, tokens: int) -> float:
        """Tokens a second of a prompt."""

    def free(self) -> None:
        """Give back what the trials took."""


class Calibration:
    """The measurements so far."""

    def __init__(
        self, usual: Tuning, choices: Choices, is_quiet: Callable[[], bool], most_seconds: float = MOST_SECONDS
    ) -> None:
        """`usual` is what must be beaten; `is_quiet` says whether nothing has disturbed since it was asked before."""
        self._usual, self._choices, self._is_quiet, self._most_seconds = usual, choices, is_quiet, most_seconds
        self._rounds: dict[Knob, list[Rates]] = {knob: [] for knob in Knob}
        self._done: set[Knob] = set()
        self._was_cut_short = False
        self._seconds_before, self._began = 0.0, 0.0

    @property
    def share(self) -> float:
        """How much of it is done."""
        return len(self._done) / len(Knob)

    @property
    def is_over(self) -> bool:
        """Whether all is done, or the time is used up."""
        return self._done == set(Knob) or self._seconds_before >= self._most_seconds

    @property
    def result(self) -> Calibrated | None:
        """What was found, once it is over; None where interruptions have taken the time that was needed."""
        if not self.is_over or (
            self._was_cut_short and any(0 < len(of) < FEWEST_ROUNDS for of in self._rounds.values())
        ):
            return None
        tuning, gains = self._usual, []
        for knob in Knob:
            if len(self._rounds[knob]) >= FEWEST_ROUNDS:
                usual: Value = getattr(self._usual, knob)
                chosen, ratio = choose(self._rounds[knob], usual)
                tuning = with_knob(tuning, knob, chosen)
                gains.append(Gain(knob, ratio, len(self._rounds[knob])))
        return Calibrated(tuning, tuple(gains), self._seconds_before)

    def run(self, trials: Trying) -> Generator[float]:
        """Go on; yields the share that is done, several times a second. Ends early when somebody needs the model."""
        self._began = monotonic()
        trials.stop_at(self._began + self._most_seconds - self._seconds_before)
        finished = False
        try:
            self._is_quiet()
            decode_rate, prompt_rate = self._warm_up(trials)
            yield self.share
            if not self._is_quiet():
                return
            trials.read_ahead(prompt_rate)
            for knob in Knob:
                if knob not in self._done:
                    if not (yield from self._measure(knob, trials, decode_rate, prompt_rate)):
                        return
                    self._done.add(knob)
            finished = True
        except Stopped:
            pass
        finally:
            self._seconds_before = self._elapsed_seconds
            self._was_cut_short |= not finished and self._seconds_before < self._most_seconds
            trials.free()

    @property
    def _elapsed_seconds(self) -> float:
        """All runs together."""
        return self._seconds_before + monotonic() - self._began

    def _warm_up(self, trials: Trying) -> tuple[float, float]:
        """How fast the model is, roughly: tokens a second of an answer and of a prompt."""
        shape = Shape(self._usual.attention, self._usual.batch_tokens)
        threads = Threads(self._usual.decode_threads, self._usual.prompt_threads)
        trials.decode_rate(shape, threads, 1)  # the weights come into memory
        return trials.decode_rate(shape, threads, 1), trials.prompt_rate(shape, threads, LEAST_READ)

    def _measure(
        self, knob: Knob, trials: Trying, decode_rate: float, prompt_rate: float
    ) -> Generator[float, None, bool]:
        """Let the knob's candidates take turns; False when the machine became busy."""
        tuning = self._chosen_before(knob)
        candidates = self._candidates(knob, prompt_rate, trials.longest_tokens)
        rounds = self._rounds[knob]
        while len(candidates) > 1 and len(rounds) < MOST_ROUNDS:
            began_seconds = self._elapsed_seconds
            rates: Rates = {}
            for candidate in rotated(candidates, len(rounds)):
                rates[candidate] = speed_with(
                    with_knob(tuning, knob, candidate), knob, trials, decode_rate, prompt_rate
                )
                yield self.share
            if not self._is_quiet():
                return False
            rounds.append({candidate: rates[candidate] for candidate in candidates})
            ends_seconds = 2 * self._elapsed_seconds - began_seconds  # with one more round
            if ends_seconds > ENDS_AT[knob] * self._most_seconds:
                break
        return True

    def _chosen_before(self, knob: Knob) -> Tuning:
        """The usual tuning with what was chosen for the knobs before this one."""
        tuning = self._usual
        for earlier in list(Knob)[: list(Knob).index(knob)]:
            if rounds := self._rounds[earlier]:
                tuning = with_knob(tuning, earlier, choose(rounds, getattr(self._usual, earlier))[0])
        return tuning

    def _candidates(self, knob: Knob, prompt_rate: float, longest_tokens: int) -> Sequence[Value]:
        """Those of one knob, in the order in which they are preferred; the usual one is always among them."""
        match knob:
            case Knob.DECODE_THREADS | Knob.PROMPT_THREADS:
                return self._choices.threads
            case Knob.ATTENTION:
                return self._choices.attentions
            case Knob.BATCH_TOKENS:
                batches = batches_worth_trying(prompt_rate, self._choices.stops_within_batch)
                tried = {tokens for tokens in batches if tokens <= longest_tokens}
                return sorted(tried | {self._usual.batch_tokens})


def speed_with(tuning: Tuning, knob: Knob, trials: Trying, decode_rate: float, prompt_rate: float) -> float:
    """How fast the model is, in what this knob is to improve. Raises Stopped."""
    shape = Shape(tuning.attention, tuning.batch_tokens)
    threads = Threads(tuning.decode_threads, tuning.prompt_threads)
    said = max(1, min(MOST_DECODED, int(decode_rate * DECODE_SECONDS)))
    read = max(LEAST_READ, min(MOST_READ, int(prompt_rate * PROMPT_SECONDS)))
    match knob:
        case Knob.DECODE_THREADS:
            return trials.decode_rate(shape, threads, said)
        case Knob.ATTENTION:  # matters to both; a turn of as much time for the one as for the other
            decoded, prompt = trials.decode_rate(shape, threads, said), trials.prompt_rate(shape, threads, read)
            return 2 / (decode_rate / decoded + prompt_rate / prompt)
        case Knob.PROMPT_THREADS:
            return trials.prompt_rate(shape, threads, read)
        case Knob.BATCH_TOKENS:  # the same tokens for all, several steps of the smaller ones
            return trials.prompt_rate(shape, threads, trials.longest_tokens)


def with_knob(tuning: Tuning, knob: Knob, value: Value) -> Tuning:
    """The tuning with one choice changed."""
    change: dict[str, Any] = {knob.value: value}
    return replace(tuning, **change)


def quiet_machine() -> Callable[[], bool]:
    """Whether other programs have left the processor alone since they were looked at; not looked at too often.

    The system counts in hundredths of a second: in a short time, one of them would be much.
    """
    others = OtherPrograms()
    return lambda: others.seconds_since < LOOK_AGAIN_SECONDS or others.busy_cores() <= QUIET_CORES


def rotated(candidates: Sequence[Value], by: int) -> list[Value]:
    """Another one begins each round, so that none always follows the same one."""
    by %= len(candidates)
    return [*candidates[by:], *candidates[:by]]
