"""Will it fit: decided from the header, before llama.cpp is asked."""

import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep

import psutil
import pytest

from chatbelle.chat import Message, Role
from chatbelle.engine.opening import open_engine
from chatbelle.engine.protocol import Loading, Sampling
from chatbelle.engine.worker import WorkerEngine
from chatbelle.errors import ContextTooLarge, NotEnoughMemory
from chatbelle.gguf_header import GGUFHeader, TensorEntry, read_gguf_header
from chatbelle.memory import BATCH_TOKENS, GIB, Type, cache_token_bytes, footprint, plan_memory
from tests.model_files import write_gguf

TOLERANCE = 0.10


def least_bytes(process: psutil.Process, seconds: float = 3.0) -> int:
    """The least that a process takes within a while: states are in memory until they are written."""
    readings, deadline = [process.memory_info().rss], monotonic() + seconds
    while monotonic() < deadline:
        sleep(0.1)
        readings.append(process.memory_info().rss)
    return min(readings)


@pytest.fixture
def header(tmp_path: Path) -> GGUFHeader:
    return read_gguf_header(write_gguf(tmp_path / "tiny.gguf", context_length=8192, layers=1024))


def test_the_cache_of_a_llama_7b_is_half_a_mebibyte_a_token(tmp_path: Path) -> None:
    metadata = {
        "general.architecture": "llama",
        "llama.block_count": 32,
        "llama.embedding_length": 4096,
        "llama.attention.head_count": 32,
    }
    assert cache_token_bytes(GGUFHeader(tmp_path, 0, metadata, ())) == 512 * 1024


def test_with_room_the_default_context_and_faster_weights_are_planned(header: GGUFHeader) -> None:
    plan = plan_memory(header, None, 8 * GIB)
    assert (plan.context_tokens, plan.repack) == (4096, True)


def test_a_shorter_context_is_planned_where_memory_is_short(header: GGUFHeader) -> None:
    free_bytes = footprint(header).needed_bytes(1500)
    assert plan_memory(header, None, free_bytes).context_tokens == 1024


def test_repacking_is_left_out_where_the_second_copy_would_not_fit(header: GGUFHeader) -> None:
    quantised = replace(header, tensors=(TensorEntry("blk.0.ffn_up.weight", Type.Q4_0, (4096, 4096), 0),))
    free_bytes = footprint(quantised).needed_bytes(4096)
    assert not plan_memory(quantised, None, free_bytes).repack
    assert plan_memory(quantised, None, free_bytes + 4096 * 4096 * 18 // 32).repack


def test_a_model_that_cannot_fit_is_refused_with_both_sizes(header: GGUFHeader) -> None:
    with pytest.raises(NotEnoughMemory, match=r"needs \d\.\d GiB .* 0\.1 GiB is free"):
        plan_memory(header, None, GIB // 10)


def test_a_context_beyond_the_models_training_is_refused_with_the_longest(header: GGUFHeader) -> None:
    with pytest.raises(ContextTooLarge, match="at most 8192"):
        plan_memory(header, 100_000, 64 * GIB)


def test_a_context_beyond_the_memory_is_refused_with_the_longest_that_fits(header: GGUFHeader) -> None:
    free_bytes = footprint(header).needed_bytes(1000)
    with pytest.raises(ContextTooLarge, match="at most 1000"):
        plan_memory(header, 5000, free_bytes)


@pytest.mark.model
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere mapped files are not counted as memory of a process")
@pytest.mark.parametrize("context_tokens", [1024, 1536])
def test_the_estimate_for_the_real_model_is_within_a_tenth_of_what_its_process_takes_when_the_context_is_full(
    smollm2: Path, context_tokens: int
) -> None:
    model = footprint(read_gguf_header(smollm2))
    with closing(open_engine(smollm2, Loading(context_tokens))) as engine:
        assert isinstance(engine, WorkerEngine)
        question = Message(Role.USER, "word " * (context_tokens - BATCH_TOKENS))
        for _ in engine.reply([question], Sampling(max_tokens=2), "1"):
            pass
        taken_bytes = least_bytes(psutil.Process(engine.process_id))
    assert model.repacked_bytes == 0  # of its type, Q4_1
    assert model.needed_bytes(context_tokens) == pytest.approx(taken_bytes, rel=TOLERANCE)
