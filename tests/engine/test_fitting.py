"""The precision of the cache, and the room to begin with, are chosen by what fits."""

from pathlib import Path

import pytest

from chatbelle.engine.fitting import first_tokens, plan_to_fit
from chatbelle.engine.protocol import CacheType, Loading
from chatbelle.errors import NotEnoughMemory
from chatbelle.gguf_header import GGUFHeader, read_gguf_header
from chatbelle.memory import GIB, Type, cache_token_bytes, footprint
from tests.model_files import write_gguf


@pytest.fixture
def header(tmp_path: Path) -> GGUFHeader:
    return read_gguf_header(write_gguf(tmp_path / "tiny.gguf", context_length=8192, layers=1024, heads=2))


def room_for(header: GGUFHeader, tokens: int, cache_type: Type = Type.F16) -> int:
    return footprint(header, cache_type).needed_bytes(tokens)


def test_eight_bits_take_little_more_than_half_of_sixteen(header: GGUFHeader) -> None:
    assert cache_token_bytes(header, Type.Q8_0) * 16 == cache_token_bytes(header) * 8.5


def test_full_precision_is_kept_while_it_fits(header: GGUFHeader) -> None:
    plan = plan_to_fit(header, Loading(), 8 * GIB)
    assert (plan.context_tokens, plan.cache_type) == (4096, Type.F16)


def test_precision_is_given_up_before_length(header: GGUFHeader) -> None:
    plan = plan_to_fit(header, Loading(), room_for(header, 4096, Type.Q8_0))
    assert (plan.context_tokens, plan.cache_type) == (4096, Type.Q8_0)


def test_a_context_that_was_asked_for_may_cost_precision(header: GGUFHeader) -> None:
    plan = plan_to_fit(header, Loading(context_tokens=6000), room_for(header, 6000, Type.Q8_0))
    assert (plan.context_tokens, plan.cache_type) == (6000, Type.Q8_0)


def test_the_persons_choice_is_followed(header: GGUFHeader) -> None:
    assert plan_to_fit(header, Loading(cache_type=CacheType.Q8_0), 8 * GIB).cache_type is Type.Q8_0
    tight = room_for(header, 1500)
    assert plan_to_fit(header, Loading(cache_type=CacheType.F16), tight).context_tokens == 1024


def test_heads_that_blocks_do_not_divide_keep_full_precision(tmp_path: Path) -> None:
    odd = read_gguf_header(write_gguf(tmp_path / "odd.gguf", context_length=8192, layers=1024, heads=4))
    plan = plan_to_fit(odd, Loading(), room_for(odd, 1500))
    assert (plan.context_tokens, plan.cache_type) == (1024, Type.F16)


def test_what_fits_in_no_way_is_refused(header: GGUFHeader) -> None:
    with pytest.raises(NotEnoughMemory):
        plan_to_fit(header, Loading(), GIB // 10)


def test_all_room_is_made_at_once_where_growing_would_need_more_than_is_free(header: GGUFHeader) -> None:
    tight, plenty = room_for(header, 4096), 8 * GIB
    assert first_tokens(header, plan_to_fit(header, Loading(), tight), tight) == 4096
    assert first_tokens(header, plan_to_fit(header, Loading(), plenty), plenty) == 512
