"""Measuring a real model: it ends in time, stops at once, goes on later, and changes no answer."""

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from time import monotonic

import llama_cpp
import numpy as np
import pytest

from chatbelle.chat import StopReason
from chatbelle.engine.llama import LlamaEngine, open_llama
from chatbelle.engine.opening import open_engine
from chatbelle.engine.protocol import Finish, Loading, Piece, Sampling
from chatbelle.engine.threads import this_machines_cores
from chatbelle.engine.tuned import Attention, Tuning
from chatbelle.engine.tuning.calibration import Calibration, Choices
from chatbelle.engine.tuning.choosing import thread_candidates
from chatbelle.engine.tuning.deciding import llama_cpp_defaults, untuned
from chatbelle.engine.tuning.trials import Trials
from chatbelle.paths import tuning_folder
from tests.engine.asking import answered, said
from tests.engine.tiny_models import SHORT, open_tiny

CORES = this_machines_cores()
STORY = said("Tell me about a fox and a crow.")
BRIEF = Sampling(temperature=0, max_tokens=4)
LONG_STORY = said("Tell me a long story about a fox and a crow. " * 15)


@pytest.fixture
def engine(tiny: Path) -> Iterator[LlamaEngine]:
    """One that takes this machine for quiet, and less time than usual."""
    with closing(open_tiny(tiny)) as engine:
        engine._model.tuner.is_quiet, engine._model.tuner.most_seconds = lambda: True, 2.0
        yield engine


def finish_of(pieces: Generator[Piece]) -> Finish:
    *_, last = pieces
    assert last.finish is not None
    return last.finish


def test_a_calibration_is_kept_for_the_next_loading_and_leaves_the_conversation_alone(
    engine: LlamaEngine, tiny: Path
) -> None:
    text, _ = answered(engine, LONG_STORY, SHORT)
    assert engine.computing.to_be_calibrated
    assert finish_of(engine.calibrate()).stop is StopReason.END
    again, finish = answered(engine, LONG_STORY, SHORT)
    assert (again, finish.evaluated_tokens) == (text, 1)
    calibrated = engine.computing.calibrated
    with closing(open_tiny(tiny)) as next_one:
        assert calibrated
        assert (next_one.computing.calibrated, next_one.computing.tuning) == (calibrated, calibrated.tuning)
        assert len(list(next_one.calibrate())) == 1  # nothing to measure
        answered(next_one, LONG_STORY, SHORT)


def test_a_busy_machine_is_not_measured(tiny: Path) -> None:
    with closing(open_tiny(tiny)) as engine:
        engine._model.tuner.is_quiet = lambda: False
        assert finish_of(engine.calibrate()).stop is StopReason.INTERRUPTED
        assert engine.computing.to_be_calibrated
        assert not list(tuning_folder().iterdir())


def test_llama_cpps_defaults_are_used_when_asked_for_and_nothing_is_measured(tiny: Path) -> None:
    defaults = llama_cpp_defaults(CORES)
    with closing(open_llama(tiny, Loading(tuning=defaults), lambda share: None, lambda: False)) as plain:
        assert (plain.computing.tuning, plain.computing.can_calibrate) == (defaults, False)
        assert len(list(plain.calibrate(anew=True))) == 1


@pytest.mark.parametrize(
    "tuning",
    [
        Tuning(1, 1, 64),
        Tuning(CORES.logical, CORES.logical, 256, Attention.PLAIN),
        Tuning(1, CORES.logical, 512, Attention.FLASH_Q8_0),
    ],
    ids=lambda tuning: f"{tuning.attention}-{tuning.batch_tokens}",
)
def test_a_chat_is_answered_and_resumed_under_every_tuning(tiny: Path, tuning: Tuning) -> None:
    loading = Loading(tuning=tuning, context_tokens=1024)
    with closing(open_llama(tiny, loading, lambda share: None, lambda: False)) as engine:
        _, first = answered(engine, LONG_STORY, SHORT, "1")
        engine.rest()
        _, second = answered(engine, LONG_STORY, SHORT, "1")
    assert (first.evaluated_tokens, second.evaluated_tokens) == (first.prompt_tokens, 1)


@pytest.mark.model
def test_the_number_of_threads_changes_nothing_of_what_a_model_says(smollm2: Path) -> None:
    """But for rounding: on prompts of some hundred tokens, 0.02 of the largest logit was seen on two threads."""

    def logits_after(tuning: Tuning) -> tuple[str, np.ndarray]:
        loading = Loading(context_tokens=1024, tuning=tuning, snapshot_bytes=0)
        with closing(open_llama(smollm2, loading, lambda share: None, lambda: False)) as engine:
            text, _ = answered(engine, STORY, BRIEF)
            context = engine._model.cache.context
            logits = llama_cpp.llama_get_logits_ith(context, -1)
            width = llama_cpp.llama_vocab_n_tokens(engine._model.vocabulary.pointer)
            return text, np.ctypeslib.as_array(logits, (width,)).copy()

    one = Tuning(1, 1, 128, steady=True)
    text, logits = logits_after(one)
    same, others = logits_after(replace(one, decode_threads=2, prompt_threads=2))
    assert same == text
    assert np.abs(others - logits).max() < 0.05 * np.abs(logits).max()


@pytest.mark.model
def test_a_short_calibration_of_a_real_model_keeps_to_its_time(smollm2: Path) -> None:
    with closing(open_llama(smollm2, Loading(context_tokens=1024), lambda share: None, lambda: False)) as engine:
        tuner = engine._model.tuner
        calibration = Calibration(
            untuned(CORES), Choices(thread_candidates(CORES), (Attention.USUAL,), True), lambda: True, 3.0
        )
        trials = Trials(tuner._create, 23040, engine._stop_flag)
        began = monotonic()
        shares = list(calibration.run(trials))
    assert shares == sorted(shares)
    assert calibration.result is not None
    assert 1 <= calibration.result.tuning.decode_threads <= CORES.logical
    assert monotonic() - began < 60  # on a machine where all tests run at once


@pytest.mark.model
def test_a_question_interrupts_a_calibration_at_once(smollm2: Path) -> None:
    with closing(open_engine(smollm2, Loading(context_tokens=1024))) as engine:
        pieces = engine.calibrate(anew=True)
        next(pieces)
        began = monotonic()
        engine.interrupt()
        pieces.close()
        assert monotonic() - began < 1.0  # measured alone: see benchmarks/speed.py
        text, _ = answered(engine, STORY, BRIEF)
        assert text
