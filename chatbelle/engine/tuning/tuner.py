"""What a loaded model knows of its tuning: decided at loading, measured later, kept for the next time."""

import sys
from collections.abc import Generator
from dataclasses import dataclass, replace

import llama_cpp

from chatbelle.engine.conditions import Conditions, conditions_now
from chatbelle.engine.fitting import can_be_quantised
from chatbelle.engine.identity import library_digest
from chatbelle.engine.loading import create_context
from chatbelle.engine.opening import can_start_processes
from chatbelle.engine.protocol import Loading
from chatbelle.engine.stop_flag import StopFlag
from chatbelle.engine.threads import Cores, ThreadWatch
from chatbelle.engine.tuned import Attention, Calibrated, Computing, Tuning
from chatbelle.engine.tuning.calibration import MOST_SECONDS, Calibration, Choices, quiet_machine
from chatbelle.engine.tuning.choosing import thread_candidates
from chatbelle.engine.tuning.deciding import limited, llama_cpp_defaults, phone_tuning, untuned
from chatbelle.engine.tuning.kept import Subject, find, keep, machine_fingerprint
from chatbelle.engine.tuning.trials import Shape, Trials
from chatbelle.gguf_header import GGUFHeader
from chatbelle.memory import MemoryPlan, Type, cache_token_bytes, footprint, free_memory_bytes
from chatbelle.paths import tuning_folder

SPARE_BYTES = 256 * 1024**2  # of memory that stays free beside a trial


@dataclass(frozen=True, slots=True)
class Found:
    """With what a model is loaded, and what that comes from."""

    subject: Subject
    cores: Cores
    usual: Tuning  # what is used until something is measured
    tuning: Tuning
    calibrated: Calibrated | None
    can_calibrate: bool
    most_threads: int | None  # that the person allows


def tuning_for(model_digest: str, loading: Loading, cores: Cores) -> Found:
    """What was asked for, else what suits a phone, else what was measured, else a thread for each core.

    Never more threads than the person allows; what was measured with that limit is for that limit.
    """
    most = loading.threads
    subject = Subject(model_digest, library_digest(), f"{machine_fingerprint(cores)} {most or ''}")
    usual = limited(untuned(cores), most)
    if fixed := fixed_tuning(loading, cores):
        return Found(subject, cores, usual, limited(fixed, most), None, can_calibrate=False, most_threads=most)
    calibrated = find(tuning_folder(), subject, cores)
    tuning = calibrated.tuning if calibrated else usual
    return Found(subject, cores, usual, tuning, calibrated, can_calibrate=True, most_threads=most)


def fixed_tuning(loading: Loading, cores: Cores) -> Tuning | None:
    """One that is not to be measured, if there is."""
    if loading.tuning or not loading.tuned:
        return loading.tuning or llama_cpp_defaults(cores)
    if not can_start_processes():
        return phone_tuning("ios" if sys.platform == "ios" else "android", cores)
    return None


class Tuner:
    """Measures when it is let, and hands the threads that it chose to the watch at once; the rest to the next loading.

    A context has its batches and its attention for its whole life, and what it holds would have to be read again.
    """

    def __init__(
        self,
        pointer: "llama_cpp.llama_model_p",
        header: GGUFHeader,
        plan: MemoryPlan,
        found: Found,
        gpu_layers: int,
        stop_flag: StopFlag,
    ) -> None:
        """The model is loaded as planned, with so many layers on a graphics processor."""
        self._pointer, self._header, self._plan, self._found = pointer, header, plan, found
        self._stop_flag = stop_flag
        self._calibration: Calibration | None = None
        self.is_quiet, self.most_seconds = quiet_machine(), MOST_SECONDS
        self.watch = ThreadWatch(found.cores, found.tuning)
        self.computing = Computing(
            found.tuning,
            found.calibrated,
            found.can_calibrate,
            to_be_calibrated=found.can_calibrate and not found.calibrated,
            repacked=plan.repack and footprint(header).repacked_bytes > 0,
            gpu_layers=gpu_layers,
        )

    def calibrate(self, anew: bool) -> Generator[float]:
        """Go on measuring, or begin again; yields the share that is done. Nothing where there is nothing to do.

        Not on battery, nor when it is hot, unless the person asked for it.
        """
        if anew and self.computing.can_calibrate:
            self._calibration = None
        elif not self.computing.to_be_calibrated or conditions_now() != Conditions():
            return
        if self._calibration is None:
            self._calibration = Calibration(self._found.usual, self._choices(), self.is_quiet, self.most_seconds)
            self.computing = replace(self.computing, to_be_calibrated=True)
        trials = Trials(self._create, cache_token_bytes(self._header), self._stop_flag)
        try:
            yield from self._calibration.run(trials)
        finally:
            if self._calibration.is_over:
                self._take(self._calibration.result)

    def _take(self, result: Calibrated | None) -> None:
        self._calibration = None
        self.computing = replace(self.computing, to_be_calibrated=False)
        if result:
            keep(tuning_folder(), self._found.subject, result)
            self.watch.tuning = result.tuning
            self.computing = replace(self.computing, calibrated=result)

    def _choices(self) -> Choices:
        """What there is to choose from: where memory or the person has chosen the cache's precision, nothing there."""
        attentions = [Attention.USUAL]
        if self._plan.cache_type is Type.F16 or self.computing.tuning.attention is Attention.FLASH_Q8_0:
            attentions.append(Attention.PLAIN)
            if can_be_quantised(self._header):
                attentions.append(Attention.FLASH_Q8_0)
        threads = thread_candidates(self._found.cores, self._found.most_threads)
        return Choices(threads, tuple(attentions), stops_within_batch=not self.computing.gpu_layers)

    def _create(self, shape: Shape, room_tokens: int) -> "llama_cpp.llama_context_p | None":
        """A context to try things in; None where there is no memory for one."""
        if free_memory_bytes() < room_tokens * cache_token_bytes(self._header) + SPARE_BYTES:
            return None
        tuning = replace(self._found.usual, attention=shape.attention, batch_tokens=shape.batch_tokens)
        cache_type = Type.Q8_0 if shape.attention is Attention.FLASH_Q8_0 else Type.F16
        return create_context(self._pointer, replace(self._plan, cache_type=cache_type), tuning, room_tokens)
